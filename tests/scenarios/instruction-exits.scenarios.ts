import { fieldAt, VMCS_POINTER } from '../support/baseline-vmcs';
import type { Scenario } from './harness';

const ALWAYS = 'Instructions That Cause VM Exits Unconditionally';
const CONDITIONAL = 'Instructions That Cause VM Exits Conditionally';
const PRIMARY = 'primary-processor-based';
/** The baseline's CR4 in a guest, with more bits. */
const guestCr4 = (bits: bigint): bigint => 0x2020n | bits;

/** An exit whatever the controls say. */
const unconditional = (name: string, text: string, reason: number, length: number, cr4 = 0n): Scenario => ({
  name: `${name} exits always`,
  sdm: ALWAYS,
  ...(cr4 === 0n ? {} : { setup: { fields: { 'guest-cr4': guestCr4(cr4) } } }),
  guest: `xor eax, eax\nat: ${text}`,
  expect: {
    transitions: [
      {
        kind: 'vm-exit',
        exitReason: reason,
        qualification: 0n,
        instructionLength: length,
        guestRip: 'at',
        why: { rule: name },
      },
    ],
    stop: 1,
  },
});

/** Two rows: the control set and clear. Clear, the guest goes on to VMCALL. */
const byControl = (
  name: string,
  control: string,
  bit: number,
  text: string,
  reason: number,
  length: number,
  qualification = 0n,
  rule = control,
): Scenario[] => [
  {
    name: `${name} exits under ${control}`,
    sdm: CONDITIONAL,
    setup: { set: [[PRIMARY, control]] },
    guest: `xor eax, eax\nxor ecx, ecx\nxor edx, edx\nat: ${text}`,
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: reason,
          qualification,
          instructionLength: length,
          guestRip: 'at',
          why: { rule, word: PRIMARY, bit, value: 1 },
        },
      ],
      stop: 1,
    },
  },
  {
    name: `${name} does not exit without ${control}`,
    sdm: CONDITIONAL,
    setup: { clear: [[PRIMARY, control]] },
    guest: `xor eax, eax\nxor ecx, ecx\nxor edx, edx\n${text}\nat: vmcall`,
    expect: {
      decision: { rule, exits: false, word: PRIMARY, bit, value: 0, reason },
      transitions: [{ kind: 'vm-exit', exitReason: 18, guestRip: 'at' }],
      stop: 1,
    },
  },
];

const vmxInstruction = (
  name: string,
  text: string,
  reason: number,
  length: number,
  more: { qualification?: bigint; instructionInfo?: number } = {},
): Scenario => ({
  name: `${text} exits always`,
  sdm: ALWAYS,
  guest: `mov ebx, 0x122000\nat: ${text}`,
  expect: {
    transitions: [
      {
        kind: 'vm-exit',
        exitReason: reason,
        qualification: 0n,
        instructionLength: length,
        guestRip: 'at',
        why: { rule: name },
        ...more,
      },
    ],
    stop: 1,
  },
});

/** VMREAD and VMWRITE: “VMCS shadowing” is 1, but the secondary controls do not count. */
const withoutSecondary = (...given: Parameters<typeof vmxInstruction>): Scenario => ({
  ...vmxInstruction(...given),
  name: `${given[1]} exits while the secondary controls are not activated`,
  sdm: CONDITIONAL,
  setup: { set: [['secondary-processor-based', 'vmcs-shadowing']] },
});

const MEMORY_RBX = (2 << 7) | (3 << 15) | (1 << 22) | (3 << 23);

/** Instructions that exit: unconditionally, or as one primary control says. */
export const instructionExits: readonly Scenario[] = [
  unconditional('cpuid', 'cpuid', 10, 2),
  unconditional('getsec', 'getsec', 11, 2, 0x4000n),
  unconditional('invd', 'invd', 13, 2),
  unconditional('xsetbv', 'xsetbv', 55, 3, 0x4_0000n),
  unconditional('vmcall', 'vmcall', 18, 3),
  unconditional('vmlaunch', 'vmlaunch', 20, 3),
  unconditional('vmresume', 'vmresume', 24, 3),
  unconditional('vmxoff', 'vmxoff', 26, 3),
  vmxInstruction('vmclear', 'vmclear [rbx + 8]', 19, 5, { qualification: 8n, instructionInfo: MEMORY_RBX }),
  vmxInstruction('vmptrld', 'vmptrld [rbx]', 21, 3, { instructionInfo: MEMORY_RBX }),
  vmxInstruction('vmptrst', 'vmptrst [rbx + rsi * 4 - 16]', 22, 5, {
    qualification: 0xffff_ffff_ffff_fff0n,
    instructionInfo: 2 | (2 << 7) | (3 << 15) | (6 << 18) | (3 << 23),
  }),
  vmxInstruction('vmxon', 'vmxon [fs:rbx]', 27, 5, { instructionInfo: (2 << 7) | (4 << 15) | (1 << 22) | (3 << 23) }),
  withoutSecondary('vmread', 'vmread rax, rdx', 23, 3, { instructionInfo: (1 << 10) | (2 << 28) }),
  withoutSecondary('vmread', 'vmread [rbx], r9', 23, 4, { instructionInfo: (MEMORY_RBX | (9 << 28)) >>> 0 }),
  withoutSecondary('vmwrite', 'vmwrite rcx, r10', 25, 4, { instructionInfo: (10 << 3) | (1 << 10) | (1 << 28) }),

  byControl('HLT', 'hlt-exiting', 7, 'hlt', 12, 1)[0] as Scenario,
  {
    name: 'HLT without HLT exiting halts the guest',
    sdm: CONDITIONAL,
    guest: 'hlt',
    expect: {
      transitions: [],
      decision: { rule: 'hlt-exiting', exits: false, word: PRIMARY, bit: 7, value: 0 },
      stop: 1,
    },
  },
  ...byControl('INVLPG', 'invlpg-exiting', 9, 'invlpg [0x345678]', 14, 8, 0x34_5678n),
  ...byControl('MWAIT', 'mwait-exiting', 10, 'mwait', 36, 3).slice(0, 1),
  {
    name: 'MWAIT after MONITOR reports that an address is armed',
    sdm: CONDITIONAL,
    setup: { set: [[PRIMARY, 'mwait-exiting']] },
    guest: 'mov eax, 0x130000\nxor ecx, ecx\nxor edx, edx\nmonitor\nxor eax, eax\nat: mwait',
    expect: {
      decision: { rule: 'monitor-exiting', exits: false, bit: 29, value: 0 },
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 36,
          qualification: 1n,
          guestRip: 'at',
          why: { word: PRIMARY, bit: 10, value: 1 },
        },
      ],
    },
  },
  ...byControl('MONITOR', 'monitor-exiting', 29, 'monitor', 39, 3).slice(0, 1),
  ...byControl('RDPMC', 'rdpmc-exiting', 11, 'rdpmc', 15, 2),
  ...byControl('RDTSC', 'rdtsc-exiting', 12, 'rdtsc', 16, 2),
  {
    name: 'RDTSCP is undefined in a guest whose secondary control "enable RDTSCP" nothing activates',
    sdm: 'Changes to Instruction Behavior in VMX Non-Root Operation',
    setup: {
      set: [
        [PRIMARY, 'rdtsc-exiting'],
        ['secondary-processor-based', 'enable-rdtscp'],
      ],
      fields: { 'exception-bitmap': 1n << 6n },
    },
    guest: 'at: rdtscp',
    expect: {
      decision: { rule: 'enable-rdtscp', subject: 'rdtscp', exits: false, word: PRIMARY, bit: 31, value: 0 },
      transitions: [{ kind: 'vm-exit', exitReason: 0, interruptionInfo: 0x8000_0306, guestRip: 'at' }],
    },
  },
  ...byControl('PAUSE', 'pause-exiting', 30, 'pause', 40, 2),
  ...byControl('MOV from CR3', 'cr3-store-exiting', 16, 'mov rsi, cr3', 28, 3, 0x613n),
  ...byControl('MOV to CR8', 'cr8-load-exiting', 19, 'mov cr8, rdx', 28, 4, 0x208n),
  ...byControl('MOV from CR8', 'cr8-store-exiting', 20, 'mov r9, cr8', 28, 4, 0x918n),
  ...byControl('MOV to DR', 'mov-dr-exiting', 23, 'mov dr0, rcx', 29, 3, 0x100n),
  ...byControl('MOV from DR', 'mov-dr-exiting', 23, 'mov rdx, dr7', 29, 3, 0x217n),
  {
    name: 'TSC offsetting shows in RDTSC',
    sdm: 'Time-Stamp Counter Offset and Multiplier',
    setup: { set: [[PRIMARY, 'use-tsc-offsetting']], fields: { 'tsc-offset': 0x1234_0000_0000n } },
    guest: 'rdtsc\nmov [0x130000], edx\nat: vmcall',
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 18, guestRip: 'at' }],
      holds: (machine) => machine.image.view.getUint32(0x10_0000 + 0x13_0000, true) === 0x1234,
    },
  },
  {
    name: 'an exit is handled and the guest goes on behind the instruction',
    sdm: 'VM Exits',
    guest: 'mov eax, 5\nfirst: cpuid\nsecond: cpuid',
    handler: `mov edx, VMCS_GUEST_RIP
      vmread rax, rdx
      lea rcx, [second]
      cmp rax, rcx
      je done
      advance_rip
      vmresume
      done:`,
    expect: {
      transitions: [
        { kind: 'vm-entry', cause: 'vmlaunch', toRip: 'guest' },
        { kind: 'vm-exit', exitReason: 10, guestRip: 'first', toRip: 'handler' },
        { kind: 'vm-entry', cause: 'vmresume', toRip: 'second' },
        { kind: 'vm-exit', exitReason: 10, guestRip: 'second' },
      ],
      stop: 1,
      holds: (machine, label) => fieldAt(machine.image, VMCS_POINTER, 'guest-rip') === label('second'),
    },
  },
];
