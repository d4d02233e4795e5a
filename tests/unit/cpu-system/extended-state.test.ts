import { describe, expect, test } from 'vitest';
import { MXCSR, PKRU, X87_CONTROL, X87_TAGS, XMM } from '../../../src/cpu/state/processor-layout';
import { RAM_BASE } from '../../../src/cpu/state/state-image';
import { STOP_UNMODELLED } from '../../../src/cpu/state/stop-code';
import type { Machine } from '../../../src/machine/machine';
import { runLab } from '../../support/lab-machine';
import { faultOf, registers } from './lab-fault';

/** OSFXSR and OSXSAVE; XCR0 with x87, SSE and, where asked for, PKRU. */
const enable = (xcr0 = 3): string => `start:
  mov rax, cr4
  or eax, 0x40200
  mov cr4, rax
  mov eax, ${xcr0}
  xor edx, edx
  xor ecx, ecx
  xsetbv
  mov rdi, 0x180000
`;
const AREA = 0x18_0000;
const quad = (machine: Machine, at: number): bigint =>
  machine.processors[0].view.getBigUint64(RAM_BASE + AREA + at, true);
const UD = 6;
const NM = 7;
const MF = 16;
const GP = 13;
const setCr0 = (set: number): string => `mov rax, cr0\n or eax, ${set}\n mov cr0, rax\n`;

describe('what comes before instructions that use x87, MMX or XMM registers', () => {
  const osfxsr = 'start: mov rax, cr4\n or eax, 0x200\n mov cr4, rax\n';
  test.each([
    ['an SSE instruction without CR4.OSFXSR', 'start: pxor xmm0, xmm0', UD],
    ['one that is not modelled, too', 'start: addps xmm0, xmm1', UD],
    ['an SSE instruction while x87 is emulated', `${osfxsr} ${setCr0(4)} pxor xmm0, xmm0`, UD],
    ['an SSE instruction while TS is set', `${osfxsr} ${setCr0(8)} pxor xmm0, xmm0`, NM],
    ['an MMX instruction while x87 is emulated', `start: ${setCr0(4)} pxor mm0, mm0`, UD],
    ['an MMX instruction while TS is set', `start: ${setCr0(8)} pxor mm0, mm0`, NM],
    ['an x87 instruction while x87 is emulated', `start: ${setCr0(4)} fninit`, NM],
    ['x87 arithmetic while TS is set', `start: ${setCr0(8)} fadd st1`, NM],
    ['WAIT while TS and MP are set', `start: ${setCr0(8)} fwait`, NM],
    ['FXSAVE while TS is set', `start: ${setCr0(8)} fxsave [0x180000]`, NM],
    ['XSAVE without CR4.OSXSAVE', 'start: xsave [0x180000]', UD],
    ['XSAVE while TS is set', `${enable()} ${setCr0(8)} xsave [rdi]`, NM],
    ['MOVAPS at an address that is not aligned', `${osfxsr} movaps xmm0, [0x180001]`, GP],
    ['FXSAVE at an address that is not aligned', 'start: fxsave [0x180008]', GP],
    ['XSAVE at an address that is not aligned', `${enable()} xsave [rdi + 16]`, GP],
    ['LDMXCSR of reserved bits', `${osfxsr} mov dword [0x180000], 0x10000\n ldmxcsr [0x180000]`, GP],
  ])('%s', (_, program, vector) => {
    expect(faultOf(program).vector).toBe(vector);
  });

  test('what is not modelled stops and names itself', () => {
    const machine = runLab(`${osfxsr} mulpd xmm3, xmm4`);
    expect([machine.stop, machine.processors[0].unmodelled]).toEqual([STOP_UNMODELLED, 'MULPD']);
    expect(runLab('start: fld1').processors[0].unmodelled).toBe('FLD1');
  });

  test('an unmasked x87 error is reported by the next instruction that waits, not by one that does not', () => {
    const pending =
      'start: fninit\n fnstenv [0x180000]\n mov word [0x180004], 1\n mov word [0x180000], 0x37e\n fldenv [0x180000]\n';
    expect(registers(runLab(`${pending} fnstsw ax\n fnclex\n fwait\n hlt`)).rax & 0xffffn).toBe(0x8081n);
    expect(faultOf(`${pending} fwait`).vector).toBe(MF);
    expect(faultOf(`${pending} pxor mm0, mm0`).vector).toBe(MF);
    const machine = runLab(`${pending} mov rax, cr0\n and eax, ~0x20\n mov cr0, rax\n fwait`);
    expect(machine.processors[0].unmodelled).toContain('CR0.NE');
  });
});

describe('x87 control', () => {
  test('FNSTENV masks errors when it has stored the environment; FNINIT makes all registers empty', () => {
    const machine = runLab('start: mov word [0x180000], 0x340\n fldcw [0x180000]\n fnstenv [0x180010]\n hlt');
    expect(quad(machine, 0x10) & 0xffffn).toBe(0x340n);
    expect(machine.processors[0].s[X87_CONTROL]).toBe(0x37f);
    const initialized = runLab('start: pxor mm0, mm0\n fninit\n hlt').processors[0].s;
    expect([initialized[X87_TAGS], initialized[X87_CONTROL]]).toEqual([0, 0x37f]);
  });
});

describe('XSAVE', () => {
  const fill = 'mov eax, 0x12345678\n movd xmm5, eax\n mov eax, -1\n xor edx, edx\n';

  test('saves what is asked for and enabled, and says what is in use', () => {
    const machine = runLab(`${enable()} ${fill} fninit\n xsave [rdi]\n hlt`);
    expect(quad(machine, 160 + 5 * 16)).toBe(0x1234_5678n);
    expect(quad(machine, 512)).toBe(2n);
    expect(quad(machine, 24)).toBe(0xffff_0000_1f80n);
    expect(quad(machine, 0) & 0xffffn).toBe(0x37fn);
  });

  test('XSAVEOPT leaves out what has its initial configuration', () => {
    const machine = runLab(`${enable()} ${fill} fninit\n xsaveopt [rdi]\n hlt`);
    expect([quad(machine, 0) & 0xffffn, quad(machine, 512)]).toEqual([0n, 2n]);
  });

  test('XSAVEC compacts: PKRU lies right behind the header', () => {
    const machine = runLab(
      `${enable(0x203)} mov rax, cr4\n or eax, 0x400000\n mov cr4, rax\n mov eax, 0x1c\n xor ecx, ecx\n xor edx, edx\n wrpkru\n ${fill} fninit\n xsavec [rdi]\n hlt`,
    );
    expect(quad(machine, 512)).toBe(0x202n);
    expect(quad(machine, 520)).toBe(0x8000_0000_0000_0203n);
    expect(quad(machine, 576)).toBe(0x1cn);
  });

  test('XRSTOR restores what the area has and initializes what it has not', () => {
    const machine = runLab(
      `${enable()} ${fill} fninit\n mov dword [0x181000], 0x1fa0\n ldmxcsr [0x181000]\n xsave [rdi]
      pxor xmm5, xmm5\n mov dword [0x181000], 0x1f80\n ldmxcsr [0x181000]\n pxor mm0, mm0\n xrstor [rdi]\n hlt`,
    );
    const { s } = machine.processors[0];
    expect([s[XMM + 20], s[X87_TAGS], s[MXCSR]]).toEqual([0x1234_5678, 0, 0x1fa0]);
  });

  test('XRSTORS takes the compacted format only, and XRSTOR both', () => {
    expect(faultOf(`${enable()} ${fill} xsave [rdi]\n xrstors [rdi]`).vector).toBe(GP);
    for (const restore of ['xrstor', 'xrstors']) {
      const machine = runLab(`${enable()} ${fill} xsaves [rdi]\n pxor xmm5, xmm5\n ${restore} [rdi]\n hlt`);
      expect(machine.processors[0].s[XMM + 20]).toBe(0x1234_5678);
    }
  });

  test.each([
    ['a component that XCR0 does not enable', 'mov byte [rdi + 512], 4'],
    ['a reserved bit in the header', 'mov byte [rdi + 528], 1'],
    ['a compacted area whose XSTATE_BV names more than its XCOMP_BV', 'mov byte [rdi + 527], 0x80'],
    ['reserved bits of MXCSR', 'mov byte [rdi + 26], 1'],
  ])('XRSTOR refuses %s', (_, change) => {
    expect(faultOf(`${enable()} ${fill} xsave [rdi]\n ${change}\n xrstor [rdi]`).vector).toBe(GP);
  });

  test('XGETBV with ECX = 1 tells what is in use; PKRU is a component', () => {
    const inUse = (lines: string): bigint =>
      registers(runLab(`${enable()} fninit\n pxor xmm0, xmm0\n ${lines} mov ecx, 1\n xgetbv\n hlt`)).rax;
    expect(inUse('')).toBe(0n);
    expect(inUse('mov eax, 1\n movd xmm9, eax\n')).toBe(2n);
    expect(inUse('pxor mm1, mm1\n')).toBe(1n);
    expect(runLab(`${enable(0x203)} hlt`).processors[0].s[PKRU]).toBe(0);
  });

  test('CPUID gives the sizes of the areas that XCR0 asks for', () => {
    const leaf = (xcr0: number, subleaf: number): bigint =>
      registers(runLab(`${enable(xcr0)} mov eax, 13\n mov ecx, ${subleaf}\n cpuid\n hlt`)).rbx;
    expect([leaf(3, 0), leaf(0x203, 0), leaf(3, 1), leaf(0x203, 1)]).toEqual([576n, 2696n, 576n, 584n]);
  });
});
