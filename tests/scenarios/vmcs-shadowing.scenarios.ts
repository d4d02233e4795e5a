import { GPR } from '../../src/cpu/state/processor-layout';
import type { Machine } from '../../src/machine/machine';
import { activeVmcsPointers } from '../../src/vmx/state/active-vmcs';
import { SHADOW_INDICATOR } from '../../src/vmx/state/shadow-vmcs';
import { REVISION_WORD, regionWord } from '../../src/vmx/vmcs/vmcs-region';
import { type Fields, fieldAt, writeFields } from '../support/baseline-vmcs';
import { OTHER_VMCS, type Scenario, type ScenarioSetup } from './harness';

const CONDITIONAL = 'Instructions That Cause VM Exits Conditionally';
const BITMAPS = 'VMCS Shadowing Bitmap Addresses';
const TYPES = 'VMCS Types: Ordinary and Shadow';
const LINK_CHECKS = 'Checks on Guest Non-Register State';
const PRIMARY = 'primary-processor-based';
const SECONDARY = 'secondary-processor-based';
const GUEST_RIP = 0x681e;
const EXIT_REASON = 0x4402;
const STOP_HALTED = 1;

/** Makes the other region that of a shadow VMCS with these fields. */
const shadowRegion =
  (fields: Fields = {}) =>
  (machine: Machine): void => {
    machine.image.i32[regionWord(OTHER_VMCS) + REVISION_WORD] |= SHADOW_INDICATOR;
    writeFields(machine.image, OTHER_VMCS, fields);
  };

/** VMCS shadowing with a shadow VMCS behind the link pointer. */
const shadowing = (bits: ScenarioSetup['bits'] = [], shadow: Fields = {}): ScenarioSetup => ({
  set: [
    [PRIMARY, 'activate-secondary-controls'],
    [SECONDARY, 'vmcs-shadowing'],
  ],
  fields: { 'vmcs-link-pointer': BigInt(OTHER_VMCS) },
  bits,
  change: shadowRegion(shadow),
});

const register = (machine: Machine, n: number): bigint => machine.processors[0]?.q[(GPR >> 1) + n] as bigint;
const inShadow = (machine: Machine, id: 'guest-rip' | 'exit-reason' | 'vm-instruction-error'): bigint =>
  fieldAt(machine.image, OTHER_VMCS, id);

/** VMREAD and VMWRITE of an encoding: which exits, and why. */
const exits = (
  name: string,
  sdm: string,
  setup: ScenarioSetup,
  load: string,
  text: string,
  exitReason: number,
  why: NonNullable<NonNullable<Scenario['expect']['transitions']>[number]['why']>,
): Scenario => ({
  name,
  sdm,
  setup,
  guest: `${load}\nat: ${text}`,
  expect: {
    transitions: [{ kind: 'vm-exit', exitReason, instructionLength: 3, guestRip: 'at', why }],
    stop: STOP_HALTED,
  },
});

const withoutShadowing: ScenarioSetup = { set: [[PRIMARY, 'activate-secondary-controls']] };
const decidedByShadowing = { word: SECONDARY, bit: 14, value: 0 } as const;

/** VMCS shadowing: who exits, what is read and written, what VM entry refuses. */
export const vmcsShadowing: readonly Scenario[] = [
  exits(
    'VMREAD exits while VMCS shadowing is 0',
    CONDITIONAL,
    withoutShadowing,
    'mov edx, 0x681e',
    'vmread rax, rdx',
    23,
    {
      rule: 'vmread',
      ...decidedByShadowing,
    },
  ),
  exits(
    'VMWRITE exits while VMCS shadowing is 0',
    CONDITIONAL,
    withoutShadowing,
    'mov edx, 0x681e',
    'vmwrite rdx, rax',
    25,
    {
      rule: 'vmwrite',
      ...decidedByShadowing,
    },
  ),
  exits(
    'VMREAD exits where its bit in the VMREAD bitmap is 1',
    BITMAPS,
    shadowing([['vmread-bitmap', GUEST_RIP]]),
    'mov edx, 0x681e',
    'vmread rax, rdx',
    23,
    { rule: 'vmread-bitmap', word: 'vmread-bitmap', bit: GUEST_RIP, value: 1 },
  ),
  exits(
    'VMWRITE exits where its bit in the VMWRITE bitmap is 1',
    BITMAPS,
    shadowing([['vmwrite-bitmap', GUEST_RIP]]),
    'mov edx, 0x681e',
    'vmwrite rdx, rax',
    25,
    { rule: 'vmwrite-bitmap', word: 'vmwrite-bitmap', bit: GUEST_RIP, value: 1 },
  ),
  {
    name: 'VMREAD with a clear bit reads the shadow VMCS, whatever the VMWRITE bitmap says',
    sdm: BITMAPS,
    setup: shadowing([['vmwrite-bitmap', GUEST_RIP]], { 'guest-rip': 0x1122_3344_5566_7788n }),
    guest: 'mov edx, 0x681e\nvmread rax, rdx\nat: vmcall',
    expect: {
      decision: { rule: 'vmread-bitmap', exits: false, word: 'vmread-bitmap', bit: GUEST_RIP, value: 0 },
      transitions: [{ kind: 'vm-exit', exitReason: 18, guestRip: 'at' }],
      holds: (machine) => register(machine, 0) === 0x1122_3344_5566_7788n,
    },
  },
  {
    name: 'VMWRITE with a clear bit writes the shadow VMCS and not the current one',
    sdm: BITMAPS,
    setup: shadowing([['vmread-bitmap', GUEST_RIP]]),
    guest: 'mov edx, 0x681e\nmov eax, 0x4711\nvmwrite rdx, rax\nat: vmcall',
    expect: {
      decision: { rule: 'vmwrite-bitmap', exits: false, word: 'vmwrite-bitmap', bit: GUEST_RIP, value: 0 },
      transitions: [{ kind: 'vm-exit', exitReason: 18, guestRip: 'at' }],
      holds: (machine) => inShadow(machine, 'guest-rip') === 0x4711n,
    },
  },
  {
    name: 'VMWRITE of a read-only field reaches the shadow VMCS where VMWRITE may write every field',
    sdm: 'VMWRITE—Write Field to Virtual-Machine Control Structure',
    setup: shadowing(),
    guest: 'mov edx, 0x4402\nmov eax, 10\nvmwrite rdx, rax',
    expect: {
      decision: { rule: 'vmwrite-bitmap', exits: false, bit: EXIT_REASON },
      transitions: [{ kind: 'vm-exit', exitReason: 18 }],
      holds: (machine) => inShadow(machine, 'exit-reason') === 10n,
    },
  },
  exits(
    'VMREAD of an encoding above bit 14 exits whatever the bitmap says',
    CONDITIONAL,
    shadowing(),
    'mov edx, 0x881e',
    'vmread rax, rdx',
    23,
    { rule: 'vmread-out-of-range' },
  ),
  exits(
    'VMWRITE of an encoding with an upper half exits whatever the bitmap says',
    CONDITIONAL,
    shadowing(),
    'mov rdx, 0x10000681e',
    'vmwrite rdx, rax',
    25,
    { rule: 'vmwrite-out-of-range' },
  ),
  {
    name: 'VMREAD without a shadow VMCS is VMfailInvalid in the guest',
    sdm: 'VMREAD—Read Field from Virtual-Machine Control Structure',
    setup: { ...shadowing(), fields: {} },
    guest: 'mov edx, 0x681e\nvmread rax, rdx\njc at\nhlt\nat: vmcall',
    expect: {
      transitions: [
        { kind: 'vm-fail', cause: 'vmread', error: 0 },
        { kind: 'vm-exit', exitReason: 18, guestRip: 'at' },
      ],
    },
  },
  {
    name: 'VMWRITE without a shadow VMCS is VMfailInvalid in the guest',
    sdm: 'VMWRITE—Write Field to Virtual-Machine Control Structure',
    setup: { ...shadowing(), fields: {} },
    guest: 'mov edx, 0x681e\nvmwrite rdx, rax\njc at\nhlt\nat: vmcall',
    expect: {
      transitions: [
        { kind: 'vm-fail', cause: 'vmwrite', error: 0 },
        { kind: 'vm-exit', exitReason: 18, guestRip: 'at' },
      ],
    },
  },
  {
    name: 'VMREAD of a field that does not exist is error 12 in the guest, told in the current VMCS',
    sdm: 'VM Instruction Error Numbers',
    setup: shadowing(),
    guest: 'mov edx, 0x6ffe\nvmread rax, rdx\njz at\nhlt\nat: vmcall',
    expect: {
      transitions: [
        { kind: 'vm-fail', cause: 'vmread', error: 12 },
        { kind: 'vm-exit', exitReason: 18, guestRip: 'at' },
      ],
      fields: { 'vm-instruction-error': 12n },
      holds: (machine) => inShadow(machine, 'vm-instruction-error') === 0n,
    },
  },
  {
    name: 'VM entry with VMCS shadowing makes the shadow VMCS active and leaves the current VMCS current',
    sdm: TYPES,
    setup: shadowing(),
    guest: 'vmcall',
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 18, vmcs: 0x12_1000n }],
      holds: (machine) =>
        machine.processors.every((p) => activeVmcsPointers(p).some((pointer) => pointer === BigInt(OTHER_VMCS))),
    },
  },
  {
    name: 'VM entry without VMCS shadowing makes no other VMCS active',
    sdm: TYPES,
    setup: { fields: { 'vmcs-link-pointer': BigInt(OTHER_VMCS) } },
    guest: 'vmcall',
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 18 }],
      holds: (machine) =>
        machine.processors.every((p) => activeVmcsPointers(p).every((pointer) => pointer !== BigInt(OTHER_VMCS))),
    },
  },
  {
    name: 'a shadow VMCS becomes current, is read and written in root operation, and cannot be entered',
    sdm: TYPES,
    setup: { change: shadowRegion() },
    host: `jmp code
      shadow: dq 0x122000
      code: vmclear [shadow]
      vmptrld [shadow]
      vmcs_set VMCS_GUEST_RIP, 0x815
      xor eax, eax
      vmread rbx, rdx
      vmlaunch`,
    guest: 'vmcall',
    expect: {
      transitions: [{ kind: 'vm-fail', cause: 'vmlaunch', error: 0, vmcs: BigInt(OTHER_VMCS) }],
      stop: STOP_HALTED,
      holds: (machine) => register(machine, 3) === 0x815n && inShadow(machine, 'guest-rip') === 0x815n,
    },
  },
  {
    name: 'VM entry with VMCS shadowing fails where the link pointer names an ordinary VMCS',
    sdm: LINK_CHECKS,
    setup: { ...shadowing(), change: () => undefined },
    guest: 'vmcall',
    expect: {
      transitions: [
        {
          kind: 'entry-failure',
          exitReason: 0x8000_0021,
          qualification: 4n,
          checks: ['vmcs-link-pointer-shadow-indicator'],
        },
      ],
    },
  },
  {
    name: 'VM entry without VMCS shadowing fails where the link pointer names a shadow VMCS',
    sdm: LINK_CHECKS,
    setup: { fields: { 'vmcs-link-pointer': BigInt(OTHER_VMCS) }, change: shadowRegion() },
    guest: 'vmcall',
    expect: {
      transitions: [
        {
          kind: 'entry-failure',
          exitReason: 0x8000_0021,
          qualification: 4n,
          checks: ['vmcs-link-pointer-shadow-indicator'],
        },
      ],
    },
  },
  {
    name: 'a VMREAD bitmap that is not aligned is error 7',
    sdm: 'VM-Execution Control Fields',
    setup: { ...shadowing(), fields: { 'vmread-bitmap-address': 0x12_a800n } },
    guest: 'vmcall',
    expect: {
      transitions: [{ kind: 'vm-fail', error: 7, checks: ['vmread-bitmap-address-aligned'] }],
      stop: STOP_HALTED,
    },
  },
];
