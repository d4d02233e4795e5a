import { GPR } from '../../src/cpu/state/processor-layout';
import { GUEST_STACK_TOP } from '../support/baseline-vmcs';
import { bit, HLT_EXITING, handler, IF, IRET_TO_NOWHERE, VECTORING } from './event-words';
import type { Scenario } from './harness';

const stack = (machine: { readonly image: { readonly view: DataView } }, below: number): bigint =>
  machine.image.view.getBigUint64(0x10_0000 + GUEST_STACK_TOP - below, true);

const PENDING_DEBUG = 'Delivery of Pending Debug Exceptions after VM Entry';
const ENABLED_BREAKPOINT = 1n << 12n;

/** Event injection. */
export const injections: readonly Scenario[] = [
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
    name: 'the enabled-breakpoint bit alone makes a pending debug exception, delivered before the first instruction',
    sdm: PENDING_DEBUG,
    setup: { set: [HLT_EXITING], fields: { 'guest-pending-debug-exceptions': ENABLED_BREAKPOINT } },
    guest: 'nop',
    expect: {
      transitions: [{ kind: 'vm-entry' }, { kind: 'vm-exit', exitReason: 12, guestRip: handler(1) }],
      holds: (machine, label) => stack(machine, 0x28) === label('guest'),
    },
  },
  {
    name: 'a matched breakpoint that is not enabled leaves nothing pending',
    sdm: PENDING_DEBUG,
    setup: { fields: { 'guest-pending-debug-exceptions': 1n, 'exception-bitmap': bit(1) } },
    guest: 'nop\nat: vmcall',
    expect: { transitions: [{ kind: 'vm-entry' }, { kind: 'vm-exit', exitReason: 18, guestRip: 'at' }] },
  },
  ...[0x8000_0030, 0x8000_0202, 0x8000_0306, 0x8000_0501, 0x8000_0480, 0x8000_0603].map(
    (info): Scenario => ({
      name: `injecting ${info.toString(16)} leaves no debug exception pending`,
      sdm: PENDING_DEBUG,
      setup: {
        set: [HLT_EXITING],
        fields: {
          'exception-bitmap': bit(1),
          'guest-rflags': IF,
          'guest-pending-debug-exceptions': ENABLED_BREAKPOINT,
          'vm-entry-interruption-information': BigInt(info),
          'vm-entry-instruction-length': 1n,
        },
      },
      guest: 'nop',
      expect: {
        transitions: [
          { kind: 'vm-entry', injected: info },
          { kind: 'vm-exit', exitReason: 12, guestRip: handler(info & 0xff) },
        ],
      },
    }),
  ),
  {
    name: 'behind a MOV SS an injected INT3 keeps the debug exception that was pending',
    sdm: PENDING_DEBUG,
    setup: {
      fields: {
        'exception-bitmap': bit(1),
        'guest-interruptibility-state': 2n,
        'guest-pending-debug-exceptions': ENABLED_BREAKPOINT | 1n,
        'vm-entry-interruption-information': 0x8000_0603n,
        'vm-entry-instruction-length': 1n,
      },
    },
    guest: 'int3',
    expect: {
      transitions: [
        { kind: 'vm-entry', injected: 0x8000_0603 },
        { kind: 'vm-exit', exitReason: 0, interruptionInfo: 0x8000_0301, guestRip: handler(3) },
      ],
      fields: { 'exit-qualification': 1n },
    },
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
