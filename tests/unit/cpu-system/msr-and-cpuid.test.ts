import { describe, expect, test } from 'vitest';
import { STOP_UNMODELLED } from '../../../src/cpu/state/stop-code';
import { runLab } from '../../support/lab-machine';
import { faultOf, registers } from './lab-fault';

const GP0 = { vector: 13, errorCode: 0 };
const read = (index: number): string => `mov ecx, ${index}\n rdmsr\n`;
const write = (index: number, value: bigint): string =>
  `mov ecx, ${index}\n mov eax, ${value & 0xffff_ffffn}\n mov edx, ${value >> 32n}\n wrmsr\n`;
const value = (machine: ReturnType<typeof runLab>): bigint => (registers(machine).rdx << 32n) | registers(machine).rax;

describe('MSRs', () => {
  test.each([
    ['absent', read(0x9999)],
    ['absent, written', write(0x9999, 0n)],
    ['read-only', write(0x480, 0n)],
    ['IA32_EFER with a reserved bit', write(0xc000_0080, 0xd01n | 0x10n)],
    ['IA32_EFER.LME cleared while paging is on', write(0xc000_0080, 0xc01n)],
    ['IA32_LSTAR not canonical', write(0xc000_0082, 0x0100_0000_0000_0000n)],
    ['IA32_SYSENTER_EIP not canonical', write(0x176, 0x0100_0000_0000_0000n)],
    ['IA32_FS_BASE not canonical', write(0xc000_0100, 0x0100_0000_0000_0000n)],
    ['IA32_FMASK with a high bit', write(0xc000_0084, 1n << 32n)],
    ['IA32_PAT with memory type 2', write(0x277, 2n)],
    ['IA32_PAT with memory type 8', write(0x277, 8n << 56n)],
    ['IA32_DEBUGCTL with a reserved bit', write(0x1d9, 0x10000n)],
    ['IA32_FEATURE_CONTROL once locked', write(0x3a, 5n)],
    ['IA32_TSC_AUX with a high bit', write(0xc000_0103, 1n << 32n)],
    ['IA32_PERF_GLOBAL_CTRL for a counter that is not there', write(0x38f, 2n)],
    ['IA32_MISC_ENABLE with a reserved bit', write(0x1a0, 2n)],
    ['IA32_SPEC_CTRL with a reserved bit', write(0x48, 8n)],
    ['IA32_PRED_CMD, read', read(0x49)],
    ['IA32_PRED_CMD with a reserved bit', write(0x49, 3n)],
    ['IA32_FLUSH_CMD, read', read(0x10b)],
    ['IA32_ARCH_CAPABILITIES, written', write(0x10a, 0n)],
    ['IA32_PKRS with a high bit', write(0x6e1, 1n << 32n)],
    ['IA32_MTRRCAP, written', write(0xfe, 0n)],
    ['an MTRR with memory type 2', write(0x250, 2n << 40n)],
    ['IA32_MTRR_PHYSBASE0 beyond the physical address width', write(0x200, 1n << 46n)],
    ['IA32_MTRR_PHYSMASK0 with a reserved bit', write(0x201, 0x400n)],
    ['IA32_MTRR_DEF_TYPE with a reserved bit', write(0x2ff, 0x106n)],
    ['IA32_MTRR_PHYSBASE8, which is not there', read(0x210)],
    ['IA32_FIXED_CTR_CTRL of a counter that is not there', write(0x38d, 1n)],
    ['IA32_PERF_GLOBAL_STATUS, written', write(0x38e, 0n)],
    ['IA32_XSS with a state component that is not there', write(0xda0, 1n)],
    [
      'IA32_EFER.NXE set while XD is disabled',
      `${write(0xc000_0080, 0x501n)} ${write(0x1a0, 0x4_0000_0000n)} ${write(0xc000_0080, 0xd01n)}`,
    ],
    ['IA32_APIC_BASE beyond the physical address width', write(0x1b, 1n << 46n)],
    ['IA32_APIC_BASE from xAPIC mode to an invalid state', write(0x1b, 0xfee0_0500n)],
    ['IA32_APIC_BASE from x2APIC mode back to xAPIC mode', write(0x1b, 0xfee0_0d00n) + write(0x1b, 0xfee0_0900n)],
    ['an x2APIC register in xAPIC mode', read(0x802)],
  ])('%s: #GP(0)', (_name, text) => {
    expect(faultOf(`start: ${text}`)).toMatchObject(GP0);
  });

  test.each([
    ['IA32_STAR', 0xc000_0081, 0x0023_0008_1234_5678n, 0x0023_0008_1234_5678n],
    ['IA32_LSTAR', 0xc000_0082, 0xffff_8000_0000_1000n, 0xffff_8000_0000_1000n],
    ['IA32_CSTAR', 0xc000_0083, 0x1000n, 0x1000n],
    ['IA32_FMASK', 0xc000_0084, 0x4_7700n, 0x4_7700n],
    ['IA32_KERNEL_GS_BASE', 0xc000_0102, 0x1234n, 0x1234n],
    ['IA32_GS_BASE', 0xc000_0101, 0x4321n, 0x4321n],
    ['IA32_SYSENTER_CS', 0x174, 0x1_0000_0008n, 8n],
    ['IA32_SYSENTER_ESP', 0x175, 0x9000n, 0x9000n],
    ['IA32_PAT', 0x277, 0x0706_0504_0100_0706n, 0x0706_0504_0100_0706n],
    ['IA32_DEBUGCTL', 0x1d9, 0n, 0n],
    ['IA32_MISC_ENABLE', 0x1a0, 0x1n, 0x1881n],
    ['IA32_MISC_ENABLE, all that may be written', 0x1a0, 0x4_00c5_0009n, 0x4_00c5_1889n],
    ['IA32_TSC_ADJUST', 0x3b, 0x1_0000_0000n, 0x1_0000_0000n],
    ['IA32_SPEC_CTRL', 0x48, 7n, 7n],
    ['IA32_PKRS', 0x6e1, 0xffff_fff3n, 0xffff_fff3n],
    ['IA32_MTRR_PHYSBASE3', 0x206, 0x12_3456_7006n, 0x12_3456_7006n],
    ['IA32_MTRR_PHYSMASK7', 0x20f, 0x7f_ffff_f800n, 0x7f_ffff_f800n],
    ['IA32_MTRR_FIX4K_F8000', 0x26f, 0x0605_0401_0000_0606n, 0x0605_0401_0000_0606n],
    ['IA32_MTRR_DEF_TYPE', 0x2ff, 0xc06n, 0xc06n],
    ['IA32_FIXED_CTR_CTRL', 0x38d, 0n, 0n],
    ['IA32_PERF_GLOBAL_OVF_CTRL', 0x390, 1n, 0n],
    ['IA32_PERF_GLOBAL_CTRL', 0x38f, 1n, 1n],
    ['IA32_EFER keeps LMA', 0xc000_0080, 0x100n, 0x500n],
    ['IA32_PMC0', 0xc1, 0x1_0000_0000_0005n, 5n],
    ['IA32_BIOS_SIGN_ID', 0x8b, 5n, 0n],
  ])('%s reads what was written, as far as it is kept', (_name, index, written, kept) => {
    expect(value(runLab(`start: ${write(index, written)} ${read(index)} hlt`))).toBe(kept);
  });

  test('FS base is the base of FS', () => {
    const machine = runLab(
      `start: mov dword [0x200010], 77\n ${write(0xc000_0100, 0x20_0000n)} mov eax, [fs:0x10]\n hlt`,
    );
    expect(registers(machine).rax).toBe(77n);
  });

  test('the time-stamp counter follows the cycles and can be set', () => {
    const machine = runLab(`start: ${write(0x10, 1_000_000n)} rdtsc\n mov ebx, eax\n ${read(0x10)} hlt`);
    const { rbx, rax } = registers(machine);
    expect(rbx).toBeGreaterThanOrEqual(1_000_000n);
    expect(rbx).toBeLessThan(1_001_000n);
    expect(rax).toBeGreaterThan(rbx);
  });

  test('a write of the time-stamp counter shows in IA32_TSC_ADJUST, and the other way round', () => {
    const set = registers(runLab(`start: ${write(0x10, 1n << 40n)} ${read(0x3b)} hlt`));
    const adjust = (set.rdx << 32n) | set.rax;
    expect(adjust).toBeGreaterThan((1n << 40n) - 10_000n);
    expect(adjust).toBeLessThan(1n << 40n);
    const { rdx } = registers(runLab(`start: ${write(0x3b, 5n << 32n)} rdtsc\n hlt`));
    expect(rdx).toBe(5n);
  });

  test('RDTSCP also returns IA32_TSC_AUX', () => {
    expect(registers(runLab(`start: ${write(0xc000_0103, 42n)} rdtscp\n hlt`)).rcx).toBe(42n);
  });

  test('counting performance events stops the run as not modelled', () => {
    const machine = runLab(`start: ${write(0x186, 0x43_00c0n)}`);
    expect(machine.stop).toBe(STOP_UNMODELLED);
    expect(machine.processors[0].unmodelled).toContain('performance events');
  });

  test('RDPMC knows counter 0 only', () => {
    expect(registers(runLab('start: xor ecx, ecx\n rdpmc\n hlt')).rax).toBe(0n);
    expect(faultOf('start: mov ecx, 1\n rdpmc')).toMatchObject(GP0);
  });
});

describe('CPUID', () => {
  const leaf = (eax: number, ecx = 0, before = ''): ReturnType<typeof registers> =>
    registers(runLab(`start: ${before}\n mov eax, ${eax}\n mov ecx, ${ecx}\n cpuid\n hlt`));

  test('names the vendor and the highest leaf', () => {
    expect(leaf(0)).toMatchObject({ rax: 0xdn, rbx: 0x756e_6547n, rdx: 0x4965_6e69n, rcx: 0x6c65_746en });
  });

  test('offers VMX and SMX; OSXSAVE follows CR4', () => {
    const { rcx } = leaf(1);
    expect((rcx >> 5n) & 3n).toBe(3n);
    expect((rcx >> 27n) & 1n).toBe(0n);
    expect((leaf(1, 0, 'mov rax, cr4\n or eax, 0x40000\n mov cr4, rax').rcx >> 27n) & 1n).toBe(1n);
  });

  test('hides MONITOR when IA32_MISC_ENABLE turns it off', () => {
    expect((leaf(1).rcx >> 3n) & 1n).toBe(1n);
    expect((leaf(1, 0, write(0x1a0, 0n)).rcx >> 3n) & 1n).toBe(0n);
    expect(faultOf(`start: ${write(0x1a0, 0n)} monitor`).vector).toBe(6);
  });

  test('shows OSPKE with CR4.PKE', () => {
    expect((leaf(7).rcx >> 3n) & 3n).toBe(1n);
    expect((leaf(7, 0, 'mov rax, cr4\n or eax, 0x400000\n mov cr4, rax').rcx >> 3n) & 3n).toBe(3n);
  });

  test('follows IA32_MISC_ENABLE: highest leaf 2, no execute-disable', () => {
    const limited = write(0x1a0, 0x40_0000n);
    expect(leaf(0, 0, limited)).toMatchObject({ rax: 2n, rbx: 0x756e_6547n });
    expect(leaf(7, 0, limited)).toMatchObject({ rax: 0n, rbx: 0n, rcx: 0n });
    expect((leaf(0x8000_0001).rdx >> 20n) & 1n).toBe(1n);
    expect((leaf(0x8000_0001, 0, write(0x1a0, 0x4_0000_0000n)).rdx >> 20n) & 1n).toBe(0n);
  });

  test('shows a disabled local APIC as absent', () => {
    expect((leaf(1).rdx >> 9n) & 1n).toBe(1n);
    expect((leaf(1, 0, write(0x1b, 0xfee0_0100n)).rdx >> 9n) & 1n).toBe(0n);
  });

  test('answers unknown leaves as the highest basic one', () => {
    const highest = { rax: 0x203n, rbx: 576n, rcx: 2696n };
    expect(leaf(0xd)).toMatchObject(highest);
    expect(leaf(0x4000_0000)).toMatchObject(highest);
    expect(leaf(0x15)).toMatchObject(highest);
  });

  test('gives address widths and a brand', () => {
    expect(leaf(0x8000_0008).rax & 0xffffn).toBe(46n | (57n << 8n));
    const text = [2, 3, 4].flatMap((n) => {
      const { rax, rbx, rcx, rdx } = leaf(0x8000_0000 + n);
      return [rax, rbx, rcx, rdx].flatMap((word) => [0n, 8n, 16n, 24n].map((shift) => Number((word >> shift) & 0xffn)));
    });
    expect(String.fromCharCode(...text.filter((byte) => byte !== 0))).toBe('VMXray model "everything"');
  });
});

describe('XGETBV, XSETBV and GETSEC', () => {
  const osxsave = 'mov rax, cr4\n or eax, 0x44000\n mov cr4, rax\n';
  test('are undefined without their bits in CR4', () => {
    for (const instruction of ['xgetbv', 'xsetbv', 'getsec'])
      expect(faultOf(`start: xor eax, eax\n xor ecx, ecx\n ${instruction}`).vector).toBe(6);
  });

  test('XCR0 takes x87 and SSE, not less than x87, nothing unknown', () => {
    const set = (low: number): string => `${osxsave} mov eax, ${low}\n xor edx, edx\n xor ecx, ecx\n xsetbv\n`;
    expect(registers(runLab(`start: ${set(3)} xor eax, eax\n xgetbv\n hlt`)).rax).toBe(3n);
    for (const low of [0, 2, 7]) expect(faultOf(`start: ${set(low)}`)).toMatchObject(GP0);
    expect(faultOf(`start: ${osxsave} mov ecx, 2\n xgetbv`)).toMatchObject(GP0);
  });

  test('GETSEC reports that there is no chipset', () => {
    expect(registers(runLab(`start: ${osxsave} xor eax, eax\n getsec\n hlt`)).rax).toBe(0n);
    expect(faultOf(`start: ${osxsave} mov eax, 2\n getsec`)).toMatchObject(GP0);
  });
});

describe('RDRAND and RDSEED', () => {
  const program = 'start: mov rax, 5\n add rax, 6\n rdrand rax\n setc bl\n rdseed rcx\n rdrand dx\n rdrand esi\n hlt';
  test('give the same numbers for the same seed, others for another, and set CF', () => {
    const [first, again, other] = [1, 1, 2].map((seed) => registers(runLab(program, { seed })));
    expect(first).toEqual(again);
    expect(first.rax).not.toBe(other.rax);
    expect(first.rax).not.toBe(first.rcx);
    expect(first.rbx & 0xffn).toBe(1n);
    expect(first.rdx).toBeLessThan(0x1_0000n);
    expect(first.rsi).toBeLessThan(0x1_0000_0000n);
  });
});

test('MONITOR and MWAIT take no hints they do not know', () => {
  expect(
    runLab('start: lea rax, [rsp - 8]\n xor ecx, ecx\n xor edx, edx\n monitor\n xor eax, eax\n mwait\n hlt').stop,
  ).toBe(1);
  expect(faultOf('start: mov ecx, 1\n monitor')).toMatchObject(GP0);
  expect(faultOf('start: mov ecx, 2\n mwait')).toMatchObject(GP0);
});
