import { BITMAP, bit, HLT_EXITING, handler, OTHER, VECTORING } from './event-words';
import type { Scenario } from './harness';

/** Exceptions. */
export const exceptionExits: readonly Scenario[] = [
  {
    name: '#UD exits for its bit; RF is saved as 1',
    sdm: BITMAP,
    setup: { fields: { 'exception-bitmap': bit(6) } },
    guest: 'at: ud2',
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 0,
          qualification: 0n,
          interruptionInfo: 0x8000_0306,
          guestRip: 'at',
          guestRflags: 0x1_0002n,
          why: { rule: 'exception-bitmap', word: 'exception-bitmap', bit: 6, value: 1 },
        },
      ],
    },
  },
  {
    name: '#UD without its bit goes through the guest’s IDT',
    sdm: BITMAP,
    setup: { set: [HLT_EXITING], fields: { 'exception-bitmap': 0xffff_ffbfn } },
    guest: 'ud2',
    expect: {
      decision: { rule: 'exception-bitmap', subject: '#UD', exits: false, word: 'exception-bitmap', bit: 6, value: 0 },
      transitions: [{ kind: 'vm-exit', exitReason: 12, guestRip: handler(6) }],
    },
  },
  {
    name: '#GP exits with its error code',
    sdm: BITMAP,
    setup: { fields: { 'exception-bitmap': bit(13) } },
    guest: 'mov eax, 0x50\nat: mov ds, ax',
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 0,
          interruptionInfo: 0x8000_0b0d,
          interruptionErrorCode: 0x50,
          guestRip: 'at',
          why: { word: 'exception-bitmap', bit: 13, value: 1 },
        },
      ],
    },
  },
  {
    name: '#PF exits with its address; CR2 is not written',
    sdm: BITMAP,
    setup: { fields: { 'exception-bitmap': bit(14) } },
    guest: 'mov rax, 0x100000010\nat: mov [rax], al',
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 0,
          qualification: 0x1_0000_0010n,
          interruptionInfo: 0x8000_0b0e,
          interruptionErrorCode: 2,
          guestRip: 'at',
          why: { rule: 'page-fault-error-code-match', word: 'exception-bitmap', bit: 14, value: 1 },
        },
      ],
    },
  },
  {
    name: 'a #PF that matches goes to the guest when bit 14 is 0',
    sdm: BITMAP,
    setup: {
      set: [HLT_EXITING],
      fields: { 'page-fault-error-code-mask': 2n, 'page-fault-error-code-match': 2n },
    },
    guest: 'mov rax, 0x100000010\nmov [rax], al',
    expect: {
      decision: { rule: 'page-fault-error-code-match', exits: false, word: 'exception-bitmap', bit: 14, value: 0 },
      transitions: [{ kind: 'vm-exit', exitReason: 12, guestRip: handler(14) }],
    },
  },
  {
    name: 'a #PF that does not match exits when bit 14 is 0',
    sdm: BITMAP,
    setup: { fields: { 'page-fault-error-code-mask': 2n, 'page-fault-error-code-match': 0n } },
    guest: 'mov rax, 0x100000010\nat: mov [rax], al',
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 0,
          interruptionErrorCode: 2,
          guestRip: 'at',
          why: { rule: 'page-fault-error-code-mismatch', word: 'exception-bitmap', bit: 14, value: 0 },
        },
      ],
    },
  },
  {
    name: 'a #PF that does not match goes to the guest when bit 14 is 1',
    sdm: BITMAP,
    setup: {
      set: [HLT_EXITING],
      fields: { 'exception-bitmap': bit(14), 'page-fault-error-code-mask': 2n, 'page-fault-error-code-match': 2n },
    },
    guest: 'mov rax, 0x100000010\nmov al, [rax]',
    expect: {
      decision: { rule: 'page-fault-error-code-mismatch', exits: false, word: 'exception-bitmap', bit: 14, value: 1 },
      transitions: [{ kind: 'vm-exit', exitReason: 12, guestRip: handler(14) }],
    },
  },
  {
    name: 'INT3 exits as a software exception with its length',
    sdm: BITMAP,
    setup: { fields: { 'exception-bitmap': bit(3) } },
    guest: 'at: int3',
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 0,
          interruptionInfo: 0x8000_0603,
          instructionLength: 1,
          guestRip: 'at',
          guestRflags: 2n,
          why: { word: 'exception-bitmap', bit: 3, value: 1 },
        },
      ],
    },
  },
  {
    name: 'INT1 exits as a privileged software exception',
    sdm: BITMAP,
    setup: { fields: { 'exception-bitmap': bit(1) } },
    guest: 'at: int1',
    expect: {
      transitions: [
        { kind: 'vm-exit', exitReason: 0, interruptionInfo: 0x8000_0501, instructionLength: 1, guestRip: 'at' },
      ],
    },
  },
  {
    name: 'INT n does not look at the exception bitmap',
    sdm: OTHER,
    setup: { set: [HLT_EXITING], fields: { 'exception-bitmap': 0xffff_ffffn } },
    guest: 'int 6',
    expect: { transitions: [{ kind: 'vm-exit', exitReason: 12, guestRip: handler(6) }] },
  },
  {
    name: 'a single-step trap exits behind the instruction, with BS in the qualification',
    sdm: 'Basic VM-Exit Information',
    setup: { fields: { 'exception-bitmap': bit(1), 'guest-rflags': 0x102n } },
    guest: 'nop\nat: nop',
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 0,
          interruptionInfo: 0x8000_0301,
          qualification: 0x4000n,
          guestRip: 'at',
          guestRflags: 0x102n,
        },
      ],
    },
  },
  {
    name: 'a fault while INT n is delivered reports the interrupt and the length',
    sdm: VECTORING,
    setup: { fields: { 'exception-bitmap': bit(13), 'guest-idtr-limit': 0x1ffn } },
    guest: 'at: int 0x80',
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 0,
          interruptionInfo: 0x8000_0b0d,
          interruptionErrorCode: 0x402,
          idtVectoringInfo: 0x8000_0480,
          instructionLength: 2,
          guestRip: 'at',
        },
      ],
    },
  },
  {
    name: 'a fault while an exception is delivered reports the exception',
    sdm: VECTORING,
    setup: { fields: { 'exception-bitmap': bit(13), 'guest-idtr-limit': 0x5fn } },
    guest: 'at: ud2',
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 0,
          interruptionInfo: 0x8000_0b0d,
          interruptionErrorCode: 0x33,
          idtVectoringInfo: 0x8000_0306,
          guestRip: 'at',
        },
      ],
    },
  },
  {
    name: 'a double fault exits for its bit and reports no event under delivery',
    sdm: VECTORING,
    setup: { fields: { 'exception-bitmap': bit(8), 'guest-idtr-limit': 0x5fn } },
    guest: 'at: ud2',
    expect: {
      transitions: [
        { kind: 'vm-exit', exitReason: 0, interruptionInfo: 0x8000_0b08, interruptionErrorCode: 0, guestRip: 'at' },
      ],
      fields: { 'idt-vectoring-information': 0n },
    },
  },
  {
    name: 'a triple fault exits always',
    sdm: OTHER,
    setup: { fields: { 'guest-idtr-limit': 0n } },
    guest: 'at: ud2',
    expect: {
      transitions: [
        { kind: 'vm-exit', exitReason: 2, qualification: 0n, guestRip: 'at', why: { rule: 'triple-fault' } },
      ],
    },
  },
];
