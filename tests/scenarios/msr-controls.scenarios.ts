import { GPR, PERF_GLOBAL_CTRL, PKRS, SPEC_CTRL } from '../../src/cpu/state/processor-layout';
import { RAM_BASE } from '../../src/cpu/state/state-image';
import type { Machine } from '../../src/machine/machine';
import { bit, PRIMARY } from './event-words';
import type { Scenario, ScenarioSetup } from './harness';

const CONDITIONAL = 'Instructions That Cause VM Exits Conditionally';
const BITMAPS = 'MSR-Bitmap Address';
const TERTIARY = 'tertiary-processor-based';
const ACTIVATE = [PRIMARY, 'activate-tertiary-controls'] as const;
const LISTS = [ACTIVATE, [TERTIARY, 'enable-msr-list-instructions']] as const;
const USE_BITMAPS = [PRIMARY, 'use-msr-bitmaps'] as const;
const SPEC = [ACTIVATE, [TERTIARY, 'virtualize-ia32-spec-ctrl'], USE_BITMAPS] as const;
const NAMES = 0x13_a000;
const VALUES = 0x13_a200;
const PAT = 0x0007_0406_0007_0406n;
/** Bit of the MSR bitmaps: writes of low MSRs are in the third of the four. */
const writeBit = (index: number): number => 0x4000 + index;
const OUT_OF_RANGE = 0x4000_0000;

/** RCX, the numbers and the values of a list of MSRs, then VMLAUNCH. */
const listHost = (rcx: number, entries: readonly (readonly [index: number, value: bigint])[]): string =>
  [
    `mov esi, ${NAMES}`,
    `mov edi, ${VALUES}`,
    ...entries.flatMap(([index, value], n) => [
      `mov eax, ${index}`,
      `mov [rsi + ${8 * n}], rax`,
      `mov rax, ${value}`,
      `mov [rdi + ${8 * n}], rax`,
    ]),
    `mov ecx, ${rcx}`,
    'vmlaunch',
  ].join('\n');

const register = (machine: Machine, n: number): bigint | undefined => machine.processors[0]?.q[(GPR >> 1) + n];
const memory = (machine: Machine, at: number): bigint => machine.image.view.getBigUint64(RAM_BASE + at, true);
const place = (machine: Machine, word: number): bigint | undefined => machine.processors[0]?.q[word >> 1];

const listed = (
  name: string,
  given: { text: 'rdmsrlist' | 'wrmsrlist'; host: string; setup?: ScenarioSetup },
  expect: Scenario['expect'],
): Scenario => ({
  name: `${given.text}: ${name}`,
  sdm: BITMAPS,
  setup: { ...given.setup, set: [...LISTS, ...(given.setup?.set ?? [])] },
  host: given.host,
  guest: `at: ${given.text}\nafter: vmcall`,
  expect,
});

const undefinedList = (text: string): Scenario => ({
  name: `${text} is undefined without enable-msr-list-instructions`,
  sdm: 'Changes to Instruction Behavior in VMX Non-Root Operation',
  setup: { set: [ACTIVATE], fields: { 'exception-bitmap': bit(6) } },
  guest: text,
  expect: {
    decision: { rule: 'enable-msr-list-instructions', exits: false, word: TERTIARY, bit: 6, value: 0 },
    transitions: [{ kind: 'vm-exit', exitReason: 0, interruptionInfo: 0x8000_0306, guestRip: 'guest' }],
  },
});

const withoutBitmaps = (text: 'rdmsrlist' | 'wrmsrlist', reason: number): Scenario =>
  listed(
    'without bitmaps every MSR exits',
    { text, host: listHost(1, [[0x277, PAT]]) },
    {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: reason,
          qualification: 0x277n,
          instructionLength: 4,
          guestRip: 'at',
          why: { rule: `${text}-without-bitmaps`, word: PRIMARY, bit: 28, value: 0 },
        },
      ],
    },
  );

const outOfRange = (text: 'rdmsrlist' | 'wrmsrlist', reason: number): Scenario =>
  listed(
    'an MSR that has no bit exits',
    { text, host: listHost(1, [[OUT_OF_RANGE, 0n]]), setup: { set: [USE_BITMAPS] } },
    {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: reason,
          qualification: BigInt(OUT_OF_RANGE),
          guestRip: 'at',
          why: { rule: `${text}-out-of-range` },
        },
      ],
    },
  );

const READ_SPEC = 'mov ecx, 0x48\nrdmsr';
const READ_PERF = 'mov ecx, 0x38f\nrdmsr';

/** Controls about MSRs: lists of them, IA32_SPEC_CTRL, and those that transitions load and save. */
export const msrControls: readonly Scenario[] = [
  undefinedList('rdmsrlist'),
  undefinedList('wrmsrlist'),
  withoutBitmaps('rdmsrlist', 78),
  withoutBitmaps('wrmsrlist', 79),
  outOfRange('rdmsrlist', 78),
  outOfRange('wrmsrlist', 79),
  listed(
    'a set bit exits for its MSR, those before it are done',
    {
      text: 'rdmsrlist',
      host: listHost(3, [
        [0x277, 0n],
        [0x1b, 0n],
      ]),
      setup: { set: [USE_BITMAPS], bits: [['msr-bitmap', 0x1b]] },
    },
    {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 78,
          qualification: 0x1bn,
          guestRip: 'at',
          why: { rule: 'rdmsrlist-bitmap', word: 'msr-bitmap', bit: 0x1b, value: 1 },
        },
      ],
      holds: (machine) => register(machine, 1) === 2n && memory(machine, VALUES) === PAT,
    },
  ),
  listed(
    'a set bit exits, with the value in the field MSR data',
    {
      text: 'wrmsrlist',
      host: listHost(1, [[0x277, 0x0606_0606_0606_0606n]]),
      setup: { set: [USE_BITMAPS], bits: [['msr-bitmap', writeBit(0x277)]] },
    },
    {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 79,
          qualification: 0x277n,
          guestRip: 'at',
          why: { rule: 'wrmsrlist-bitmap', word: 'msr-bitmap', bit: writeBit(0x277), value: 1 },
        },
      ],
      fields: { 'msr-data': 0x0606_0606_0606_0606n },
    },
  ),
  ...(['rdmsrlist', 'wrmsrlist'] as const).map((text) =>
    listed(
      'clear bits do not exit',
      { text, host: listHost(1, [[0x277, PAT]]), setup: { set: [USE_BITMAPS] } },
      {
        decision: {
          rule: `${text}-bitmap`,
          exits: false,
          word: 'msr-bitmap',
          bit: text === 'rdmsrlist' ? 0x277 : writeBit(0x277),
          value: 0,
        },
        transitions: [{ kind: 'vm-exit', exitReason: 18, guestRip: 'after' }],
        holds: (machine) => register(machine, 1) === 0n,
      },
    ),
  ),
  {
    name: 'virtualize IA32_SPEC_CTRL: RDMSR reads the shadow',
    sdm: 'Fields Controlling Virtualization of the IA32_SPEC_CTRL MSR',
    setup: { set: SPEC, fields: { 'ia32-spec-ctrl-mask': 1n, 'ia32-spec-ctrl-shadow': 5n } },
    guest: 'mov ecx, 0x48\nrdmsr',
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 18 }],
      holds: (machine) => register(machine, 0) === 5n && place(machine, SPEC_CTRL) === 0n,
    },
  },
  {
    name: 'virtualize IA32_SPEC_CTRL: WRMSR writes the shadow, and the MSR where the mask is 0',
    sdm: 'Fields Controlling Virtualization of the IA32_SPEC_CTRL MSR',
    setup: { set: SPEC, fields: { 'ia32-spec-ctrl-mask': 1n, 'ia32-spec-ctrl-shadow': 0n } },
    guest: 'mov ecx, 0x48\nmov eax, 7\nxor edx, edx\nwrmsr',
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 18 }],
      fields: { 'ia32-spec-ctrl-shadow': 7n },
      holds: (machine) => place(machine, SPEC_CTRL) === 6n,
    },
  },
  {
    name: 'without its control IA32_SPEC_CTRL is the processor’s',
    sdm: CONDITIONAL,
    setup: { set: [ACTIVATE, USE_BITMAPS], fields: { 'ia32-spec-ctrl-mask': 1n, 'ia32-spec-ctrl-shadow': 5n } },
    guest: 'mov ecx, 0x48\nmov eax, 7\nxor edx, edx\nwrmsr',
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 18 }],
      fields: { 'ia32-spec-ctrl-shadow': 5n },
      holds: (machine) => place(machine, SPEC_CTRL) === 7n,
    },
  },
  {
    name: 'VM entry and VM exit load IA32_PERF_GLOBAL_CTRL, VM exit saves it',
    sdm: 'Loading Guest Control Registers, Debug Registers, and MSRs',
    setup: {
      set: [
        ['vm-entry', 'load-ia32-perf-global-ctrl'],
        ['vm-exit', 'load-ia32-perf-global-ctrl'],
        ['vm-exit', 'save-ia32-perf-global-ctrl'],
        USE_BITMAPS,
      ],
      fields: { 'guest-ia32-perf-global-ctrl': 1n, 'host-ia32-perf-global-ctrl': 1n },
    },
    guest: `${READ_PERF}\nmov ebx, eax\nxor eax, eax\nxor edx, edx\nwrmsr`,
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 18 }],
      fields: { 'guest-ia32-perf-global-ctrl': 0n },
      holds: (machine) => register(machine, 3) === 1n && place(machine, PERF_GLOBAL_CTRL) === 1n,
    },
  },
  {
    name: 'without the controls IA32_PERF_GLOBAL_CTRL stays what it is',
    sdm: 'Loading Guest Control Registers, Debug Registers, and MSRs',
    setup: {
      set: [USE_BITMAPS],
      fields: { 'guest-ia32-perf-global-ctrl': 1n, 'host-ia32-perf-global-ctrl': 1n },
    },
    guest: READ_PERF,
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 18 }],
      fields: { 'guest-ia32-perf-global-ctrl': 1n },
      holds: (machine) => register(machine, 0) === 0n && place(machine, PERF_GLOBAL_CTRL) === 0n,
    },
  },
  {
    name: 'VM entry and VM exit load IA32_SPEC_CTRL, VM exit saves it',
    sdm: 'Loading Guest Control Registers, Debug Registers, and MSRs',
    setup: {
      set: [
        ['vm-entry', 'load-ia32-spec-ctrl'],
        ['vm-exit', 'activate-secondary-controls'],
        ['secondary-vm-exit', 'load-ia32-spec-ctrl'],
        USE_BITMAPS,
      ],
      fields: { 'guest-ia32-spec-ctrl': 1n, 'host-ia32-spec-ctrl': 4n },
    },
    guest: `${READ_SPEC}\nmov ebx, eax\nmov eax, 2\nwrmsr`,
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 18 }],
      fields: { 'guest-ia32-spec-ctrl': 2n },
      holds: (machine) => register(machine, 3) === 1n && place(machine, SPEC_CTRL) === 4n,
    },
  },
  {
    name: 'without the controls IA32_SPEC_CTRL is not loaded, but saved all the same',
    sdm: 'Saving Control Registers, Debug Registers, and MSRs',
    setup: { set: [USE_BITMAPS], fields: { 'guest-ia32-spec-ctrl': 1n, 'host-ia32-spec-ctrl': 4n } },
    guest: READ_SPEC,
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 18 }],
      fields: { 'guest-ia32-spec-ctrl': 0n },
      holds: (machine) => register(machine, 0) === 0n && place(machine, SPEC_CTRL) === 0n,
    },
  },
  {
    name: 'secondary VM-exit controls that are not activated load nothing',
    sdm: 'VM-Exit Controls',
    setup: {
      set: [['vm-entry', 'load-ia32-spec-ctrl'], ['secondary-vm-exit', 'load-ia32-spec-ctrl'], USE_BITMAPS],
      fields: { 'guest-ia32-spec-ctrl': 1n, 'host-ia32-spec-ctrl': 4n },
    },
    guest: 'nop',
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 18 }],
      holds: (machine) => place(machine, SPEC_CTRL) === 1n,
    },
  },
  {
    name: 'VM entry and VM exit load IA32_PKRS, VM exit saves it',
    sdm: 'Loading Guest Control Registers, Debug Registers, and MSRs',
    setup: {
      set: [['vm-entry', 'load-pkrs'], ['vm-exit', 'load-pkrs'], USE_BITMAPS],
      fields: { 'guest-ia32-pkrs': 0x44n, 'host-ia32-pkrs': 0x88n },
    },
    guest: 'mov ecx, 0x6e1\nrdmsr\nmov ebx, eax\nmov eax, 0x10\nwrmsr',
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 18 }],
      fields: { 'guest-ia32-pkrs': 0x10n },
      holds: (machine) => register(machine, 3) === 0x44n && machine.processors[0]?.s[PKRS] === 0x88,
    },
  },
  {
    name: 'without the controls IA32_PKRS is not loaded, but saved all the same',
    sdm: 'Saving Control Registers, Debug Registers, and MSRs',
    setup: { set: [USE_BITMAPS], fields: { 'guest-ia32-pkrs': 0x44n, 'host-ia32-pkrs': 0x88n } },
    guest: 'mov ecx, 0x6e1\nrdmsr',
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 18 }],
      fields: { 'guest-ia32-pkrs': 0n },
      holds: (machine) => register(machine, 0) === 0n && machine.processors[0]?.s[PKRS] === 0,
    },
  },
];
