import { describe, expect, test } from 'vitest';
import { UD } from '../../../src/cpu/interrupts/fault';
import type { InterceptedInstruction } from '../../../src/cpu/ports';
import { CPL, CYCLES, FAULT, MONITOR_ARMED, RIP } from '../../../src/cpu/state/processor-layout';
import {
  instructionRules,
  type VmxInstructionName,
  vmxInstructionRules,
} from '../../../src/vmx/nonroot/instruction-rules.table';
import { MODE_NON_ROOT, MODE_ROOT, VMX_MODE } from '../../../src/vmx/state/vmx-layout';
import { GUEST_RIP, HOST_RIP, VmxProcessor } from '../../support/vmx-processor';

type Word = 'primary-processor-based' | 'secondary-processor-based';
const PRIMARY = 'primary-processor-based';
const SECONDARY = 'secondary-processor-based';
const PAUSE_LOOP_EXITING = 0x400n;

/** What the manual says, written down independently of the rules: reason, and the control with its bit. */
const EXPECTED: readonly (readonly [InterceptedInstruction, number, readonly [Word, bit: number] | null])[] = [
  ['cpuid', 10, null],
  ['getsec', 11, null],
  ['invd', 13, null],
  ['xsetbv', 55, null],
  ['hlt', 12, [PRIMARY, 7]],
  ['mwait', 36, [PRIMARY, 10]],
  ['monitor', 39, [PRIMARY, 29]],
  ['pause', 40, [PRIMARY, 30]],
  ['rdpmc', 15, [PRIMARY, 11]],
  ['rdtsc', 16, [PRIMARY, 12]],
  ['rdtscp', 51, [PRIMARY, 12]],
  ['umwait', 67, [PRIMARY, 12]],
  ['tpause', 68, [PRIMARY, 12]],
  ['invpcid', 58, [PRIMARY, 9]],
  ['wbinvd', 54, [SECONDARY, 6]],
  ['wbnoinvd', 54, [SECONDARY, 6]],
  ['rdrand', 57, [SECONDARY, 11]],
  ['rdseed', 61, [SECONDARY, 16]],
  ['sgdt', 46, [SECONDARY, 2]],
  ['sidt', 46, [SECONDARY, 2]],
  ['lgdt', 46, [SECONDARY, 2]],
  ['lidt', 46, [SECONDARY, 2]],
  ['sldt', 47, [SECONDARY, 2]],
  ['str', 47, [SECONDARY, 2]],
  ['lldt', 47, [SECONDARY, 2]],
  ['ltr', 47, [SECONDARY, 2]],
];

/** All secondary controls are 0 but count. */
function activateSecondary(m: VmxProcessor): void {
  m.setControl(PRIMARY, 'activate-secondary-controls', 1);
}

describe('instructions that one control decides', () => {
  test('every rule is expected here', () => {
    expect(Object.keys(instructionRules).sort()).toEqual(EXPECTED.map(([name]) => name).sort());
  });

  for (const [name, reason, control] of EXPECTED) {
    const [word, bit] = control ?? [PRIMARY, 0];
    const field = `${word}-controls` as const;
    const mask = control === null ? 0n : 1n << BigInt(bit);
    test(`${name} exits${control === null ? ' always' : ` when bit ${bit} of the ${word} controls is 1`}`, () => {
      const m = new VmxProcessor();
      activateSecondary(m);
      m.set(field, m.field(field) | mask);
      const i = m.instruction(name, { length: 3 });
      expect(m.unit.instruction(m.p, i, name)).toBe(true);
      expect(m.p.s[VMX_MODE]).toBe(MODE_ROOT);
      expect(m.p.q[RIP >> 1]).toBe(HOST_RIP);
      expect(m.field('exit-reason')).toBe(BigInt(reason));
      expect(m.field('exit-qualification')).toBe(0n);
      expect(m.field('vm-exit-instruction-length')).toBe(3n);
      expect(m.field('guest-rip')).toBe(GUEST_RIP);
      expect(m.lastTransition).toMatchObject({
        kind: 'vm-exit',
        cause: name,
        exitReason: reason,
        instructionLength: 3,
        fromRip: GUEST_RIP,
        toRip: HOST_RIP,
      });
      const why = m.lastTransition?.why;
      expect(why).toMatchObject({ exits: true, reason });
      if (control === null) expect(why).not.toHaveProperty('word');
      else expect(why).toMatchObject({ word, bit, value: 1 });
      expect(m.decisions).toEqual([why]);
    });

    if (control === null) continue;
    test(`${name} does not exit when bit ${bit} of the ${word} controls is 0, and says so`, () => {
      const m = new VmxProcessor();
      activateSecondary(m);
      m.set(field, 0xffff_ffffn & ~mask & ~PAUSE_LOOP_EXITING);
      expect(m.unit.instruction(m.p, m.instruction(name), name)).toBe(false);
      expect(m.p.s[VMX_MODE]).toBe(MODE_NON_ROOT);
      expect(m.transitions).toEqual([]);
      expect(m.lastDecision).toMatchObject({ exits: false, word, bit, value: 0, reason });
    });
  }

  for (const [activated, enabled] of [
    [0, 0],
    [0, 1],
    [1, 0],
  ] as const) {
    test(`RDTSCP is undefined with "activate secondary controls" ${activated} and "enable RDTSCP" ${enabled}`, () => {
      const m = new VmxProcessor();
      m.setControl('primary-processor-based', 'activate-secondary-controls', activated);
      m.setControl('secondary-processor-based', 'enable-rdtscp', enabled);
      m.setControl('primary-processor-based', 'rdtsc-exiting', 1);
      expect(() => m.unit.requireEnabled(m.p, 'rdtscp')).toThrow();
      expect(m.p.s[FAULT]).toBe(UD);
      expect(m.transitions).toEqual([]);
      expect(m.lastDecision).toMatchObject({ rule: 'enable-rdtscp', exits: false, value: 0 });
      expect(m.lastDecision?.steps.at(-1)?.name).toBe(
        activated === 0 ? 'Activate secondary controls' : 'Enable RDTSCP',
      );
    });
  }

  for (const [word, control, names] of [
    [SECONDARY, 'enable-rdtscp', ['rdtscp', 'rdpid']],
    [SECONDARY, 'enable-invpcid', ['invpcid']],
    [SECONDARY, 'enable-xsaves-xrstors', ['xsaves', 'xrstors']],
    [SECONDARY, 'enable-user-wait-and-pause', ['umonitor', 'umwait', 'tpause']],
    ['tertiary-processor-based', 'enable-msr-list-instructions', ['rdmsrlist', 'wrmsrlist']],
  ] as const) {
    test.each(names)(`%s is undefined unless ${control} is 1`, (name) => {
      const m = new VmxProcessor();
      expect(() => m.unit.requireEnabled(m.p, name)).toThrow();
      expect(m.p.s[FAULT]).toBe(UD);
      activateSecondary(m);
      m.setControl(PRIMARY, 'activate-tertiary-controls', 1);
      expect(() => m.unit.requireEnabled(m.p, name)).toThrow();
      expect(m.lastDecision).toMatchObject({ rule: control, subject: name, exits: false, word, value: 0 });
      m.setControl(word, control, 1);
      m.unit.requireEnabled(m.p, name);
      expect(m.decisions).toHaveLength(2);
      expect(m.unit.steps).toEqual([]);
    });
  }

  test('a PAUSE outside privilege level 0 is in no loop', () => {
    const m = new VmxProcessor();
    activateSecondary(m);
    m.setControl(SECONDARY, 'pause-loop-exiting', 1);
    m.set('ple-gap', 0xffff_ffffn);
    const pauseAt = (cycles: number, cpl: number): boolean => {
      m.p.f[CYCLES] = cycles;
      m.p.s[CPL] = cpl;
      return m.unit.instruction(m.p, m.instruction('pause'), 'pause');
    };
    expect([pauseAt(100, 0), pauseAt(200, 3)]).toEqual([false, false]);
    expect(m.lastDecision).toMatchObject({ rule: 'pause-exiting', exits: false });
    expect(pauseAt(300, 0)).toBe(true);
    expect(m.lastTransition?.why).toMatchObject({ rule: 'pause-loop-exiting', bit: 10, value: 1 });
  });

  test('MWAIT tells whether MONITOR had armed an address', () => {
    const m = new VmxProcessor();
    m.setControl('primary-processor-based', 'mwait-exiting', 1);
    m.p.s[MONITOR_ARMED] = 1;
    m.unit.instruction(m.p, m.instruction('mwait'), 'mwait');
    expect(m.field('exit-qualification')).toBe(1n);
    expect(m.p.s[MONITOR_ARMED]).toBe(0);
  });

  test('nothing is decided aloud without a listener', () => {
    const m = new VmxProcessor();
    m.unit.listener = null;
    m.unit.instruction(m.p, m.instruction('cpuid'), 'cpuid');
    expect(m.unit.steps).toEqual([]);
    expect(m.unit.why).toBeNull();
    expect(m.field('exit-reason')).toBe(10n);
  });
});

const VMX_REASONS: Readonly<Record<VmxInstructionName, number>> = {
  vmcall: 18,
  vmclear: 19,
  vmlaunch: 20,
  vmptrld: 21,
  vmptrst: 22,
  vmread: 23,
  vmresume: 24,
  vmwrite: 25,
  vmxoff: 26,
  vmxon: 27,
  invept: 50,
  invvpid: 53,
};

describe('VMX instructions', () => {
  for (const name of Object.keys(vmxInstructionRules) as VmxInstructionName[]) {
    test(`${name} exits with the fewest controls`, () => {
      const m = new VmxProcessor();
      expect(m.unit.vmxInstructionExit(m.instruction(name, { length: 4 }), name)).toBe(true);
      expect(m.lastTransition).toMatchObject({ exitReason: VMX_REASONS[name], cause: name, instructionLength: 4 });
    });
  }

  test('a memory operand shows in the qualification and in the instruction information', () => {
    const m = new VmxProcessor();
    const operand = {
      memory: true,
      base: 3,
      index: 6,
      scale: 2,
      segment: 4,
      displacementLow: -16,
      displacementHigh: -1,
    };
    m.unit.vmxInstructionExit(m.instruction('vmptrld', operand), 'vmptrld');
    expect(m.field('exit-qualification')).toBe(0xffff_ffff_ffff_fff0n);
    expect(m.field('vm-exit-instruction-information')).toBe(BigInt(2 | (2 << 7) | (4 << 15) | (6 << 18) | (3 << 23)));
  });

  test('RIP-relative addressing is qualified by the whole address and has no base', () => {
    const m = new VmxProcessor();
    const operand = { memory: true, base: 16, displacementLow: -0x20, displacementHigh: -1, length: 8 };
    m.unit.vmxInstructionExit(m.instruction('vmclear', operand), 'vmclear');
    expect(m.field('exit-qualification')).toBe(GUEST_RIP + 8n - 0x20n);
    expect(m.field('vm-exit-instruction-information')).toBe(BigInt((2 << 7) | (3 << 15) | (1 << 22) | (1 << 27)));
  });

  test('VMREAD with a register names both registers', () => {
    const m = new VmxProcessor();
    m.unit.vmxInstructionExit(m.instruction('vmread', { memory: false, rm: 9, reg: 12 }), 'vmread');
    expect(m.field('vm-exit-instruction-information')).toBe(BigInt(((9 << 3) | (1 << 10) | (12 << 28)) >>> 0));
    expect(m.field('exit-qualification')).toBe(0n);
  });

  test('INVEPT carries its register operand in bits 31:28', () => {
    const m = new VmxProcessor();
    m.unit.vmxInstructionExit(m.instruction('invept', { memory: true, base: 0, reg: 7, segment: 3 }), 'invept');
    expect(m.field('vm-exit-instruction-information')).toBe(BigInt((2 << 7) | (3 << 15) | (1 << 22) | (7 << 28)));
  });
});
