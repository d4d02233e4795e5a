import { ACTIVATE, DELIVERY, DESCRIPTOR, EXTERNAL, memory32, PAGES, TPR_SHADOW, virtual, words } from './apic-words';
import { HLT_EXITING, handler, IF, interrupt } from './event-words';
import type { Scenario } from './harness';

const POSTED = 'Posted-Interrupt Processing';
const SET = [
  ACTIVATE,
  TPR_SHADOW,
  DELIVERY,
  EXTERNAL,
  HLT_EXITING,
  ['pin-based', 'process-posted-interrupts'],
  ['vm-exit', 'acknowledge-interrupt-on-exit'],
] as const;
const fields = {
  ...PAGES,
  'posted-interrupt-descriptor-address': BigInt(DESCRIPTOR),
  'posted-interrupt-notification-vector': 0xf2n,
  'guest-rflags': IF,
} as const;
/** Requests 0x25 and 0x44, ON, and a bit that is software's. */
const POST = words({ [DESCRIPTOR + 4]: 0x20, [DESCRIPTOR + 8]: 0x10, [DESCRIPTOR + 32]: 0xf2_0001 });

/** Posted interrupts. */
export const postedInterrupts: readonly Scenario[] = [
  {
    name: 'an interrupt with the notification vector takes the posted interrupts without a VM exit',
    sdm: POSTED,
    setup: { fields, set: SET, change: POST, events: [interrupt('here', 0xf2)] },
    guest: 'nop\nhere: nop\nnop',
    expect: {
      decision: {
        rule: 'posted-interrupt-notification',
        exits: false,
        word: 'pin-based',
        bit: 7,
        value: 1,
        subject: 'external interrupt 0xf2',
      },
      transitions: [{ kind: 'vm-exit', exitReason: 12, guestRip: handler(0x44) }],
      fields: { 'guest-interrupt-status': 0x4425n },
      holds: (machine) =>
        memory32(machine, DESCRIPTOR + 4) === 0 &&
        memory32(machine, DESCRIPTOR + 8) === 0 &&
        memory32(machine, DESCRIPTOR + 32) === 0xf2_0000 &&
        memory32(machine, virtual(0x210)) === 0x20,
    },
  },
  {
    name: 'they are taken whatever RFLAGS.IF is, and wait in VIRR',
    sdm: POSTED,
    setup: { fields: { ...fields, 'guest-rflags': 2n }, set: SET, change: POST, events: [interrupt('here', 0xf2)] },
    guest: 'nop\nhere: nop\nnop',
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 18 }],
      fields: { 'guest-interrupt-status': 0x44n },
    },
  },
  {
    name: 'they wake a guest that halts',
    sdm: POSTED,
    setup: {
      fields: { ...fields, 'guest-activity-state': 1n },
      set: SET,
      change: POST,
      events: [interrupt('guest', 0xf2)],
    },
    guest: 'nop',
    expect: { transitions: [{ kind: 'vm-exit', exitReason: 12, guestRip: handler(0x44) }] },
  },
  {
    name: 'another vector exits, acknowledged',
    sdm: POSTED,
    setup: { fields, set: SET, change: POST, events: [interrupt('here', 0xf3)] },
    guest: 'nop\nhere: nop',
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 1,
          interruptionInfo: 0x8000_00f3,
          guestRip: 'here',
          why: { rule: 'external-interrupt-exiting', word: 'pin-based', bit: 0, value: 1 },
        },
      ],
      holds: (machine) => memory32(machine, DESCRIPTOR + 32) === 0xf2_0001,
    },
  },
];
