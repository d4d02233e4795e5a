import { GPR, PENDING } from '../../src/cpu/state/processor-layout';
import { LAB_HANDLER_BYTES, LAB_HANDLERS } from '../../src/machine/boot/lab-layout.table';
import { GUEST_STACK_TOP } from '../support/baseline-vmcs';
import type { Scenario } from './harness';

const OTHER = 'Other Causes of VM Exits';
const BITMAP = 'Exception Bitmap';
const VECTORING = 'Information for VM Exits That Occur During Event Delivery';
/** A frame for IRETQ whose CS selector 0x50 lies beyond the GDT's limit. */
const IRET_TO_NOWHERE = 'push 0x10\npush 0x130000\npush 2\npush 0x50\npush 0';
const PRIMARY = 'primary-processor-based';
const HLT_EXITING = [PRIMARY, 'hlt-exiting'] as const;
const IF = 0x202n;
/** First instruction (a HLT) of the lab's handler of a vector. */
const handler = (vector: number): bigint => BigInt(LAB_HANDLERS + vector * LAB_HANDLER_BYTES);
const bit = (vector: number): bigint => 1n << BigInt(vector);
const interrupt = (at: string, vector = 0x30) => ({ at, event: { kind: 'external-interrupt', vector } as const });

/** Exceptions. */
const exceptions: readonly Scenario[] = [
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

/** Interrupts, NMIs, INIT and windows. */
const interrupts: readonly Scenario[] = [
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
];

const stack = (machine: { readonly image: { readonly view: DataView } }, below: number): bigint =>
  machine.image.view.getBigUint64(0x10_0000 + GUEST_STACK_TOP - below, true);

/** Event injection. */
const injections: readonly Scenario[] = [
  {
    name: 'an injected external interrupt goes through the guest’s IDT',
    sdm: 'Vectored-Event Injection',
    setup: { set: [HLT_EXITING], fields: { 'guest-rflags': IF, 'vm-entry-interruption-information': 0x8000_0030n } },
    guest: 'nop',
    expect: {
      transitions: [
        { kind: 'vm-entry', injected: 0x8000_0030, toRip: handler(0x30) },
        { kind: 'vm-exit', exitReason: 12, guestRip: handler(0x30) },
      ],
      fields: { 'vm-entry-interruption-information': 0x30n },
      holds: (machine, label) => stack(machine, 0x28) === label('guest') && stack(machine, 0x18) === 0x202n,
    },
  },
  {
    name: 'an injected #GP pushes its error code and does not ask the exception bitmap',
    sdm: 'Vectored-Event Injection',
    setup: {
      set: [HLT_EXITING],
      fields: {
        'exception-bitmap': 0xffff_ffffn,
        'vm-entry-interruption-information': 0x8000_0b0dn,
        'vm-entry-exception-error-code': 0x18n,
      },
    },
    guest: 'nop',
    expect: {
      transitions: [
        { kind: 'vm-entry', injected: 0x8000_0b0d },
        { kind: 'vm-exit', exitReason: 12, guestRip: handler(13) },
      ],
      holds: (machine) => stack(machine, 0x30) === 0x18n,
    },
  },
  {
    name: 'an injected software interrupt returns behind its instruction',
    sdm: 'Vectored-Event Injection',
    setup: {
      set: [HLT_EXITING],
      fields: { 'vm-entry-interruption-information': 0x8000_0480n, 'vm-entry-instruction-length': 2n },
    },
    guest: 'int 0x80\nafter: nop',
    expect: {
      transitions: [
        { kind: 'vm-entry', injected: 0x8000_0480 },
        { kind: 'vm-exit', exitReason: 12, guestRip: handler(0x80) },
      ],
      holds: (machine, label) => stack(machine, 0x28) === label('after'),
    },
  },
  {
    name: 'an injected software exception returns behind its instruction',
    sdm: 'Vectored-Event Injection',
    setup: {
      set: [HLT_EXITING],
      fields: { 'vm-entry-interruption-information': 0x8000_0603n, 'vm-entry-instruction-length': 1n },
    },
    guest: 'int3\nafter: nop',
    expect: {
      transitions: [
        { kind: 'vm-entry', injected: 0x8000_0603 },
        { kind: 'vm-exit', exitReason: 12, guestRip: handler(3) },
      ],
      holds: (machine, label) => stack(machine, 0x28) === label('after'),
    },
  },
  {
    name: 'an injected NMI blocks NMIs',
    sdm: 'Vectored-Event Injection',
    setup: { set: [HLT_EXITING], fields: { 'vm-entry-interruption-information': 0x8000_0202n } },
    guest: 'nop',
    expect: {
      transitions: [
        { kind: 'vm-entry', injected: 0x8000_0202 },
        { kind: 'vm-exit', exitReason: 12, guestRip: handler(2) },
      ],
      fields: { 'guest-interruptibility-state': 8n },
    },
  },
  {
    name: 'an interrupt injected into a halted guest wakes it',
    sdm: 'Activity State',
    setup: {
      set: [HLT_EXITING],
      fields: { 'guest-activity-state': 1n, 'guest-rflags': IF, 'vm-entry-interruption-information': 0x8000_0030n },
    },
    guest: 'nop',
    expect: {
      transitions: [
        { kind: 'vm-entry', injected: 0x8000_0030 },
        { kind: 'vm-exit', exitReason: 12, guestRip: handler(0x30) },
      ],
      fields: { 'guest-activity-state': 0n },
    },
  },
  {
    name: 'a guest entered halted stays so',
    sdm: 'Activity State',
    setup: { fields: { 'guest-activity-state': 1n } },
    guest: 'vmcall',
    expect: { transitions: [{ kind: 'vm-entry' }], stop: 1 },
  },
  {
    name: 'a fault while the injected event is delivered exits with the event as vectoring information',
    sdm: VECTORING,
    setup: {
      fields: {
        'exception-bitmap': bit(13),
        'guest-idtr-limit': 0x1ffn,
        'vm-entry-interruption-information': 0x8000_0480n,
        'vm-entry-instruction-length': 2n,
      },
    },
    guest: 'int 0x80',
    expect: {
      transitions: [
        { kind: 'vm-entry', injected: 0x8000_0480, toRip: 'guest' },
        {
          kind: 'vm-exit',
          exitReason: 0,
          interruptionInfo: 0x8000_0b0d,
          idtVectoringInfo: 0x8000_0480,
          instructionLength: 2,
          guestRip: 'guest',
        },
      ],
    },
  },
  {
    name: 'an exception that exited can be injected back',
    sdm: 'Information for VM Exits Due to Vectored Events',
    setup: { set: [HLT_EXITING], fields: { 'exception-bitmap': bit(13) } },
    guest: 'mov eax, 0x50\nat: mov ds, ax',
    handler: `mov edx, VMCS_EXIT_REASON
      vmread rax, rdx
      cmp eax, EXIT_REASON_HLT
      je done
      mov edx, VMCS_VM_EXIT_INTERRUPTION_INFORMATION
      vmread rax, rdx
      vmcs_set VMCS_VM_ENTRY_INTERRUPTION_INFORMATION, rax
      mov edx, VMCS_VM_EXIT_INTERRUPTION_ERROR_CODE
      vmread rax, rdx
      vmcs_set VMCS_VM_ENTRY_EXCEPTION_ERROR_CODE, rax
      vmresume
      done:`,
    expect: {
      transitions: [
        { kind: 'vm-entry' },
        { kind: 'vm-exit', exitReason: 0, guestRip: 'at' },
        { kind: 'vm-entry', injected: 0x8000_0b0d, toRip: handler(13) },
        { kind: 'vm-exit', exitReason: 12, guestRip: handler(13) },
      ],
      holds: (machine, label) => stack(machine, 0x30) === 0x50n && stack(machine, 0x28) === label('at'),
    },
  },
  {
    name: 'the VMM’s stack and registers: a VM exit loads RSP and leaves the general registers',
    sdm: 'Loading Host State',
    guest: 'mov rbx, 0x1122334455667788\nat: vmcall',
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 18, guestRip: 'at' }],
      holds: ({ processors: [p] }) =>
        p?.q[(GPR >> 1) + 3] === 0x1122_3344_5566_7788n && p.q[(GPR >> 1) + 4] === 0x13_8000n,
    },
  },
  {
    name: 'a fault of IRET that had unblocked NMIs says so, and NMIs are saved as unblocked',
    sdm: 'Information About NMI Unblocking Due to IRET',
    setup: { fields: { 'guest-interruptibility-state': 8n, 'exception-bitmap': bit(13) } },
    guest: `${IRET_TO_NOWHERE}\nat: iretq`,
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 0,
          interruptionInfo: 0x8000_1b0d,
          interruptionErrorCode: 0x50,
          guestRip: 'at',
        },
      ],
      fields: { 'guest-interruptibility-state': 0n },
    },
  },
  {
    name: 'under NMI exiting without virtual NMIs IRET leaves NMIs blocked, also when it faults',
    sdm: 'Information About NMI Unblocking Due to IRET',
    setup: {
      set: [['pin-based', 'nmi-exiting']],
      fields: { 'guest-interruptibility-state': 8n, 'exception-bitmap': bit(13) },
    },
    guest: `${IRET_TO_NOWHERE}\nat: iretq`,
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 0, interruptionInfo: 0x8000_0b0d, guestRip: 'at' }],
      fields: { 'guest-interruptibility-state': 8n },
    },
  },
  {
    name: 'general detect is a fault: it exits before MOV DR with BD in the qualification and RF saved as 1',
    sdm: 'Saving RIP, RSP, RFLAGS, and SSP',
    setup: {
      set: [['vm-entry', 'load-debug-controls']],
      fields: { 'guest-dr7': 0x2400n, 'exception-bitmap': 2n },
    },
    guest: 'at: mov rax, dr0',
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 0,
          interruptionInfo: 0x8000_0301,
          qualification: 0x2000n,
          guestRip: 'at',
          guestRflags: 0x1_0002n,
        },
      ],
    },
  },
];

export const eventExits: readonly Scenario[] = [...exceptions, ...interrupts, ...injections];
