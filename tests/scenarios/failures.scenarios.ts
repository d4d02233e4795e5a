import { ENTRY_MSR_LOAD_PAGE, MSR_LOAD_PAGE, MSR_STORE_PAGE } from '../support/baseline-vmcs';
import type { ExpectedTransition, Scenario } from './harness';

const ERRORS = 'VM Instruction Error Numbers';
const FAILURES = 'VM-Entry Failures During or After Loading Guest State';
const STOP_HALTED = 1;
const STOP_VMX_ABORT = 3;

/** Host code that fails before any guest runs. `error` 0 is VMfailInvalid. */
const fails = (name: string, host: string, error: number, sdm = ERRORS): Scenario => ({
  name,
  sdm,
  host: `jmp code
    vmxon_page: dq 0x120000
    own: dq 0x121000
    other: dq 0x122000
    foreign: dq 0x123000
    unaligned: dq 0x121008
    outside: dq 0x8000000000000000
    code: ${host}`,
  guest: 'vmcall',
  expect: { transitions: [{ kind: 'vm-fail', error }], stop: STOP_HALTED },
});

/** A VMCS that VM entry refuses. */
const refused = (
  name: string,
  sdm: string,
  fields: NonNullable<Scenario['setup']>['fields'],
  expected: ExpectedTransition,
): Scenario => ({
  name,
  sdm,
  setup: { fields: fields ?? {} },
  guest: 'vmcall',
  expect: { transitions: [expected], stop: STOP_HALTED },
});

const guestState = (
  name: string,
  sdm: string,
  fields: NonNullable<Scenario['setup']>['fields'],
  qualification = 0n,
): Scenario =>
  refused(name, sdm, fields, { kind: 'entry-failure', exitReason: 0x8000_0021, qualification, toRip: 'handler' });

/** VMfail, VM entries that fail, VMX aborts, and leaving VMX operation. */
export const failures: readonly Scenario[] = [
  fails(
    'VMLAUNCH without a current VMCS is VMfailInvalid',
    'vmclear [own]\nvmlaunch',
    0,
    'VMLAUNCH/VMRESUME—Launch/Resume Virtual Machine',
  ),
  fails('VMREAD without a current VMCS is VMfailInvalid', 'vmclear [own]\nmov edx, VMCS_GUEST_RIP\nvmread rax, rdx', 0),
  fails('VMCALL in root operation is error 1', 'vmcall', 1),
  fails('VMCLEAR of an unaligned address is error 2', 'vmclear [unaligned]', 2),
  fails('VMCLEAR beyond the physical-address width is error 2', 'vmclear [outside]', 2),
  fails('VMCLEAR of the VMXON region is error 3', 'vmclear [vmxon_page]', 3),
  fails('VMRESUME of a VMCS that was never launched is error 5', 'vmresume', 5),
  fails('VMPTRLD of an unaligned address is error 9', 'vmptrld [unaligned]', 9),
  fails('VMPTRLD of the VMXON region is error 10', 'vmptrld [vmxon_page]', 10),
  fails('VMPTRLD of a region of another processor is error 11', 'vmptrld [foreign]', 11),
  fails('VMREAD of a field that does not exist is error 12', 'mov edx, 0x6ffe\nvmread rax, rdx', 12),
  fails('VMWRITE of a field that does not exist is error 12', 'mov edx, 0x6ffe\nvmwrite rdx, rax', 12),
  fails('VMXON in root operation is error 15', 'vmxon [vmxon_page]', 15),
  fails('VMLAUNCH in the shadow of MOV SS is error 26', 'mov eax, 0x10\nmov ss, ax\nvmlaunch', 26),
  {
    name: 'VMLAUNCH of a launched VMCS is error 4',
    sdm: ERRORS,
    guest: 'vmcall',
    handler: 'vmlaunch',
    expect: {
      transitions: [{ kind: 'vm-entry' }, { kind: 'vm-exit', exitReason: 18 }, { kind: 'vm-fail', error: 4 }],
      fields: { 'vm-instruction-error': 4n },
    },
  },
  {
    name: 'VMXOFF leaves VMX operation, VMXON enters it without a current VMCS',
    sdm: 'VMXON—Enter VMX Operation',
    host: 'jmp code\nregion: dq 0x120000\ncode: vmxoff\nvmxon [region]\nvmlaunch',
    guest: 'vmcall',
    expect: { transitions: [{ kind: 'vmxoff' }, { kind: 'vmxon' }, { kind: 'vm-fail', error: 0 }] },
  },
  {
    name: 'a second VMCS takes its turn after VMPTRLD',
    sdm: 'Software Use of the VMCS and Related Structures',
    guest: 'vmcall',
    handler: 'jmp code\nother: dq 0x122000\ncode: vmclear [other]\nvmptrld [other]\nvmresume',
    expect: {
      transitions: [
        { kind: 'vm-entry', vmcs: 0x12_1000n },
        { kind: 'vm-exit', exitReason: 18, vmcs: 0x12_1000n },
        { kind: 'vm-fail', error: 5, vmcs: 0x12_2000n },
      ],
    },
  },

  refused(
    'reserved control bits: error 7 with every failing row',
    'VM-Execution Control Fields',
    { 'pin-based-controls': 0n, 'primary-processor-based-controls': 0n, 'cr3-target-count': 5n },
    { kind: 'vm-fail', error: 7 },
  ),
  refused(
    'an I/O bitmap at an unaligned address: error 7',
    'VM-Execution Control Fields',
    { 'primary-processor-based-controls': 0x0600_6172n, 'io-bitmap-a': 1n },
    { kind: 'vm-fail', error: 7 },
  ),
  refused(
    'an injected event of reserved type: error 7',
    'VM-Entry Control Fields',
    { 'vm-entry-interruption-information': 0x8000_0130n },
    { kind: 'vm-fail', error: 7 },
  ),
  refused(
    'host CS 0: error 8',
    'Checks on Host Segment and Descriptor-Table Registers',
    { 'host-cs-selector': 0n },
    { kind: 'vm-fail', error: 8 },
  ),
  refused(
    'a host CR4 without VMXE: error 8',
    'Checks on Host Control Registers, MSRs, and SSP',
    { 'host-cr4': 0x20n },
    { kind: 'vm-fail', error: 8 },
  ),
  refused(
    'a host RIP that is not canonical: error 8',
    'Checks Related to Address-Space Size',
    { 'host-rip': 0x8000_0000_0000_0000n },
    { kind: 'vm-fail', error: 8 },
  ),
  guestState(
    'guest CR0 with paging but without protection',
    'Checks on Guest Control Registers, Debug Registers, and MSRs',
    { 'guest-cr0': 0x8000_0020n },
  ),
  guestState(
    'guest CR4 with a bit that VMX fixes to 1 clear',
    'Checks on Guest Control Registers, Debug Registers, and MSRs',
    { 'guest-cr4': 0x20n },
  ),
  guestState('guest CS access rights of a data segment', 'Checks on Guest Segment Registers', {
    'guest-cs-access-rights': 0xc093n,
  }),
  guestState('guest TR that is not busy', 'Checks on Guest Segment Registers', { 'guest-tr-access-rights': 0x89n }),
  guestState('guest GDTR limit above 0xFFFF', 'Checks on Guest Descriptor-Table Registers', {
    'guest-gdtr-limit': 0x1_0000n,
  }),
  guestState('guest RFLAGS with bit 1 clear', 'Checks on Guest RIP, RFLAGS, and SSP', { 'guest-rflags': 0n }),
  guestState('an external interrupt injected while RFLAGS.IF is 0', 'Checks on Guest RIP, RFLAGS, and SSP', {
    'vm-entry-interruption-information': 0x8000_0030n,
  }),
  guestState('blocking by STI while RFLAGS.IF is 0', 'Checks on Guest Non-Register State', {
    'guest-interruptibility-state': 1n,
  }),
  guestState('an activity state that does not exist', 'Checks on Guest Non-Register State', {
    'guest-activity-state': 7n,
  }),
  guestState(
    'a VMCS link pointer that names no VMCS: qualification 4',
    'Checks on Guest Non-Register State',
    { 'vmcs-link-pointer': 0x1000n },
    4n,
  ),
  {
    name: 'an MSR that VM entry cannot load: reason 34 with the entry’s number',
    sdm: FAILURES,
    setup: {
      fields: { 'vm-entry-msr-load-count': 2n },
      msrs: [
        [ENTRY_MSR_LOAD_PAGE, 0x277, 0x0007_0406_0007_0406n],
        [ENTRY_MSR_LOAD_PAGE, 0xc000_0100, 0n],
      ],
    },
    guest: 'vmcall',
    expect: {
      transitions: [
        {
          kind: 'entry-failure',
          exitReason: 0x8000_0022,
          qualification: 2n,
          toRip: 'handler',
          checks: ['vm-entry-msr-load'],
        },
      ],
      fields: { 'exit-reason': 0x8000_0022n },
    },
  },
  {
    name: 'more MSRs to load at VM entry than IA32_VMX_MISC recommends: reason 34 with the number of the first beyond',
    sdm: 'Miscellaneous Data',
    setup: {
      fields: { 'vm-entry-msr-load-count': 513n },
      msrs: Array.from({ length: 513 }, () => [ENTRY_MSR_LOAD_PAGE, 0xc000_0102, 0n] as const),
    },
    guest: 'vmcall',
    expect: {
      transitions: [
        {
          kind: 'entry-failure',
          exitReason: 0x8000_0022,
          qualification: 513n,
          toRip: 'handler',
          checks: ['vm-entry-msr-load-limit'],
        },
      ],
    },
  },
  {
    name: 'as many MSRs to load at VM entry as IA32_VMX_MISC recommends are loaded',
    sdm: 'Miscellaneous Data',
    setup: {
      fields: { 'vm-entry-msr-load-count': 512n },
      msrs: Array.from({ length: 512 }, () => [ENTRY_MSR_LOAD_PAGE, 0xc000_0102, 0n] as const),
    },
    guest: 'vmcall',
    expect: { transitions: [{ kind: 'vm-entry' }, { kind: 'vm-exit', exitReason: 18 }] },
  },
  {
    name: 'MSR areas are stored and loaded',
    sdm: 'Saving MSRs',
    setup: {
      fields: { 'vm-entry-msr-load-count': 1n, 'vm-exit-msr-store-count': 1n, 'vm-exit-msr-load-count': 1n },
      msrs: [
        [ENTRY_MSR_LOAD_PAGE, 0xc000_0102, 0x1111n],
        [MSR_STORE_PAGE, 0xc000_0102, 0n],
        [MSR_LOAD_PAGE, 0xc000_0102, 0x2222n],
      ],
    },
    guest: 'vmcall',
    handler: 'mov ecx, 0xc0000102\nrdmsr\nmov [0x130000], eax',
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 18 }],
      holds: (machine) =>
        machine.image.view.getUint32(0x10_0000 + MSR_STORE_PAGE + 8, true) === 0x1111 &&
        machine.image.view.getUint32(0x10_0000 + 0x13_0000, true) === 0x2222,
    },
  },
  {
    name: 'a guest MSR that cannot be stored: VMX abort 1',
    sdm: 'VMX Aborts',
    setup: { fields: { 'vm-exit-msr-store-count': 1n }, msrs: [[MSR_STORE_PAGE, 0x1234, 0n]] },
    guest: 'cpuid',
    expect: { transitions: [{ kind: 'vmx-abort', abort: 1, exitReason: 10, cause: 'cpuid' }], stop: STOP_VMX_ABORT },
  },
  {
    name: 'more guest MSRs to store than IA32_VMX_MISC recommends: VMX abort 1',
    sdm: 'Miscellaneous Data',
    setup: {
      fields: { 'vm-exit-msr-store-count': 513n },
      msrs: Array.from({ length: 513 }, () => [MSR_STORE_PAGE, 0xc000_0102, 0n] as const),
    },
    guest: 'cpuid',
    expect: { transitions: [{ kind: 'vmx-abort', abort: 1, exitReason: 10, cause: 'cpuid' }], stop: STOP_VMX_ABORT },
  },
  {
    name: 'a host MSR that cannot be loaded: VMX abort 4',
    sdm: 'VMX Aborts',
    setup: { fields: { 'vm-exit-msr-load-count': 1n }, msrs: [[MSR_LOAD_PAGE, 0x277, 2n]] },
    guest: 'cpuid',
    expect: { transitions: [{ kind: 'vmx-abort', abort: 4, exitReason: 10, cause: 'cpuid' }], stop: STOP_VMX_ABORT },
  },
  {
    name: 'a machine check during VM entry fails it',
    sdm: 'Machine-Check Events During VM Entry',
    setup: { change: (machine) => machine.inject({ kind: 'transition-machine-check' }) },
    guest: 'vmcall',
    expect: {
      transitions: [{ kind: 'entry-failure', exitReason: 0x8000_0029, qualification: 0n, toRip: 'handler' }],
      stop: STOP_HALTED,
    },
  },
  {
    name: 'a machine check during VM exit is a VMX abort',
    sdm: 'Machine-Check Events During VM Exit',
    setup: { events: [{ at: 'at', event: { kind: 'transition-machine-check' } }] },
    guest: 'at: cpuid',
    expect: {
      transitions: [{ kind: 'vm-entry' }, { kind: 'vmx-abort', abort: 5, exitReason: 10 }],
      stop: STOP_VMX_ABORT,
    },
  },
];
