import { GPR, XSS } from '../../src/cpu/state/processor-layout';
import type { Machine } from '../../src/machine/machine';
import { bit, PRIMARY } from './event-words';
import type { ExpectedTransition, Scenario, ScenarioSetup } from './harness';

const CONDITIONAL = 'Instructions That Cause VM Exits Conditionally';
const CHANGES = 'Changes to Instruction Behavior in VMX Non-Root Operation';
const SECONDARY = 'secondary-processor-based';
const ACTIVATE = [PRIMARY, 'activate-secondary-controls'] as const;
const UD_EXITS = { 'exception-bitmap': bit(6) };
const UNDEFINED: ExpectedTransition = { kind: 'vm-exit', exitReason: 0, interruptionInfo: 0x8000_0306 };
/** The operands of all rows: RBX is a free page, the other registers that count are 0. */
const HOST = 'mov ebx, 0x13a000\nxor eax, eax\nxor ecx, ecx\nxor edx, edx\nvmlaunch';
/** Instruction information of a memory operand that only has the base RBX. */
const AT_RBX = (2 << 7) | (3 << 15) | (1 << 22) | (3 << 23);
const unsigned = (value: number): number => value >>> 0;
const register = (machine: Machine, n: number): bigint | undefined => machine.processors[0]?.q[(GPR >> 1) + n];
const secondary = (...ids: string[]): NonNullable<ScenarioSetup['set']> => [
  ACTIVATE,
  ...ids.map((id) => [SECONDARY, id] as const),
];

/** What one instruction does under one secondary control, and without it. */
interface Case {
  readonly text: string;
  readonly reason: number;
  readonly length: number;
  readonly qualification?: bigint;
  readonly instructionInfo?: number;
}

const exitsUnder = (control: string, bitNumber: number, given: Case): Scenario => ({
  name: `${given.text} exits under ${control}`,
  sdm: CONDITIONAL,
  setup: { set: secondary(control) },
  host: HOST,
  guest: `at: ${given.text}`,
  expect: {
    transitions: [
      {
        kind: 'vm-exit',
        exitReason: given.reason,
        qualification: given.qualification ?? 0n,
        instructionLength: given.length,
        guestRip: 'at',
        ...(given.instructionInfo === undefined ? {} : { instructionInfo: unsigned(given.instructionInfo) }),
        why: { rule: control, word: SECONDARY, bit: bitNumber, value: 1 },
      },
    ],
    stop: 1,
  },
});

const passesWithout = (control: string, bitNumber: number, { text, reason }: Case): Scenario => ({
  name: `${text} does not exit without ${control}`,
  sdm: CONDITIONAL,
  setup: { set: [ACTIVATE] },
  host: HOST,
  guest: `${text}\nat: vmcall`,
  expect: {
    decision: { rule: control, exits: false, word: SECONDARY, bit: bitNumber, value: 0, reason },
    transitions: [{ kind: 'vm-exit', exitReason: 18, guestRip: 'at' }],
    stop: 1,
  },
});

const both = (control: string, bitNumber: number, given: Case): Scenario[] => [
  exitsUnder(control, bitNumber, given),
  passesWithout(control, bitNumber, given),
];

/** An instruction that a control defines, and that is undefined without it. */
const enabledBy = (control: string, bitNumber: number, text: string, guestCr4 = 0n): Scenario[] => [
  {
    name: `${text} is undefined without ${control}`,
    sdm: CHANGES,
    setup: { set: [ACTIVATE], fields: { ...UD_EXITS, 'guest-cr4': 0x2020n | guestCr4 } },
    host: HOST,
    guest: text,
    expect: {
      decision: { rule: control, exits: false, word: SECONDARY, bit: bitNumber, value: 0 },
      transitions: [{ ...UNDEFINED, guestRip: 'guest' }],
    },
  },
  {
    name: `${text} works under ${control}`,
    sdm: CHANGES,
    setup: { set: secondary(control), fields: { ...UD_EXITS, 'guest-cr4': 0x2020n | guestCr4 } },
    host: HOST,
    guest: `${text}\nat: vmcall`,
    expect: { transitions: [{ kind: 'vm-exit', exitReason: 18, guestRip: 'at' }] },
  },
];

/** An instruction that a secondary control defines and a primary one makes exit. */
const exitsWhenEnabled = (enable: string, exiting: string, rule: string, bitNumber: number, given: Case): Scenario => ({
  name: `${given.text} exits under ${enable} and ${exiting}`,
  sdm: CONDITIONAL,
  setup: { set: [...secondary(enable), [PRIMARY, exiting]] },
  host: HOST,
  guest: `at: ${given.text}`,
  expect: {
    transitions: [
      {
        kind: 'vm-exit',
        exitReason: given.reason,
        qualification: 0n,
        instructionLength: given.length,
        guestRip: 'at',
        ...(given.instructionInfo === undefined ? {} : { instructionInfo: unsigned(given.instructionInfo) }),
        why: { rule, word: PRIMARY, bit: bitNumber, value: 1 },
      },
    ],
  },
});

const tables = (text: string, identity: number): Case => ({
  text: `${text} [rbx + 16]`,
  reason: 46,
  length: 4,
  qualification: 16n,
  instructionInfo: AT_RBX | (identity << 28),
});
const OF_REGISTER = 1 << 10;
const DESCRIPTORS = 'descriptor-table-exiting';

const XSS_COMPONENT = 8;
const xss = (text: string, reason: number, exits: boolean): Scenario => ({
  name: `${text} ${exits ? 'exits for a component that the XSS-exiting bitmap marks' : 'does not exit for one that it does not mark'}`,
  sdm: 'XSS-Exiting Bitmap',
  setup: {
    set: secondary('enable-xsaves-xrstors'),
    fields: { 'guest-cr4': 0x4_2020n, 'xss-exiting-bitmap': exits ? 1n << BigInt(XSS_COMPONENT) : 0n },
    // No component of IA32_XSS is modelled; the rule is.
    change: (machine) => {
      const [p] = machine.processors;
      if (p !== undefined) p.q[XSS >> 1] = 1n << BigInt(XSS_COMPONENT);
    },
  },
  host: `${HOST.replace('vmlaunch', '')}mov eax, ${1 << XSS_COMPONENT}\nvmlaunch`,
  guest: `at: ${text} [rbx]`,
  expect: exits
    ? {
        transitions: [
          {
            kind: 'vm-exit',
            exitReason: reason,
            qualification: 0n,
            instructionInfo: AT_RBX,
            guestRip: 'at',
            why: {
              rule: `${text}-xss-exiting-bitmap`,
              word: 'xss-exiting-bitmap',
              bit: XSS_COMPONENT,
              value: 1,
            },
          },
        ],
      }
    : {
        decision: {
          rule: `${text}-xss-exiting-bitmap`,
          exits: false,
          word: 'xss-exiting-bitmap',
          bit: XSS_COMPONENT,
          value: 0,
        },
      },
});

const PAUSES = 'mov ecx, 20\nagain: pause\nloop again\nnop';
const pauseLoop = (name: string, gap: bigint, window: bigint, exits: boolean): Scenario => ({
  name: `PAUSE-loop exiting: ${name}`,
  sdm: CHANGES,
  setup: { set: secondary('pause-loop-exiting'), fields: { 'ple-gap': gap, 'ple-window': window } },
  guest: PAUSES,
  expect: {
    ...(exits ? {} : { decision: { rule: 'pause-loop-exiting', exits: false } }),
    transitions: [
      exits
        ? {
            kind: 'vm-exit',
            exitReason: 40,
            guestRip: 'again',
            instructionLength: 2,
            why: { rule: 'pause-loop-exiting', word: SECONDARY, bit: 10, value: 1 },
          }
        : { kind: 'vm-exit', exitReason: 18 },
    ],
  },
});

const OFFSET = 1n << 40n;
/** A multiplier of 2^-48: what is left of any counter is 0, so the guest reads the offset. */
const tsc = (name: string, read: string, offsetting: boolean, holds: (machine: Machine) => boolean): Scenario => ({
  name: `TSC scaling: ${name}`,
  sdm: 'Time-Stamp Counter Offset and Multiplier',
  setup: {
    set: [
      ...secondary('use-tsc-scaling', 'enable-rdtscp'),
      [PRIMARY, 'use-msr-bitmaps'],
      ...(offsetting ? [[PRIMARY, 'use-tsc-offsetting'] as const] : []),
    ],
    fields: { 'tsc-offset': OFFSET, 'tsc-multiplier': 1n },
  },
  guest: `mov ecx, 0x10\n${read}`,
  expect: { transitions: [{ kind: 'vm-exit', exitReason: 18 }], holds },
});
const readsOffset = (machine: Machine): boolean => register(machine, 0) === 0n && register(machine, 2) === 0x100n;

const BUS_LOCK = 'vmm-bus-lock-detection';
const busLock = (name: string, text: string, exits: boolean): Scenario => ({
  name: `bus lock: ${name}`,
  sdm: 'Other Causes of VM Exits',
  setup: { set: secondary(BUS_LOCK) },
  host: HOST,
  guest: `${text}\nat: vmcall`,
  expect: {
    transitions: exits
      ? [
          {
            kind: 'vm-exit',
            exitReason: 74,
            qualification: 0n,
            guestRip: 'at',
            why: { rule: BUS_LOCK, word: SECONDARY, bit: 30, value: 1 },
          },
        ]
      : [{ kind: 'vm-exit', exitReason: 18, guestRip: 'at' }],
  },
});

/** Exits and changes of behaviour that secondary processor-based controls decide. */
export const secondaryExits: readonly Scenario[] = [
  ...both(DESCRIPTORS, 2, tables('sgdt', 0)),
  ...both(DESCRIPTORS, 2, tables('sidt', 1)),
  ...both(DESCRIPTORS, 2, tables('lgdt', 2)),
  ...both(DESCRIPTORS, 2, tables('lidt', 3)),
  ...both(DESCRIPTORS, 2, { text: 'sldt ecx', reason: 47, length: 3, instructionInfo: OF_REGISTER | (1 << 3) }),
  ...both(DESCRIPTORS, 2, {
    text: 'str [rbx + 2]',
    reason: 47,
    length: 4,
    qualification: 2n,
    instructionInfo: AT_RBX | (1 << 28),
  }),
  ...both(DESCRIPTORS, 2, {
    text: 'lldt cx',
    reason: 47,
    length: 3,
    instructionInfo: OF_REGISTER | (1 << 3) | (2 << 28),
  }),
  exitsUnder(DESCRIPTORS, 2, {
    text: 'ltr dx',
    reason: 47,
    length: 3,
    instructionInfo: OF_REGISTER | (2 << 3) | (3 << 28),
  }),
  {
    name: 'a secondary control that nothing activates counts as 0',
    sdm: 'Processor-Based VM-Execution Controls',
    setup: { set: [[SECONDARY, 'wbinvd-exiting']] },
    guest: 'wbinvd\nat: vmcall',
    expect: {
      decision: { rule: 'wbinvd-exiting', exits: false, word: PRIMARY, bit: 31, value: 0 },
      transitions: [{ kind: 'vm-exit', exitReason: 18, guestRip: 'at' }],
    },
  },
  ...both('wbinvd-exiting', 6, { text: 'wbinvd', reason: 54, length: 2 }),
  ...both('wbinvd-exiting', 6, { text: 'wbnoinvd', reason: 54, length: 3 }),
  ...both('rdrand-exiting', 11, { text: 'rdrand ecx', reason: 57, length: 3, instructionInfo: (1 << 3) | (1 << 11) }),
  ...both('rdseed-exiting', 16, { text: 'rdseed r9', reason: 61, length: 4, instructionInfo: (9 << 3) | (2 << 11) }),
  ...enabledBy('enable-rdtscp', 3, 'rdtscp'),
  ...enabledBy('enable-rdtscp', 3, 'rdpid rcx'),
  exitsWhenEnabled('enable-rdtscp', 'rdtsc-exiting', 'rdtscp-rdtsc-exiting', 12, {
    text: 'rdtscp',
    reason: 51,
    length: 3,
  }),
  ...enabledBy('enable-invpcid', 12, 'invpcid rax, [rbx]'),
  exitsWhenEnabled('enable-invpcid', 'invlpg-exiting', 'invpcid-invlpg-exiting', 9, {
    text: 'invpcid rdx, [rbx]',
    reason: 58,
    length: 6,
    instructionInfo: AT_RBX | (2 << 28),
  }),
  ...enabledBy('enable-user-wait-and-pause', 26, 'umonitor rbx'),
  ...enabledBy('enable-user-wait-and-pause', 26, 'umwait ecx'),
  ...enabledBy('enable-user-wait-and-pause', 26, 'tpause ecx'),
  exitsWhenEnabled('enable-user-wait-and-pause', 'rdtsc-exiting', 'umwait-rdtsc-exiting', 12, {
    text: 'umwait ecx',
    reason: 67,
    length: 4,
    instructionInfo: (1 << 3) | (1 << 11),
  }),
  exitsWhenEnabled('enable-user-wait-and-pause', 'rdtsc-exiting', 'tpause-rdtsc-exiting', 12, {
    text: 'tpause edx',
    reason: 68,
    length: 4,
    instructionInfo: (2 << 3) | (1 << 11),
  }),
  ...enabledBy('enable-xsaves-xrstors', 20, 'xsaves [rbx]', 0x4_0000n),
  xss('xsaves', 63, true),
  xss('xsaves', 63, false),
  xss('xrstors', 64, true),
  xss('xrstors', 64, false),
  pauseLoop('a loop that lasts longer than the window exits', 100n, 200n, true),
  pauseLoop('a loop inside the window does not exit', 100n, 100_000n, false),
  pauseLoop('pauses farther apart than the gap are no loop', 20n, 200n, false),
  tsc('RDTSC reads the scaled counter plus the offset', 'rdtsc', true, readsOffset),
  tsc('so does RDTSCP', 'rdtscp', true, readsOffset),
  tsc('so does RDMSR', 'rdmsr', true, readsOffset),
  tsc('without offsetting it does not count', 'rdtsc', false, (machine) => (register(machine, 0) ?? 0n) > 0n),
  busLock('a locked access across a cache line exits behind its instruction', 'lock inc dword [rbx + 62]', true),
  busLock('XCHG with memory is locked without a prefix', 'xchg [rbx + 61], eax', true),
  busLock('a locked access inside a cache line does not exit', 'lock inc dword [rbx + 60]', false),
  busLock('an access that is not locked does not exit', 'inc dword [rbx + 62]', false),
  {
    name: 'bus lock: a VM exit that comes first has bit 26 of its reason set',
    sdm: 'Basic VM-Exit Information',
    setup: { set: [...secondary(BUS_LOCK), [PRIMARY, 'monitor-trap-flag']] },
    host: HOST,
    guest: 'lock inc dword [rbx + 62]\nat: vmcall',
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 0x0400_0025, guestRip: 'at' }],
      fields: { 'exit-reason': 0x0400_0025n },
    },
  },
];
