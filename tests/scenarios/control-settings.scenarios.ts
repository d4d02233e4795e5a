import { EFER, GPR, PAT } from '../../src/cpu/state/processor-layout';
import type { Machine } from '../../src/machine/machine';
import {
  ACCESSES,
  ACTIVATE,
  APIC_ACCESS_PAGE,
  PAGES,
  SECONDARY,
  TPR_SHADOW,
  virtual,
  words,
  X2APIC,
} from './apic-words';
import { behindEpt } from './ept.scenarios';
import { bit, HLT_EXITING, IF, interrupt, PRIMARY } from './event-words';
import type { ControlSetting, Scenario, ScenarioSetup } from './harness';

/** One control, and what the same guest comes to with each of its values. */
export interface SettingPair {
  readonly controls: readonly ControlSetting[];
  readonly on: Scenario;
  readonly off: Scenario;
}

/** What both rows of a pair share. */
interface Common {
  readonly sdm: string;
  readonly setup?: ScenarioSetup;
  readonly host?: string;
  readonly guest: string;
}

const CALL = { kind: 'vm-exit', exitReason: 18 } as const;
const USE_BITMAPS = [PRIMARY, 'use-msr-bitmaps'] as const;
const NMI_EXITING = ['pin-based', 'nmi-exiting'] as const;
const VIRTUAL_NMIS = ['pin-based', 'virtual-nmis'] as const;
const EXTERNAL = ['pin-based', 'external-interrupt-exiting'] as const;
/** A page of zeros: an EPT that maps nothing. */
const EMPTY_EPT = 0x16_0000n;
/** Behind what the identity EPT of the EPT rows maps. */
const UNMAPPED = 0x40_0000;
const PAGE_DIRECTORY = 0x18_2000;
const LAB_PAT = 0x0007_0406_0007_0406n;

/** Two rows that differ by controls: `on` has them, `off` does not. */
function pair(
  name: string,
  controls: readonly ControlSetting[],
  common: Common,
  on: Scenario['expect'],
  off: Scenario['expect'],
): SettingPair {
  const { sdm, guest, setup } = common;
  const shared = { sdm, guest, ...(common.host === undefined ? {} : { host: common.host }) };
  return {
    controls,
    on: { ...shared, name: `${name}: on`, setup: { ...setup, set: [...(setup?.set ?? []), ...controls] }, expect: on },
    off: { ...shared, name: `${name}: off`, ...(setup === undefined ? {} : { setup }), expect: off },
  };
}

const register = (machine: Machine, n: number): bigint | undefined => machine.processors[0]?.q[(GPR >> 1) + n];
const place = (machine: Machine, word: number): bigint | undefined => machine.processors[0]?.q[word >> 1];
const exits = (exitReason: number, guestRip: string | bigint): Scenario['expect'] => ({
  transitions: [{ kind: 'vm-exit', exitReason, guestRip }],
});
const undefinedAt = (guestRip: string): Scenario['expect'] => ({
  transitions: [{ kind: 'vm-exit', exitReason: 0, interruptionInfo: 0x8000_0306, guestRip }],
});
const goesOn: Scenario['expect'] = { transitions: [CALL] };

/** RDMSR to EBX, then WRMSR of another value. */
const readThenWrite = (index: number, low: number, high: number): string =>
  `mov ecx, ${index}\nrdmsr\nmov ebx, eax\nmov eax, ${low}\nmov edx, ${high}\nwrmsr`;

/** A pair behind the identity EPT; the name of an EPT row says which control it is about. */
function eptPair(
  name: string,
  id: string,
  sdm: string,
  row: Omit<Parameters<typeof behindEpt>[2], 'expect' | 'controls'>,
  on: Scenario['expect'],
  off: Scenario['expect'],
): SettingPair {
  return {
    controls: [[SECONDARY, id]],
    on: behindEpt(`${name}: on`, sdm, { ...row, controls: [id], expect: on }),
    off: behindEpt(`${name}: off`, sdm, { ...row, expect: off }),
  };
}

/** 32-bit paging that maps the first 4 GiB to themselves in pages of 4 MiB. */
function mapBySize(machine: Machine): void {
  machine.load(PAGE_DIRECTORY, new Uint8Array(Int32Array.from({ length: 1024 }, (_, n) => (n << 22) | 0x83).buffer));
}

/** Controls that no decision consults, or consults only while they are 1: what each of their values leads to. */
export const settingPairs: readonly SettingPair[] = [
  pair(
    'virtual NMIs: an NMI reaches a guest that blocks virtual NMIs',
    [VIRTUAL_NMIS],
    {
      sdm: 'Other Causes of VM Exits',
      setup: {
        set: [NMI_EXITING],
        fields: { 'guest-interruptibility-state': 8n },
        events: [{ at: 'here', event: { kind: 'nmi' } }],
      },
      guest: 'nop\nhere: nop',
    },
    exits(0, 'here'),
    goesOn,
  ),
  pair(
    'VMX-preemption timer of 0',
    [['pin-based', 'activate-vmx-preemption-timer']],
    { sdm: 'VMX-Preemption Timer', guest: 'nop' },
    exits(52, 'guest'),
    goesOn,
  ),
  pair(
    'an interrupt with the notification vector of posted interrupts',
    [['pin-based', 'process-posted-interrupts']],
    {
      sdm: 'Posted-Interrupt Processing',
      setup: {
        set: [
          ACTIVATE,
          TPR_SHADOW,
          [SECONDARY, 'virtual-interrupt-delivery'],
          EXTERNAL,
          ['vm-exit', 'acknowledge-interrupt-on-exit'],
        ],
        fields: {
          ...PAGES,
          'posted-interrupt-descriptor-address': 0x14_2000n,
          'posted-interrupt-notification-vector': 0xf2n,
        },
        events: [interrupt('here', 0xf2)],
      },
      guest: 'nop\nhere: nop',
    },
    goesOn,
    { transitions: [{ kind: 'vm-exit', exitReason: 1, interruptionInfo: 0x8000_00f2, guestRip: 'here' }] },
  ),
  pair(
    'an interrupt window that is open',
    [[PRIMARY, 'interrupt-window-exiting']],
    { sdm: 'Other Causes of VM Exits', setup: { fields: { 'guest-rflags': IF } }, guest: 'nop' },
    exits(7, 'guest'),
    goesOn,
  ),
  pair(
    'an NMI window that is open',
    [[PRIMARY, 'nmi-window-exiting']],
    { sdm: 'Other Causes of VM Exits', setup: { set: [NMI_EXITING, VIRTUAL_NMIS] }, guest: 'nop' },
    exits(8, 'guest'),
    goesOn,
  ),
  pair(
    'a step of the monitor trap flag',
    [[PRIMARY, 'monitor-trap-flag']],
    { sdm: 'Monitor Trap Flag', guest: 'nop\nat: nop' },
    exits(37, 'at'),
    goesOn,
  ),
  pair(
    'TSC offsetting',
    [[PRIMARY, 'use-tsc-offsetting']],
    { sdm: 'Time-Stamp Counter Offset and Multiplier', setup: { fields: { 'tsc-offset': 1n << 60n } }, guest: 'rdtsc' },
    { transitions: [CALL], holds: (machine) => (register(machine, 2) ?? 0n) >> 28n === 1n },
    { transitions: [CALL], holds: (machine) => (register(machine, 2) ?? 0n) >> 28n === 0n },
  ),
  pair(
    'TSC scaling',
    [[SECONDARY, 'use-tsc-scaling']],
    {
      sdm: 'Time-Stamp Counter Offset and Multiplier',
      setup: { set: [ACTIVATE, [PRIMARY, 'use-tsc-offsetting']], fields: { 'tsc-multiplier': 0x00ff_0000_0000_0000n } },
      // More than 2^16 cycles; the scaled counter has 8 bits more.
      host: 'mov ecx, 0x10\nmov eax, 0x40000000\nxor edx, edx\nwrmsr\nvmlaunch',
      guest: 'rdtsc',
    },
    { transitions: [CALL], holds: (machine) => (register(machine, 2) ?? 0n) >= 0x3fn },
    { transitions: [CALL], holds: (machine) => register(machine, 2) === 0n },
  ),
  pair(
    'MWAIT',
    [[PRIMARY, 'mwait-exiting']],
    {
      sdm: 'Instructions That Cause VM Exits Conditionally',
      host: 'xor eax, eax\nxor ecx, ecx\nvmlaunch',
      guest: 'at: mwait',
    },
    exits(36, 'at'),
    goesOn,
  ),
  pair(
    'tertiary controls count where they are activated',
    [[PRIMARY, 'activate-tertiary-controls']],
    {
      sdm: 'Processor-Based VM-Execution Controls',
      setup: {
        set: [['tertiary-processor-based', 'enable-msr-list-instructions']],
        fields: { 'exception-bitmap': bit(6) },
      },
      host: 'xor ecx, ecx\nmov esi, 0x13a000\nmov edi, esi\nvmlaunch',
      guest: 'at: rdmsrlist',
    },
    goesOn,
    undefinedAt('at'),
  ),
  pair(
    'an access to the APIC-access page',
    [ACCESSES],
    {
      sdm: 'Virtualizing Memory-Mapped APIC Accesses',
      setup: { set: [ACTIVATE], fields: PAGES },
      guest: `at: mov eax, [${APIC_ACCESS_PAGE}]`,
    },
    exits(44, 'at'),
    goesOn,
  ),
  pair(
    'RDMSR of the TPR, with an APIC that is not in x2APIC mode',
    [X2APIC],
    {
      sdm: 'Virtualizing MSR-Based APIC Accesses',
      setup: {
        set: [ACTIVATE, TPR_SHADOW, USE_BITMAPS],
        fields: { ...PAGES, 'exception-bitmap': bit(13) },
        change: words({ [virtual(0x80)]: 0x50 }),
      },
      guest: 'mov ecx, 0x808\nat: rdmsr\nbehind: vmcall',
    },
    { transitions: [{ ...CALL, guestRip: 'behind' }], holds: (machine) => register(machine, 0) === 0x50n },
    { transitions: [{ kind: 'vm-exit', exitReason: 0, interruptionInfo: 0x8000_0b0d, guestRip: 'at' }] },
  ),
  pair(
    'an EPT that maps nothing',
    [[SECONDARY, 'enable-ept']],
    { sdm: 'EPT Violations', setup: { set: [ACTIVATE], fields: { 'ept-pointer': EMPTY_EPT | 0x1en } }, guest: 'nop' },
    exits(48, 'guest'),
    goesOn,
  ),
  eptPair(
    'a fetch by an EPT entry without the bit for user-mode addresses',
    'mode-based-execute-control',
    'EPT Violations',
    {
      guest: 'nop',
      // The three upper entries allow fetches from user-mode addresses; those of the pages do not.
      changes: [0x20_0000, 0x20_1000, 0x20_2000].map((table) => [table, BigInt(table) + 0x1407n] as const),
    },
    exits(48, 'guest'),
    goesOn,
  ),
  eptPair(
    'a page-modification log without room',
    'enable-pml',
    'Page-Modification Logging',
    {
      guest: 'nop',
      eptp: 0x20_005en,
      fields: { 'pml-address': 0x20_4000n, 'pml-index': 0xffffn },
    },
    exits(62, 'guest'),
    goesOn,
  ),
  eptPair(
    'an unmapped page and an information area for virtualization exceptions',
    'ept-violation-ve',
    'Virtualization Exceptions',
    {
      guest: `at: mov rax, [${UNMAPPED}]`,
      fields: { 'virtualization-exception-information-address': 0x20_a000n, 'exception-bitmap': bit(20) },
    },
    { transitions: [{ kind: 'vm-exit', exitReason: 0, interruptionInfo: 0x8000_0314, guestRip: 'at' }] },
    exits(48, 'at'),
  ),
  eptPair(
    'a 32-bit guest that turns paging off',
    'unrestricted-guest',
    'Unrestricted Guests',
    {
      guest: 'bits 32\nmov eax, cr0\nbtr eax, 31\nat: mov cr0, eax',
      fields: {
        'vm-entry-controls': 0x11fbn,
        'guest-cs-access-rights': 0xc09bn,
        'guest-cr3': BigInt(PAGE_DIRECTORY),
        'guest-cr4': 0x2010n,
        'exception-bitmap': bit(13),
      },
      change: mapBySize,
    },
    goesOn,
    { transitions: [{ kind: 'vm-exit', exitReason: 0, interruptionInfo: 0x8000_0b0d, guestRip: 'at' }] },
  ),
  pair(
    'a loop of PAUSE',
    [[SECONDARY, 'pause-loop-exiting']],
    {
      sdm: 'Changes to Instruction Behavior in VMX Non-Root Operation',
      setup: { set: [ACTIVATE], fields: { 'ple-gap': 1000n, 'ple-window': 100n } },
      guest: 'mov ecx, 100\nagain: pause\ndec ecx\njnz again',
    },
    exits(40, 'again'),
    goesOn,
  ),
  pair(
    'a bus lock',
    [[SECONDARY, 'vmm-bus-lock-detection']],
    {
      sdm: 'Other Causes of VM Exits',
      setup: { set: [ACTIVATE] },
      host: 'mov ebx, 0x13a000\nvmlaunch',
      guest: 'lock inc dword [rbx + 62]\nat: nop',
    },
    exits(74, 'at'),
    goesOn,
  ),
  pair(
    'HLT in a guest',
    [HLT_EXITING],
    {
      sdm: 'Instructions That Cause VM Exits Conditionally',
      setup: { fields: { 'guest-rflags': IF }, events: [interrupt('behind')] },
      guest: 'at: hlt\nbehind: nop',
    },
    exits(12, 'at'),
    // The interrupt wakes the guest; its handler halts, and nobody is left to wake it.
    { transitions: [], stop: 5 },
  ),
  pair(
    'an external interrupt with its vector',
    [['vm-exit', 'acknowledge-interrupt-on-exit']],
    {
      sdm: 'Information for VM Exits Due to Vectored Events',
      setup: { set: [EXTERNAL], events: [interrupt('at')] },
      guest: 'nop\nat: nop',
    },
    { transitions: [{ kind: 'vm-exit', exitReason: 1, interruptionInfo: 0x8000_0030, guestRip: 'at' }] },
    {
      transitions: [{ kind: 'vm-exit', exitReason: 1, guestRip: 'at' }],
      fields: { 'vm-exit-interruption-information': 0n },
    },
  ),
  pair(
    'the value of the VMX-preemption timer at VM exit',
    [['vm-exit', 'save-vmx-preemption-timer-value']],
    {
      sdm: 'Saving Non-Register State',
      setup: {
        set: [['pin-based', 'activate-vmx-preemption-timer']],
        fields: { 'vmx-preemption-timer-value': 40n },
      },
      guest: 'jmp guest',
    },
    { ...exits(52, 'guest'), fields: { 'vmx-preemption-timer-value': 0n } },
    { ...exits(52, 'guest'), fields: { 'vmx-preemption-timer-value': 40n } },
  ),
  pair(
    'DR7 at VM entry',
    [['vm-entry', 'load-debug-controls']],
    {
      sdm: 'Loading Guest Control Registers, Debug Registers, and MSRs',
      setup: { fields: { 'guest-dr7': 0x403n } },
      guest: 'mov rax, dr7',
    },
    { transitions: [CALL], holds: (machine) => register(machine, 0) === 0x403n },
    { transitions: [CALL], holds: (machine) => register(machine, 0) === 0x400n },
  ),
  pair(
    'DR7 at VM exit',
    [['vm-exit', 'save-debug-controls']],
    { sdm: 'Saving Control Registers, Debug Registers, and MSRs', guest: 'mov eax, 0x403\nmov dr7, rax' },
    { transitions: [CALL], fields: { 'guest-dr7': 0x403n } },
    { transitions: [CALL], fields: { 'guest-dr7': 0x400n } },
  ),
  pair(
    'IA32_PAT at VM entry',
    [['vm-entry', 'load-ia32-pat']],
    {
      sdm: 'Loading Guest Control Registers, Debug Registers, and MSRs',
      setup: { set: [USE_BITMAPS], fields: { 'guest-ia32-pat': 0x0606_0606_0606_0606n } },
      guest: 'mov ecx, 0x277\nrdmsr',
    },
    { transitions: [CALL], holds: (machine) => register(machine, 0) === 0x0606_0606n },
    { transitions: [CALL], holds: (machine) => register(machine, 0) === 0x0007_0406n },
  ),
  pair(
    'IA32_PAT of the guest at VM exit',
    [['vm-exit', 'save-ia32-pat']],
    {
      sdm: 'Saving Control Registers, Debug Registers, and MSRs',
      setup: { set: [USE_BITMAPS], fields: { 'guest-ia32-pat': LAB_PAT } },
      guest: readThenWrite(0x277, 0x0606_0606, 0x0606_0606),
    },
    { transitions: [CALL], fields: { 'guest-ia32-pat': 0x0606_0606_0606_0606n } },
    { transitions: [CALL], fields: { 'guest-ia32-pat': LAB_PAT } },
  ),
  pair(
    'IA32_PAT of the host at VM exit',
    [['vm-exit', 'load-ia32-pat']],
    {
      sdm: 'Loading Host Control Registers, Debug Registers, MSRs',
      setup: { fields: { 'host-ia32-pat': 0x0606_0606_0606_0606n } },
      guest: 'nop',
    },
    { transitions: [CALL], holds: (machine) => place(machine, PAT) === 0x0606_0606_0606_0606n },
    { transitions: [CALL], holds: (machine) => place(machine, PAT) === LAB_PAT },
  ),
  pair(
    'IA32_EFER at VM entry',
    [['vm-entry', 'load-ia32-efer']],
    {
      sdm: 'Loading Guest Control Registers, Debug Registers, and MSRs',
      setup: { set: [USE_BITMAPS], fields: { 'guest-ia32-efer': 0xd00n } },
      guest: 'mov ecx, 0xc0000080\nrdmsr',
    },
    { transitions: [CALL], holds: (machine) => register(machine, 0) === 0xd00n },
    { transitions: [CALL], holds: (machine) => register(machine, 0) === 0xd01n },
  ),
  pair(
    'IA32_EFER of the guest at VM exit',
    [['vm-exit', 'save-ia32-efer']],
    {
      sdm: 'Saving Control Registers, Debug Registers, and MSRs',
      setup: { set: [USE_BITMAPS], fields: { 'guest-ia32-efer': 0x7n } },
      guest: readThenWrite(0xc000_0080, 0xd00, 0),
    },
    { transitions: [CALL], fields: { 'guest-ia32-efer': 0xd00n } },
    { transitions: [CALL], fields: { 'guest-ia32-efer': 7n } },
  ),
  pair(
    'IA32_EFER of the host at VM exit',
    [['vm-exit', 'load-ia32-efer']],
    {
      sdm: 'Loading Host Control Registers, Debug Registers, MSRs',
      setup: { fields: { 'host-ia32-efer': 0xd00n } },
      guest: 'nop',
    },
    { transitions: [CALL], holds: (machine) => place(machine, EFER) === 0xd00n },
    { transitions: [CALL], holds: (machine) => place(machine, EFER) === 0xd01n },
  ),
];

/** Pairs of rows that stand elsewhere, by name: the controls, the row where they are 1, the row where they are 0. */
export const namedPairs: readonly (readonly [controls: readonly ControlSetting[], on: string, off: string])[] = [
  [[[SECONDARY, 'enable-rdtscp']], 'rdtscp works under enable-rdtscp', 'rdtscp is undefined without enable-rdtscp'],
  [
    [[SECONDARY, 'enable-invpcid']],
    'invpcid rax, [rbx] works under enable-invpcid',
    'invpcid rax, [rbx] is undefined without enable-invpcid',
  ],
  [
    [[SECONDARY, 'enable-xsaves-xrstors']],
    'xsaves [rbx] works under enable-xsaves-xrstors',
    'xsaves [rbx] is undefined without enable-xsaves-xrstors',
  ],
  [
    [[SECONDARY, 'enable-user-wait-and-pause']],
    'tpause ecx works under enable-user-wait-and-pause',
    'tpause ecx is undefined without enable-user-wait-and-pause',
  ],
  [
    [['tertiary-processor-based', 'enable-msr-list-instructions']],
    'rdmsrlist: without bitmaps every MSR exits',
    'rdmsrlist is undefined without enable-msr-list-instructions',
  ],
  [
    [[SECONDARY, 'enable-vpid']],
    'with a VPID a changed page-table entry is not noticed',
    'without VPIDs the VM entry makes it noticed',
  ],
  [
    [['tertiary-processor-based', 'virtualize-ia32-spec-ctrl']],
    'virtualize IA32_SPEC_CTRL: RDMSR reads the shadow',
    'without its control IA32_SPEC_CTRL is the processor’s',
  ],
  [
    [
      ['vm-entry', 'load-ia32-perf-global-ctrl'],
      ['vm-exit', 'load-ia32-perf-global-ctrl'],
      ['vm-exit', 'save-ia32-perf-global-ctrl'],
    ],
    'VM entry and VM exit load IA32_PERF_GLOBAL_CTRL, VM exit saves it',
    'without the controls IA32_PERF_GLOBAL_CTRL stays what it is',
  ],
  [
    [
      ['vm-entry', 'load-pkrs'],
      ['vm-exit', 'load-pkrs'],
    ],
    'VM entry and VM exit load IA32_PKRS, VM exit saves it',
    'without the controls IA32_PKRS is not loaded, but saved all the same',
  ],
];

/** Every row of every pair. */
export const controlSettings: readonly Scenario[] = settingPairs.flatMap(({ on, off }) => [on, off]);
