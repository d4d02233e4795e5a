import { ACTIVATE, DELIVERY, EXTERNAL, memory32, PAGES, TPR_SHADOW, virtual, words } from './apic-words';
import { HLT_EXITING, handler, IF, interrupt, PRIMARY } from './event-words';
import type { Scenario } from './harness';

const DELIVERED = 'Virtual-Interrupt Delivery';
const EVALUATION = 'Evaluation of Pending Virtual Interrupts';
const CALL = { kind: 'vm-exit', exitReason: 18 } as const;
const SET = [ACTIVATE, TPR_SHADOW, DELIVERY, EXTERNAL, HLT_EXITING] as const;
const REQUESTED = words({ [virtual(0x210)]: 1, [virtual(0x220)]: 2 });
/** RVI 0x41 of the requests 0x20 and 0x41. */
const fields = { ...PAGES, 'guest-interrupt-status': 0x41n, 'guest-rflags': IF } as const;
const TAKEN = { kind: 'vm-exit', exitReason: 12, guestRip: handler(0x41) } as const;

/** Evaluation and delivery of virtual interrupts. */
export const virtualInterrupts: readonly Scenario[] = [
  {
    name: 'a virtual interrupt that is pending at VM entry goes through the guest’s IDT',
    sdm: DELIVERED,
    setup: { fields, set: SET, change: REQUESTED },
    guest: 'nop',
    expect: {
      transitions: [TAKEN],
      fields: { 'guest-interrupt-status': 0x4120n },
      holds: (machine) =>
        memory32(machine, virtual(0x120)) === 2 &&
        memory32(machine, virtual(0x220)) === 0 &&
        memory32(machine, virtual(0x210)) === 1 &&
        memory32(machine, virtual(0xa0)) === 0x40,
    },
  },
  {
    name: 'it waits until RFLAGS.IF is 1 and the shadow of STI is over',
    sdm: DELIVERED,
    setup: { fields: { ...fields, 'guest-rflags': 2n }, set: SET, change: REQUESTED },
    guest: 'nop\nsti\nnop\nback: nop',
    expect: {
      transitions: [TAKEN],
      holds: (machine, label) => memory32(machine, 0x13_0000 - 40) === Number(label('back')),
    },
  },
  {
    name: 'a priority class that is not above VPPR is not recognized',
    sdm: EVALUATION,
    setup: { fields, set: SET, change: words({ [virtual(0x80)]: 0x45, [virtual(0x220)]: 2 }) },
    guest: 'nop',
    expect: {
      transitions: [CALL],
      fields: { 'guest-interrupt-status': 0x41n },
      holds: (machine) => memory32(machine, virtual(0xa0)) === 0x45,
    },
  },
  {
    name: 'a vector in service holds back its own class',
    sdm: EVALUATION,
    setup: { fields: { ...fields, 'guest-interrupt-status': 0x4f41n }, set: SET, change: REQUESTED },
    guest: 'nop',
    expect: { transitions: [CALL], fields: { 'guest-interrupt-status': 0x4f41n } },
  },
  {
    name: 'MOV to CR8 that lowers the task priority evaluates anew',
    sdm: 'TPR Virtualization',
    setup: { fields, set: SET, change: words({ [virtual(0x80)]: 0x50, [virtual(0x220)]: 2 }) },
    guest: 'nop\nmov eax, 3\nmov cr8, rax\nback: nop',
    expect: {
      transitions: [TAKEN],
      holds: (machine, label) => memory32(machine, 0x13_0000 - 40) === Number(label('back')),
    },
  },
  {
    name: 'interrupt-window exiting keeps it from being recognized',
    sdm: EVALUATION,
    setup: { fields, set: [...SET, [PRIMARY, 'interrupt-window-exiting']], change: REQUESTED },
    guest: 'nop',
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 7, guestRip: 'guest', why: { rule: 'interrupt-window-exiting' } }],
      fields: { 'guest-interrupt-status': 0x41n },
    },
  },
  {
    name: 'it wakes the guest from HLT',
    sdm: DELIVERED,
    setup: { fields: { ...fields, 'guest-activity-state': 1n }, set: SET, change: REQUESTED },
    guest: 'nop',
    expect: { transitions: [TAKEN] },
  },
  {
    name: 'it follows the event that the VM entry injects',
    sdm: 'Updating Non-Register State',
    setup: {
      fields: { ...fields, 'vm-entry-interruption-information': 0x8000_0055n, 'guest-idtr-limit': 0xfffn },
      set: SET,
      change: REQUESTED,
    },
    guest: 'nop',
    // The handler of 0x55 begins with interrupts off, so the virtual interrupt waits.
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 12, guestRip: handler(0x55) }],
      fields: { 'guest-interrupt-status': 0x41n },
    },
  },
  {
    name: 'it ranks above an external interrupt',
    sdm: DELIVERED,
    setup: { fields, set: SET, change: REQUESTED, events: [interrupt('guest')] },
    guest: 'nop',
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 1, guestRip: handler(0x41) }],
      fields: { 'guest-interrupt-status': 0x4120n },
    },
  },
  {
    name: 'without virtual-interrupt delivery RVI means nothing',
    sdm: DELIVERED,
    setup: { fields, set: [ACTIVATE, TPR_SHADOW, EXTERNAL], change: REQUESTED },
    guest: 'nop',
    expect: { transitions: [CALL], fields: { 'guest-interrupt-status': 0x41n } },
  },
];
