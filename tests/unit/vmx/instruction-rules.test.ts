import { describe, expect, test } from 'vitest';
import { UD } from '../../../src/cpu/interrupts/fault';
import type { InterceptedInstruction } from '../../../src/cpu/ports';
import { FAULT, MONITOR_ARMED, RIP } from '../../../src/cpu/state/processor-layout';
import {
  instructionRules,
  type VmxInstructionName,
  vmxInstructionRules,
} from '../../../src/vmx/nonroot/instruction-rules.table';
import { MODE_NON_ROOT, MODE_ROOT, VMX_MODE } from '../../../src/vmx/state/vmx-layout';
import { GUEST_RIP, HOST_RIP, VmxProcessor } from '../../support/vmx-processor';

/** What the manual says, written down independently of the rules: reason, and the control with its bit. */
const EXPECTED: readonly (readonly [InterceptedInstruction, number, bit: number | null])[] = [
  ['cpuid', 10, null],
  ['getsec', 11, null],
  ['invd', 13, null],
  ['xsetbv', 55, null],
  ['hlt', 12, 7],
  ['mwait', 36, 10],
  ['monitor', 39, 29],
  ['pause', 40, 30],
  ['rdpmc', 15, 11],
  ['rdtsc', 16, 12],
  ['rdtscp', 51, 12],
];

/** RDTSCP exists in a guest only with "enable RDTSCP". */
function enableRdtscp(m: VmxProcessor): void {
  m.setControl('primary-processor-based', 'activate-secondary-controls', 1);
  m.setControl('secondary-processor-based', 'enable-rdtscp', 1);
}

describe('instructions without operands', () => {
  test('every rule is expected here', () => {
    expect(Object.keys(instructionRules).sort()).toEqual(EXPECTED.map(([name]) => name).sort());
  });

  for (const [name, reason, bit] of EXPECTED) {
    const field = 'primary-processor-based-controls';
    test(`${name} exits${bit === null ? ' always' : ` when bit ${bit} is 1`}`, () => {
      const m = new VmxProcessor();
      if (bit !== null) m.set(field, m.field(field) | (1n << BigInt(bit)));
      if (name === 'rdtscp') enableRdtscp(m);
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
      if (bit === null) expect(why).not.toHaveProperty('word');
      else expect(why).toMatchObject({ word: 'primary-processor-based', bit, value: 1 });
      expect(m.decisions).toEqual([why]);
    });

    if (bit === null) continue;
    test(`${name} does not exit when bit ${bit} is 0, and says so`, () => {
      const m = new VmxProcessor();
      m.set(field, 0xffff_ffffn & ~(1n << BigInt(bit)));
      if (name === 'rdtscp') enableRdtscp(m);
      expect(m.unit.instruction(m.p, m.instruction(name), name)).toBe(false);
      expect(m.p.s[VMX_MODE]).toBe(MODE_NON_ROOT);
      expect(m.transitions).toEqual([]);
      expect(m.lastDecision).toMatchObject({ exits: false, word: 'primary-processor-based', bit, value: 0, reason });
    });
  }

  test('an instruction whose control is not modelled never exits', () => {
    const m = new VmxProcessor();
    expect(m.unit.instruction(m.p, m.instruction('wbinvd'), 'wbinvd')).toBe(false);
    expect(m.decisions).toEqual([]);
  });

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
      expect(() => m.unit.instruction(m.p, m.instruction('rdtscp'), 'rdtscp')).toThrow();
      expect(m.p.s[FAULT]).toBe(UD);
      expect(m.transitions).toEqual([]);
      expect(m.lastDecision).toMatchObject({ rule: 'enable-rdtscp', exits: false, value: 0 });
      expect(m.lastDecision?.steps.at(-1)?.name).toBe(
        activated === 0 ? 'Activate secondary controls' : 'Enable RDTSCP',
      );
    });
  }

  test.each(['xsaves', 'xrstors'] as const)('%s is undefined without "enable XSAVES/XRSTORS"', (name) => {
    const m = new VmxProcessor();
    m.setControl('primary-processor-based', 'activate-secondary-controls', 1);
    expect(() => m.unit.instruction(m.p, m.instruction(name), name)).toThrow();
    expect(m.p.s[FAULT]).toBe(UD);
    expect(m.lastDecision).toMatchObject({ rule: 'enable-xsaves-xrstors', exits: false, value: 0 });
    m.setControl('secondary-processor-based', 'enable-xsaves-xrstors', 1);
    expect(m.unit.instruction(m.p, m.instruction(name), name)).toBe(false);
  });

  test('INVPCID is undefined unless "enable INVPCID" is 1', () => {
    const m = new VmxProcessor();
    expect(() => m.unit.instruction(m.p, m.instruction('invpcid'), 'invpcid')).toThrow();
    expect(m.p.s[FAULT]).toBe(UD);
    expect(m.lastDecision).toMatchObject({ rule: 'enable-invpcid', exits: false, value: 0 });
    m.setControl('primary-processor-based', 'activate-secondary-controls', 1);
    m.setControl('secondary-processor-based', 'enable-invpcid', 1);
    expect(m.unit.instruction(m.p, m.instruction('invpcid'), 'invpcid')).toBe(false);
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
