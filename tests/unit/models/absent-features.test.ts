import { describe, expect, it, test } from 'vitest';
import { featureNeeds } from '../../../src/cpu/isa/feature-needs.table';
import { ISA_ROWS } from '../../../src/cpu/isa/isa';
import { GPR } from '../../../src/cpu/state/processor-layout';
import { STOP_HALTED, STOP_LAB_EXCEPTION } from '../../../src/cpu/state/stop-code';
import { BootError } from '../../../src/machine/boot/boot-error';
import { describeLabException } from '../../../src/machine/boot/lab-exception';
import { createMachine } from '../../../src/machine/create-machine';
import type { Machine } from '../../../src/machine/machine';
import type { ModelId } from '../../../src/models/model-list.table';
import { multibootImage } from '../../support/command-line';
import { runLab, runToStop } from '../../support/lab-machine';

/** How a program ends on a model: '' halted, else the exception that the lab reports. */
function endOn(model: ModelId, code: string): string {
  const machine = runLab(`start:\n${code}\nhlt\nalign 64\nroom: times 640 db 0`, { model });
  if (machine.stop === STOP_HALTED) return '';
  expect(machine.stop).toBe(STOP_LAB_EXCEPTION);
  return describeLabException(machine).name;
}

const setCr4 = (bit: number): string => `mov rax, cr4\nbts rax, ${bit}\nmov cr4, rax`;
const readMsr = (index: number): string => `mov ecx, ${index}\nrdmsr`;
const XSAVE_ON = `${setCr4(18)}\nxor eax, eax\nxor edx, edx`;

describe('an instruction, a bit of CR4 or an MSR that a model lacks', () => {
  it.each<[name: string, lacks: ModelId, has: ModelId, exception: string, code: string]>([
    ['RDTSCP', 'penryn', 'nehalem', '#UD', 'rdtscp'],
    ['POPCNT', 'penryn', 'nehalem', '#UD', 'popcnt eax, ebx'],
    ['CRC32', 'penryn', 'nehalem', '#UD', 'crc32 eax, ebx'],
    ['LAHF in 64-bit mode', 'prescott-2m', 'merom', '#UD', 'lahf'],
    ['SAHF in 64-bit mode', 'prescott-2m', 'merom', '#UD', 'sahf'],
    ['RDRAND', 'sandy-bridge', 'ivy-bridge-ep', '#UD', 'rdrand rax'],
    ['MOVBE', 'ivy-bridge-ep', 'haswell', '#UD', 'movbe eax, [room]'],
    ['ANDN', 'ivy-bridge-ep', 'haswell', '#UD', 'andn eax, ebx, ecx'],
    ['SHLX', 'ivy-bridge-ep', 'haswell', '#UD', 'shlx eax, ebx, ecx'],
    ['INVPCID', 'ivy-bridge-ep', 'haswell', '#UD', 'mov eax, 2\ninvpcid rax, [room]'],
    ['RDSEED', 'haswell', 'broadwell', '#UD', 'rdseed rax'],
    ['ADCX', 'haswell', 'broadwell', '#UD', 'adcx eax, ebx'],
    ['CLAC', 'haswell', 'broadwell', '#UD', 'clac'],
    ['CLFLUSHOPT', 'broadwell', 'skylake-sp', '#UD', 'clflushopt [room]'],
    ['CLWB', 'broadwell', 'skylake-sp', '#UD', 'clwb [room]'],
    ['SERIALIZE', 'tiger-lake', 'alder-lake', '#UD', 'db 0x0f, 0x01, 0xe8'],
    ['XSAVE', 'nehalem', 'sandy-bridge', '#GP', `${XSAVE_ON}\nxsave [room]`],
    ['XSAVEOPT', 'penryn', 'sandy-bridge', '#UD', `${XSAVE_ON}\nxsaveopt [room]`],
    ['XSAVEC', 'broadwell', 'skylake-sp', '#UD', `${XSAVE_ON}\nxsavec [room]`],
    ['XSAVES', 'broadwell', 'skylake-sp', '#UD', `${XSAVE_ON}\nxsaves [room]`],
    ['CR4.FSGSBASE', 'sandy-bridge', 'ivy-bridge-ep', '#GP', setCr4(16)],
    ['CR4.PCIDE', 'nehalem', 'westmere', '#GP', setCr4(17)],
    ['CR4.PCE', 'prescott-2m', 'merom', '#GP', setCr4(8)],
    ['CR4.SMAP', 'haswell', 'broadwell', '#GP', setCr4(21)],
    ['CR4.PKE', 'broadwell', 'skylake-sp', '#GP', setCr4(22)],
    ['CR4.UMIP', 'skylake-sp', 'ice-lake-sp', '#GP', setCr4(11)],
    ['CR4.PKS', 'tiger-lake', 'alder-lake', '#GP', setCr4(24)],
    ['IA32_TSC_AUX', 'penryn', 'nehalem', '#GP', readMsr(0xc000_0103)],
    ['IA32_TSC_ADJUST', 'ivy-bridge-ep', 'haswell', '#GP', readMsr(0x3b)],
    ['IA32_SPEC_CTRL', 'skylake-sp', 'ice-lake-sp', '#GP', readMsr(0x48)],
    ['IA32_XSS', 'broadwell', 'skylake-sp', '#GP', readMsr(0xda0)],
    ['IA32_PMC0', 'prescott-2m', 'merom', '#GP', readMsr(0xc1)],
    ['IA32_PERF_GLOBAL_CTRL', 'prescott-2m', 'merom', '#GP', readMsr(0x38f)],
    ['IA32_VMX_PROCBASED_CTLS2', 'prescott-2m', 'merom', '#GP', readMsr(0x48b)],
    ['IA32_VMX_TRUE_PINBASED_CTLS', 'penryn', 'nehalem', '#GP', readMsr(0x48d)],
  ])('%s: %s raises it, %s does not', (_name, lacks, has, exception, code) => {
    expect([lacks, endOn(lacks, code)]).toEqual([lacks, exception]);
    expect([has, endOn(has, code)]).toEqual([has, '']);
    expect(endOn('everything', code)).toBe('');
  });

  test('TZCNT and LZCNT without their features are BSF and BSR', () => {
    const rax = (model: ModelId, code: string): bigint =>
      runLab(`start:\nmov ebx, 0x100\n${code}\nhlt`, { model }).processors[0]?.q[GPR >> 1] as bigint;
    expect([rax('ivy-bridge-ep', 'tzcnt eax, ebx'), rax('haswell', 'tzcnt eax, ebx')]).toEqual([8n, 8n]);
    expect([rax('ivy-bridge-ep', 'lzcnt eax, ebx'), rax('haswell', 'lzcnt eax, ebx')]).toEqual([8n, 23n]);
    // A source of zero: BSF leaves the destination alone, TZCNT counts 32.
    const zero = 'mov eax, 77\nxor ebx, ebx\ntzcnt eax, ebx';
    expect([rax('ivy-bridge-ep', zero), rax('haswell', zero)]).toEqual([77n, 32n]);
  });

  test('every entry of the table is one of the instruction rows', () => {
    const entries = new Set(ISA_ROWS.map(({ sdm }) => sdm));
    const operations = new Set(ISA_ROWS.map(({ operation }) => operation));
    for (const { entry, instead } of featureNeeds) {
      expect([entry, entries.has(entry)]).toEqual([entry, true]);
      if (instead !== undefined) expect(operations.has(instead)).toBe(true);
    }
  });
});

describe('the model without 64-bit mode', () => {
  const halted = [0xf4];
  /** mov ecx, 0xC0000080; rdmsr; or eax, BITS; wrmsr; hlt */
  const writeEfer = (bits: number): number[] => [
    0xb9,
    0x80,
    0,
    0,
    0xc0,
    0x0f,
    0x32,
    0x0d,
    bits & 0xff,
    bits >> 8,
    0,
    0,
    0x0f,
    0x30,
    0xf4,
  ];
  const boot = (code: readonly number[]): Machine => {
    const multiboot = { image: multibootImage(code), commandLine: '', modules: [] };
    return createMachine({ multiboot, model: 'yonah', memoryMib: 4 });
  };

  test('refuses the lab with a message that says why', () => {
    const start = () => runLab('start: hlt', { model: 'yonah' });
    expect(start).toThrow(BootError);
    expect(start).toThrow(/the processor model "yonah" has no Intel 64.*boot sector or Multiboot kernel/);
  });

  test('runs a Multiboot kernel, and a boot sector', () => {
    expect(runToStop(boot(halted)).stop).toBe(STOP_HALTED);
    const sector = new Uint8Array(512);
    sector.set([0xf4, 0xeb, 0xfd]);
    sector.set([0x55, 0xaa], 510);
    const machine = createMachine({ bootSector: sector, model: 'yonah', memoryMib: 4 });
    expect(runToStop(machine).stop).toBe(STOP_HALTED);
  });

  test('has execute-disable, and neither long mode nor SYSCALL in IA32_EFER', () => {
    expect(runToStop(boot(writeEfer(0x800))).stop).toBe(STOP_HALTED);
    for (const bits of [1, 0x100]) expect(runToStop(boot(writeEfer(bits))).stop).not.toBe(STOP_HALTED);
  });
});
