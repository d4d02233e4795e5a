import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeBitFields } from '../../../src/base/bit-field';
import { cr4Supported } from '../../../src/cpu/registers/control-registers';
import { everything } from '../../../src/models/everything';
import { capabilitiesOf, mayBeOne, supportsControl } from '../../../src/vmx/capabilities/capabilities-of';
import { capabilityMsrs } from '../../../src/vmx/capabilities/capability-msrs.table';
import { supportedFields } from '../../../src/vmx/capabilities/supported-fields';
import { controlMask, controlRow, controlWords } from '../../../src/vmx/controls/control-words.table';
import { exitReason, exitReasons } from '../../../src/vmx/exit/exit-reasons.table';
import { vmInstructionError, vmInstructionErrors } from '../../../src/vmx/instructions/vm-instruction-errors.table';
import {
  ACCESS_16,
  ACCESS_32,
  ACCESS_64,
  ACCESS_HIGH,
  ENTRY_ACCESS,
  ENTRY_READ_ONLY,
  ENTRY_WORD,
  encodingTable,
} from '../../../src/vmx/vmcs/encoding-table';
import { vmcsField, vmcsFields } from '../../../src/vmx/vmcs/vmcs-fields.table';
import { F } from '../../../src/vmx/vmcs/vmcs-region';
import { vmxInc } from '../../../src/vmx/vmx-inc';
import { VmxProcessor } from '../../support/vmx-processor';

const golden = (name: string): string[] =>
  readFileSync(new URL(`goldens/${name}`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');
const unique = (values: readonly unknown[]): void => expect(new Set(values).size).toBe(values.length);
const capabilities = capabilitiesOf(everything);

describe('VMCS fields', () => {
  it('have the encodings, widths and areas of the manual’s appendix', () => {
    const hex = (encoding: number): string => `0x${encoding.toString(16).padStart(4, '0')}`;
    expect(vmcsFields.map((field) => `${hex(field.encoding)} ${field.width} ${field.area}`)).toEqual(
      golden('vmcs-encodings.txt'),
    );
    unique(vmcsFields.map((field) => field.id));
    unique(vmcsFields.map((field) => field.name));
  });

  it('are read-only exactly where they report', () => {
    for (const field of vmcsFields) expect(field.access === 'read-only').toBe((field.encoding & 0xc00) === 0x400);
  });

  it('exist with controls that exist', () => {
    for (const { exists } of vmcsFields) {
      for (const need of exists ?? []) expect(controlRow(need.word, need.id).id).toBe(need.id);
    }
  });

  it('have layouts whose runs follow each other inside the width', () => {
    for (const { id, layout, width } of vmcsFields) {
      let next = 0;
      for (const run of layout ?? []) {
        expect([id, run.low >= next, run.high >= run.low]).toEqual([id, true, true]);
        next = run.high + 1;
      }
      expect(next).toBeLessThanOrEqual(width === '16' ? 16 : width === '32' ? 32 : 64);
    }
  });

  it('decode to named bits', () => {
    const decoded = decodeBitFields(vmcsField('guest-cs-access-rights').layout ?? [], 0xa09bn);
    expect(
      Object.fromEntries(decoded.map(({ field, value, meaning }) => [field.short, meaning ?? Number(value)])),
    ).toEqual({
      Type: 11,
      S: 'code or data',
      DPL: 0,
      P: 1,
      AVL: 0,
      L: 1,
      'D/B': '16-bit',
      G: '4-KiB pages',
      Unusable: 'usable',
    });
  });

  it('are looked up by encoding, with the high halves of 64-bit fields', () => {
    const table = encodingTable(capabilities);
    const supported = supportedFields(capabilities);
    const access = { '16': ACCESS_16, '32': ACCESS_32, '64': ACCESS_64, natural: ACCESS_64 };
    let entries = 0;
    for (const field of vmcsFields) {
      const entry = table[field.encoding];
      const high = table[field.encoding + 1];
      if (!supported.has(field.id)) {
        expect([field.id, entry, high]).toEqual([field.id, 0, 0]);
        continue;
      }
      entries += field.width === '64' ? 2 : 1;
      expect([entry & ENTRY_WORD, entry & ENTRY_ACCESS]).toEqual([F[field.id], access[field.width]]);
      expect((entry & ENTRY_READ_ONLY) !== 0).toBe(field.access === 'read-only');
      if (field.width === '64') expect([high & ENTRY_WORD, high & ENTRY_ACCESS]).toEqual([F[field.id], ACCESS_HIGH]);
      else expect(high).toBe(0);
    }
    expect(table.filter((entry) => entry !== 0)).toHaveLength(entries);
  });

  it('are denied with their controls by the model "everything"', () => {
    const fields = supportedFields(capabilities);
    for (const id of ['virtual-timer-vector', 'seam-guest-keyid'] as const) {
      expect([id, fields.has(id)]).toEqual([id, false]);
    }
    for (const id of [
      'ept-pointer',
      'guest-pdpte-0',
      'guest-ia32-pat',
      'host-ia32-efer',
      'msr-bitmaps',
      'io-bitmap-b',
      'guest-smbase',
    ] as const) {
      expect([id, fields.has(id)]).toEqual([id, true]);
    }
  });
});

describe('controls', () => {
  it('have one row per defined bit, and rows that they need', () => {
    for (const table of controlWords) {
      unique(table.rows.map((row) => row.bit));
      unique(table.rows.map((row) => row.id));
      expect(table.rows.map((row) => row.bit)).toEqual(table.rows.map((row) => row.bit).sort((a, b) => a - b));
      expect(vmcsField(table.field).width).toBe(String(table.width));
      for (const row of table.rows) {
        expect((table.reservedOnes >>> row.bit) & 1).toBe(0);
        for (const need of row.needs) expect(controlRow(need.word, need.id).id).toBe(need.id);
        expect(row.does).toMatch(/\.$/);
      }
    }
    expect(() => controlRow('pin-based', 'nonsense')).toThrow(RangeError);
  });

  it('have the default1 classes of the manual', () => {
    const ones = (word: (typeof controlWords)[number]): number =>
      (word.reservedOnes | word.rows.reduce((mask, row) => (row.defaultOne ? mask | (1 << row.bit) : mask), 0)) >>> 0;
    expect(Object.fromEntries(controlWords.map((table) => [table.word, ones(table)]))).toEqual({
      'pin-based': 0x16,
      'primary-processor-based': 0x0401_e172,
      'secondary-processor-based': 0,
      'tertiary-processor-based': 0,
      'vm-exit': 0x0003_6dff,
      'secondary-vm-exit': 0,
      'vm-entry': 0x11ff,
    });
  });

  it.each([
    ['primary-processor-based', 'hlt-exiting', 0x80],
    ['primary-processor-based', 'activate-secondary-controls', 0x8000_0000 | 0],
    ['vm-exit', 'host-address-space-size', 0x200],
    ['vm-entry', 'load-ia32-efer', 0x8000],
  ] as const)('%s “%s” has mask %i', (word, id, mask) => expect(controlMask(word, id)).toBe(mask));
});

describe('capability MSRs of the model "everything"', () => {
  const msr = (index: number): bigint | undefined => capabilities.msrs.get(index);

  it('have the values that follow from what is modelled', () => {
    expect(
      Object.fromEntries([...capabilities.msrs].map(([index, value]) => [index.toString(16), value.toString(16)])),
    ).toEqual({
      480: 'd8100000564d58',
      481: 'ff00000016',
      482: 'fffbfffe0401e172',
      483: 'e07fffff00036dff',
      484: '140f3ff000011ff',
      485: '600401e5',
      486: '80000021',
      487: 'ffffffff',
      488: '2000',
      489: '1777fff',
      '48a': '4c',
      '48b': 'c6d77fff00000000',
      '48c': '10f01067341c1',
      '48d': 'ff00000016',
      '48e': 'fffbfffe04006172',
      '48f': 'e07fffff00036dfb',
      490: '140f3ff000011fb',
      491: '1',
      492: 'de',
      493: '4',
    });
  });

  it('allow a control only where every control that it needs is allowed too', () => {
    for (const table of controlWords) {
      for (const row of table.rows.filter(({ word, id }) => supportsControl(capabilities, { word, id }))) {
        for (const need of row.needs) expect([row.id, supportsControl(capabilities, need)]).toEqual([row.id, true]);
      }
    }
  });

  it('allow no bit that is neither defined nor reserved as 1', () => {
    for (const table of controlWords) {
      const known = table.rows.reduce((mask, row) => mask | (1n << BigInt(row.bit)), BigInt(table.reservedOnes));
      expect([table.word, mayBeOne(capabilities, table.word) & ~known]).toEqual([table.word, 0n]);
    }
  });

  it('allow no control of a feature that is outside the model', () => {
    for (const table of controlWords) {
      for (const { word, id, outside } of table.rows) {
        if (outside !== undefined)
          expect([word, id, supportsControl(capabilities, { word, id })]).toEqual([word, id, false]);
      }
    }
  });

  it('exist where their rows say so', () => {
    for (const row of capabilityMsrs) {
      const exists =
        row.exists === undefined ||
        row.exists === 'true-controls' ||
        row.exists.some((need) => supportsControl(capabilities, need));
      expect([row.name, msr(row.index) !== undefined]).toEqual([row.name, exists]);
    }
  });

  it('fix CR4 to what the model’s CPUID brings', () => {
    const { p } = new VmxProcessor('root');
    expect(capabilities.cr4Fixed1).toBe(BigInt(cr4Supported(p)));
  });
});

describe('exit reasons', () => {
  it('have the numbers and names of the manual’s appendix', () => {
    expect(exitReasons.map((row) => `${row.number}\t${row.name}`)).toEqual(golden('exit-reasons.txt'));
    unique(exitReasons.map((row) => row.id));
    expect(exitReason(0x8000_0021)?.id).toBe('vm-entry-failure-guest-state');
    expect(exitReason(35)).toBeUndefined();
  });

  it('have layouts whose runs do not overlap and handlers in whole sentences', () => {
    for (const row of exitReasons) {
      for (const layout of [row.qualification ?? [], row.instructionInformation ?? []]) {
        let next = 0;
        for (const run of layout) {
          expect([row.id, run.low >= next]).toEqual([row.id, true]);
          next = run.high + 1;
        }
      }
      expect(row.handle).toMatch(/\.$/);
    }
  });
});

describe('VM-instruction errors', () => {
  it('are numbered as in the manual', () => {
    const numbers = vmInstructionErrors.map((row) => row.number);
    expect(numbers).toEqual([...Array(28).keys()].map((n) => n + 1).filter((n) => ![14, 21, 27].includes(n)));
    expect(vmInstructionError(12)?.id).toBe('unsupported-vmcs-component');
    expect(vmInstructionError(0)).toBeUndefined();
  });
});

describe('vmx.inc', () => {
  const lines = vmxInc().split('\n');
  const constants = new Map(
    lines.flatMap((line) => {
      const match = /^(\w+) +equ (\S+) +;/.exec(line);
      return match === null ? [] : [[match[1], Number(match[2])] as const];
    }),
  );

  it('defines every name once and holds nothing but comments and constants', () => {
    const names = lines.flatMap((line) => /^(\w+)/.exec(line)?.[1] ?? []);
    unique(names);
    expect(names).toHaveLength(constants.size);
    for (const line of lines) expect(line === '' || line.startsWith(';') || / equ /.test(line)).toBe(true);
  });

  it.each([
    ['VMCS_GUEST_RIP', 0x681e],
    ['VMCS_VM_EXIT_INSTRUCTION_LENGTH', 0x440c],
    ['PRIMARY_HLT_EXITING', 0x80],
    ['PIN_EXTERNAL_INTERRUPT_EXITING', 1],
    ['EXIT_HOST_ADDRESS_SPACE_SIZE', 0x200],
    ['ENTRY_IA_32E_MODE_GUEST', 0x200],
    ['EXIT_REASON_CPUID', 10],
    ['EXIT_REASON_IO_INSTRUCTION', 30],
    ['VM_ERROR_UNSUPPORTED_VMCS_COMPONENT', 12],
    ['MSR_IA32_VMX_TRUE_PROCBASED_CTLS', 0x48e],
    ['MSR_IA32_FEATURE_CONTROL', 0x3a],
    ['MSR_IA32_EFER', 0xc000_0080],
  ])('%s is %i', (name, value) => expect(constants.get(name)).toBe(value));
});
