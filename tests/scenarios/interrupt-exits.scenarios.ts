import { PENDING } from '../../src/cpu/state/processor-layout';
import { bit, HLT_EXITING, handler, IF, interrupt, OTHER, PRIMARY, VECTORING } from './event-words';
import type { Scenario } from './harness';

/** Where SMM begins after reset (SMBASE 0x30000), and what the handler there is. */
const SMI_HANDLER = 0x3_8000;
const RSM = Uint8Array.of(0x0f, 0xaa);

/** Interrupts, NMIs, SMIs, INIT and windows. */
export const interruptExits: readonly Scenario[] = [
  {
    name: 'an external interrupt exits although RFLAGS.IF is 0, and stays pending',
    sdm: OTHER,
    setup: { set: [['pin-based', 'external-interrupt-exiting']], events: [interrupt('at')] },
    guest: 'nop\nat: nop',
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 1,
          qualification: 0n,
          guestRip: 'at',
          cause: 'external interrupt 0x30',
          why: { rule: 'external-interrupt-exiting', word: 'pin-based', bit: 0, value: 1 },
        },
      ],
      fields: { 'vm-exit-interruption-information': 0n },
      holds: (machine) => (machine.processors[0]?.s[PENDING] ?? 0) !== 0,
    },
  },
  {
    name: 'acknowledge interrupt on exit reports the vector',
    sdm: 'Information for VM Exits Due to Vectored Events',
    setup: {
      set: [
        ['pin-based', 'external-interrupt-exiting'],
        ['vm-exit', 'acknowledge-interrupt-on-exit'],
      ],
      events: [interrupt('at')],
    },
    guest: 'nop\nat: nop',
    expect: { transitions: [{ kind: 'vm-exit', exitReason: 1, interruptionInfo: 0x8000_0030, guestRip: 'at' }] },
  },
  {
    name: 'an external interrupt without exiting goes through the guest’s IDT',
    sdm: OTHER,
    setup: { set: [HLT_EXITING], fields: { 'guest-rflags': IF }, events: [interrupt('at')] },
    guest: 'nop\nat: nop',
    expect: {
      decision: { rule: 'external-interrupt-exiting', exits: false, word: 'pin-based', bit: 0, value: 0 },
      transitions: [{ kind: 'vm-exit', exitReason: 12, guestRip: handler(0x30) }],
    },
  },
  {
    name: 'an external interrupt wakes a halted guest by a VM exit that reports HLT',
    sdm: 'Saving Non-Register State',
    setup: { set: [['pin-based', 'external-interrupt-exiting']], events: [interrupt('at')] },
    guest: 'hlt\nat: nop',
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 1, guestRip: 'at' }],
      fields: { 'guest-activity-state': 1n },
    },
  },
  {
    name: 'a fault while an external interrupt is delivered reports the interrupt',
    sdm: VECTORING,
    setup: {
      fields: { 'exception-bitmap': bit(13), 'guest-idtr-limit': 0x1ffn, 'guest-rflags': IF },
      events: [interrupt('at')],
    },
    guest: 'nop\nat: nop',
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 0,
          interruptionInfo: 0x8000_0b0d,
          interruptionErrorCode: 0x183,
          idtVectoringInfo: 0x8000_0030,
          guestRip: 'at',
        },
      ],
    },
  },
  {
    name: 'an NMI exits under NMI exiting',
    sdm: OTHER,
    setup: { set: [['pin-based', 'nmi-exiting']], events: [{ at: 'at', event: { kind: 'nmi' } }] },
    guest: 'nop\nat: nop',
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 0,
          interruptionInfo: 0x8000_0202,
          guestRip: 'at',
          why: { rule: 'nmi-exiting', word: 'pin-based', bit: 3, value: 1 },
        },
      ],
    },
  },
  {
    name: 'an NMI without exiting goes through the guest’s IDT and blocks NMIs',
    sdm: OTHER,
    setup: { set: [HLT_EXITING], events: [{ at: 'at', event: { kind: 'nmi' } }] },
    guest: 'nop\nat: nop',
    expect: {
      decision: { rule: 'nmi-exiting', exits: false, word: 'pin-based', bit: 3, value: 0 },
      transitions: [{ kind: 'vm-exit', exitReason: 12, guestRip: handler(2) }],
      fields: { 'guest-interruptibility-state': 8n },
    },
  },
  {
    name: 'INIT exits always',
    sdm: OTHER,
    setup: { events: [{ at: 'at', event: { kind: 'init' } }] },
    guest: 'nop\nat: nop',
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 3, qualification: 0n, guestRip: 'at', why: { rule: 'init' } }],
    },
  },
  {
    name: 'the interrupt window opens behind the shadow of STI',
    sdm: OTHER,
    setup: { set: [[PRIMARY, 'interrupt-window-exiting']] },
    guest: 'sti\nnop\nat: nop\nvmcall',
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 7,
          guestRip: 'at',
          guestRflags: 0x202n,
          why: { rule: 'interrupt-window-exiting', word: PRIMARY, bit: 2, value: 1 },
        },
      ],
    },
  },
  {
    name: 'an open interrupt window exits right after VM entry',
    sdm: OTHER,
    setup: { set: [[PRIMARY, 'interrupt-window-exiting']], fields: { 'guest-rflags': IF } },
    guest: 'at: vmcall',
    expect: { transitions: [{ kind: 'vm-exit', exitReason: 7, guestRip: 'at' }] },
  },
  {
    name: 'an open NMI window exits right after VM entry',
    sdm: OTHER,
    setup: {
      set: [
        ['pin-based', 'nmi-exiting'],
        ['pin-based', 'virtual-nmis'],
        [PRIMARY, 'nmi-window-exiting'],
      ],
    },
    guest: 'at: vmcall',
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 8,
          guestRip: 'at',
          why: { rule: 'nmi-window-exiting', word: PRIMARY, bit: 22, value: 1 },
        },
      ],
    },
  },
  {
    name: 'the NMI window stays shut while virtual NMIs are blocked, until IRET',
    sdm: 'Changes to Instruction Behavior in VMX Non-Root Operation',
    setup: {
      set: [
        ['pin-based', 'nmi-exiting'],
        ['pin-based', 'virtual-nmis'],
        [PRIMARY, 'nmi-window-exiting'],
      ],
      fields: { 'guest-interruptibility-state': 8n },
    },
    guest: `mov rax, rsp
      push 0x10
      push rax
      push 2
      push 8
      lea rbx, [at]
      push rbx
      iretq
      at: vmcall`,
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 8, guestRip: 'at' }],
      fields: { 'guest-interruptibility-state': 0n },
    },
  },
  {
    name: 'an SMI leaves the guest for SMM without a VM exit, and RSM goes back',
    sdm: 'Default Treatment of SMI Delivery',
    setup: {
      events: [{ at: 'at', event: { kind: 'smi' } }],
      change: (machine) => machine.load(SMI_HANDLER, RSM),
    },
    guest: 'at: nop\nbehind:',
    expect: {
      decision: { rule: 'default-treatment-of-smi', subject: 'SMI', exits: false },
      transitions: [{ kind: 'vm-exit', exitReason: 18, guestRip: 'behind' }],
    },
  },
];
