import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cpuidFeatures } from '../../../src/models/cpuid-features.table';
import { deriveModel } from '../../../src/models/derive-model';
import { everything } from '../../../src/models/everything';
import { everythingCpuid } from '../../../src/models/everything-cpuid.table';
import { generations } from '../../../src/models/generations';
import type { Generation } from '../../../src/models/generations/generation';
import type { ProcessorModel } from '../../../src/models/model';
import { modelList } from '../../../src/models/model-list.table';
import { notModelledYet } from '../../../src/models/not-modelled-yet';
import { capabilitiesOf, supportsControl } from '../../../src/vmx/capabilities/capabilities-of';
import { capabilityMsrs } from '../../../src/vmx/capabilities/capability-msrs.table';
import { eptVpidCapabilities } from '../../../src/vmx/capabilities/ept-vpid-capabilities.table';
import { vmFunctions } from '../../../src/vmx/capabilities/vm-functions.table';
import type { ControlWord } from '../../../src/vmx/controls/control';
import { controlRow, controlWords } from '../../../src/vmx/controls/control-words.table';

/** A line of the matrix: what kind of thing, its id, and for each generation whether the real processor had it. */
interface Line {
  readonly kind: string;
  readonly id: string;
  readonly had: readonly boolean[];
}

const text = readFileSync(new URL('../../fixtures/models/capability-matrix.txt', import.meta.url), 'utf8');
const [, header = '', ...body] = text.trimEnd().split('\n');
const columns = header.replace('# ', '').split(' ');
const lines: readonly Line[] = body.map((line) => {
  const [kind = '', id = '', marks = ''] = line.split(/ +/);
  return { kind, id, had: [...marks].map((mark) => mark === '#') };
});

const models = generations.map((real) => ({ real, model: deriveModel(real) }));
const everythings = capabilitiesOf(everything);
const words: readonly string[] = controlWords.map(({ word }) => word);
const control = (line: Line) => ({ word: line.kind as ControlWord, id: line.id });

const msrBit = (model: Pick<ProcessorModel, 'vmxMsrs'>, index: number, bit: number): boolean =>
  (((model.vmxMsrs.find((row) => row.index === index)?.value ?? 0n) >> BigInt(bit)) & 1n) === 1n;

function cpuidBit(model: ProcessorModel, id: string): boolean {
  const feature = cpuidFeatures.find((other) => other.id === id);
  if (feature === undefined) throw new Error(`no CPUID feature ${id}`);
  const { leaf, subleaf, register, bit } = feature;
  const { highestBasicLeaf = 0 } = model.cpuid;
  if (leaf < 0x8000_0000 && leaf > highestBasicLeaf) return false;
  return ((model.cpuid.leaf(leaf, subleaf ?? 0)[register] >>> bit) & 1) === 1;
}

/** The bits of IA32_VMX_BASIC and IA32_VMX_MISC that say something by themselves. */
const singleBits: Readonly<Record<string, readonly [msr: number, bit: number]>> = {
  'short-addresses': [0x480, 48],
  'string-io-information': [0x480, 54],
  'true-controls': [0x480, 55],
  'stores-lma': [0x485, 5],
  'vmwrite-any-field': [0x485, 29],
  'zero-length-injection': [0x485, 30],
  'activity-state-hlt': [0x485, 6],
  'activity-state-shutdown': [0x485, 7],
  'activity-state-wait-for-sipi': [0x485, 8],
};

/** Whether a model shows the capability of a line. */
function shows(model: ProcessorModel, line: Line): boolean {
  if (words.includes(line.kind)) return supportsControl(capabilitiesOf(model), control(line));
  if (line.kind === 'cpuid') return cpuidBit(model, line.id);
  if (line.kind === 'ept')
    return msrBit(model, 0x48c, eptVpidCapabilities[line.id as keyof typeof eptVpidCapabilities]);
  if (line.kind === 'function') return msrBit(model, 0x491, 0);
  const place = singleBits[line.id];
  if (place === undefined) throw new Error(`no bit is named ${line.id}`);
  return msrBit(model, ...place);
}

/** Whether VMXray models the capability of a line; the single bits are modelled, all of them. */
const isModelled = (line: Line): boolean => line.kind === 'misc' || shows(everything, line);

/** Whether the tables say that the real processor had it. */
function tableSays(real: Generation, line: Line): boolean {
  if (words.includes(line.kind)) {
    return real.controls.some((facts) => facts.word === line.kind && facts.has.includes(line.id));
  }
  if (line.kind === 'cpuid') return real.cpuid.some(({ has }) => has.some((id) => id === line.id));
  if (line.kind === 'ept') return real.ept.some(({ has }) => has.some((id) => id === line.id));
  if (line.kind === 'function') return real.functions.some((id) => id === line.id);
  const { vmx } = real;
  const says: Readonly<Record<string, boolean>> = {
    'short-addresses': real.linearAddressBits === 32,
    'string-io-information': vmx.stringIoInformation,
    'true-controls': vmx.trueControls,
    'stores-lma': vmx.storesLma,
    'vmwrite-any-field': vmx.vmwriteAnyField,
    'zero-length-injection': vmx.zeroLengthInjection,
    'activity-state-hlt': vmx.activityStates.hlt,
    'activity-state-shutdown': vmx.activityStates.shutdown,
    'activity-state-wait-for-sipi': vmx.activityStates.waitForSipi,
  };
  return says[line.id] ?? false;
}

describe('the matrix', () => {
  it('has a column for every generation and a line for every control, capability of EPT, VM function and single bit', () => {
    expect(columns).toEqual(generations.map(({ id }) => id));
    expect(columns).toEqual(modelList.map(({ id }) => id).filter((id) => id !== 'everything'));
    for (const { had, id } of lines) expect([id, had.length]).toEqual([id, columns.length]);
    const keys = lines.map(({ kind, id }) => `${kind} ${id}`);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { word, rows } of controlWords) {
      for (const { id } of rows) expect(keys).toContain(`${word} ${id}`);
    }
    for (const id of Object.keys(eptVpidCapabilities)) expect(keys).toContain(`ept ${id}`);
    for (const id of Object.keys(vmFunctions)) expect(keys).toContain(`function ${id}`);
    for (const id of Object.keys(singleBits)) expect(keys).toContain(`misc ${id}`);
  });

  it('has a line for every feature bit that the model "everything" shows', () => {
    for (const feature of cpuidFeatures) {
      if (cpuidBit(everything, feature.id)) {
        expect(
          lines.some(({ kind, id }) => kind === 'cpuid' && id === feature.id),
          feature.id,
        ).toBe(true);
      }
    }
  });
});

describe.each(models)('$real.id', ({ real, model }) => {
  const column = columns.indexOf(real.id);
  it.each(lines)('$kind $id: the table agrees with the sources, the model shows what is modelled', (line) => {
    const had = line.had[column] === true;
    expect(tableSays(real, line)).toBe(had);
    // What is reserved or of the default1 class is reported as allowed wherever the TRUE MSRs are missing.
    const isDefaultOne = words.includes(line.kind) && controlRow(line.kind as ControlWord, line.id).defaultOne;
    expect(shows(model, line)).toBe((had && isModelled(line)) || isDefaultOne);
  });

  it('lists what it lacks because VMXray does not model it', () => {
    const missing = notModelledYet(real);
    const listed = new Set<string>([
      ...missing.cpuid.map(({ id }) => `cpuid ${id}`),
      ...missing.controls.map(({ word, id }) => `${word} ${id}`),
      ...missing.ept.map((id) => `ept ${id}`),
      ...missing.functions.map((id) => `function ${id}`),
    ]);
    for (const line of lines.filter(({ kind }) => kind !== 'misc')) {
      const key = `${line.kind} ${line.id}`;
      const isDefaultOne = words.includes(line.kind) && controlRow(line.kind as ControlWord, line.id).defaultOne;
      if (!isDefaultOne) expect([key, listed.has(key)]).toEqual([key, line.had[column] === true && !isModelled(line)]);
    }
  });

  it('allows a control only where every control that it needs is allowed too', () => {
    const capabilities = capabilitiesOf(model);
    for (const { rows } of controlWords) {
      for (const row of rows.filter(({ word, id }) => supportsControl(capabilities, { word, id }))) {
        for (const need of row.needs) expect([row.id, supportsControl(capabilities, need)]).toEqual([row.id, true]);
      }
    }
  });

  it('has the capability MSRs that its controls bring, and no others', () => {
    const capabilities = capabilitiesOf(model);
    for (const row of capabilityMsrs) {
      const exists =
        row.exists === undefined ||
        (row.exists === 'true-controls'
          ? real.vmx.trueControls
          : row.exists.some((need) => supportsControl(capabilities, need)));
      expect([row.name, capabilities.msrs.has(row.index)]).toEqual([row.name, exists]);
    }
  });

  it('names a source for everything', () => {
    for (const { source, certainty } of [real.identity, ...real.cpuid, ...real.controls, ...real.ept, real.vmx]) {
      expect(source).not.toBe('');
      expect(['read', 'quoted', 'recalled']).toContain(certainty);
    }
    expect(model.source.length).toBeGreaterThan(20);
  });
});

describe('the numbers of a model', () => {
  const numbers = (id: string) => {
    const model = models.find(({ real }) => real.id === id)?.model;
    if (model === undefined) throw new Error(`no model ${id}`);
    const { physicalAddressBits, linearAddressBits } = model.cpuid;
    const basic = model.vmxMsrs.find(({ index }) => index === 0x480)?.value ?? 0n;
    return {
      signature: model.cpuid.leaf(1, 0)[0] >>> 0,
      highest: model.cpuid.leaf(0, 0)[0],
      sizes: [physicalAddressBits, linearAddressBits],
      reported: model.cpuid.leaf(0x8000_0008, 0)[0],
      revision: Number(basic & 0x7fff_ffffn),
      cr3Targets: capabilitiesOf(model).cr3TargetCount,
    };
  };

  it.each([
    ['prescott-2m', 0xf4a, 5, [36, 48], 3],
    ['yonah', 0x6ec, 0xa, [32, 32], 5],
    ['merom', 0x6fb, 0xa, [36, 48], 7],
    ['penryn', 0x1067a, 0xd, [36, 48], 0xd],
    ['nehalem', 0x106a5, 0xb, [36, 48], 0xe],
    ['ivy-bridge-ep', 0x306e4, 0xd, [46, 48], 0x11],
    ['haswell', 0x306c3, 0xd, [39, 48], 0x12],
    ['ice-lake-sp', 0x606a6, 0xd, [46, 57], 4],
    ['tiger-lake', 0x806c1, 0xd, [39, 48], 4],
    ['sapphire-rapids', 0x806f8, 0xd, [52, 57], 4],
  ] as const)('%s', (id, signature, highest, sizes, revision) => {
    const [physical, linear] = sizes;
    expect(numbers(id)).toEqual({
      signature,
      highest,
      sizes: [...sizes],
      reported: physical | (linear << 8),
      revision,
      cr3Targets: 4,
    });
  });

  it('are the brand string that the processor had', () => {
    for (const { real, model } of models) {
      const bytes = [0x8000_0002, 0x8000_0003, 0x8000_0004].flatMap((leaf) => [
        ...new Uint8Array(Int32Array.from(model.cpuid.leaf(leaf, 0)).buffer),
      ]);
      expect(String.fromCharCode(...bytes).replaceAll('\0', '')).toBe(real.brand);
      expect(real.brand.length).toBeLessThan(48);
    }
  });

  it('never allow more than the model "everything"', () => {
    for (const { model } of models) {
      const capabilities = capabilitiesOf(model);
      expect(capabilities.cr4Fixed1 & ~everythings.cr4Fixed1).toBe(0n);
      expect(capabilities.maximumMsrListCount).toBe(512);
    }
  });

  it('know every feature bit that the model "everything" shows', () => {
    const registers = ['eax', 'ebx', 'ecx', 'edx'] as const;
    for (const row of everythingCpuid) {
      for (const [register, name] of registers.entries()) {
        const known = cpuidFeatures.filter(
          (feature) =>
            feature.leaf === row.leaf >>> 0 && feature.subleaf === row.subleaf && feature.register === register,
        );
        if (known.length === 0) continue;
        const unknown = known.reduce((mask, { bit }) => mask & ~(1 << bit), row[name]);
        expect([row.leaf.toString(16), name, unknown]).toEqual([row.leaf.toString(16), name, 0]);
      }
    }
  });
});
