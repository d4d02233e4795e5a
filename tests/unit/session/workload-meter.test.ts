import { beforeEach, describe, expect, it } from 'vitest';
import type { WorkloadResult } from '../../../src/protocol/comparison';
import { InlineLab } from '../../support/inline-lab';

const INCLUDES = `%include "lab.inc"
%include "vmx.inc"
%include "vmm.inc"`;
const VMM = `${INCLUDES}
start:
    vmx_enable
    vmx_region VMXON_REGION
    vmxon   [vmxon_pointer]
    vmx_region VMCS_REGION
    vmclear [vmcs_pointer]
    vmptrld [vmcs_pointer]
    vmcs_default_controls
    vmcs_default_host handler
    vmcs_default_guest guest
    vmlaunch
handler:
    hlt
guest:
    cpuid
vmxon_pointer: dq VMXON_REGION
vmcs_pointer:  dq VMCS_REGION
`;
const LIMIT = 1_000_000;

let lab: InlineLab;
beforeEach(() => {
  lab = new InlineLab();
});

const measure = (text: string, model: string, limit = LIMIT): Promise<WorkloadResult | null> =>
  lab.simulator.measure({ files: [{ name: 'vmm.asm', text }], model, memoryMib: 4 }, limit);

describe('a workload on a model', () => {
  it('counts exits and their cycles, beside the machine on screen', async () => {
    await lab.load('start: hlt');
    const digest = await lab.simulator.digest();
    const old = await measure(VMM, 'merom');
    const late = await measure(VMM, 'haswell');
    if (old?.kind !== 'run' || late?.kind !== 'run') throw new Error('not measured');
    expect(old.exits.map(({ reason, name, count }) => [reason, name, count])).toEqual([[10, 'CPUID', 1]]);
    expect(old.stop).toEqual({ kind: 'halted' });
    expect(old.place.source).toMatchObject({ file: 'vmm.asm' });
    expect(old.exits[0]?.cycles).toBeGreaterThan(late.exits[0]?.cycles ?? Number.POSITIVE_INFINITY);
    expect(old.cycles).toBeGreaterThan(late.cycles);
    expect(await lab.simulator.digest()).toBe(digest);
  });

  it('says why a model cannot run it', async () => {
    expect(await measure(VMM, 'yonah')).toMatchObject({ kind: 'not-run', problem: { severity: 'error' } });
    expect(await measure('start: nonsense', 'merom')).toMatchObject({ kind: 'not-run', problem: { line: 1 } });
    expect(await measure(VMM, 'nobody')).toMatchObject({ kind: 'not-run', problem: { code: 'no-such-model' } });
  });

  it('tells the last line that it wrote', async () => {
    const said = async (text: string): Promise<string> => {
      const result = await measure(`${INCLUDES}\nstart: ${text}\n stop`, 'merom');
      return result?.kind === 'run' ? result.lastLine : 'not measured';
    };
    expect(await said('print "first", 10, "second", 10, 13, " ", 10')).toBe('second');
    expect(await said('print "done", 10, "no end of line"')).toBe('no end of line');
    expect(await said('nop')).toBe('');
  });

  it('ends an endless program at the limit', async () => {
    expect(await measure('bits 64\norg 0x100000\nstart: jmp start', 'merom', 5_000)).toMatchObject({
      kind: 'run',
      stop: null,
      instructions: 5_000,
      exits: [],
    });
  });

  it('gives nothing when it was stopped, or another one came', async () => {
    const first = measure('bits 64\norg 0x100000\nstart: jmp start', 'merom', Number.POSITIVE_INFINITY);
    const second = measure('bits 64\norg 0x100000\nstart: jmp start', 'haswell', Number.POSITIVE_INFINITY);
    expect(await first).toBeNull();
    await lab.simulator.stopMeasuring();
    expect(await second).toBeNull();
  });
});

describe('the facts of the models', () => {
  it('say for each what it allows and what it lacks of its processor', async () => {
    const facts = await lab.simulator.modelFacts();
    expect(facts).toHaveLength(17);
    const merom = facts.find(({ id }) => id === 'merom');
    expect(merom?.msrs.map(({ index }) => index)).toContain(0x480);
    expect(merom?.msrs.map(({ index }) => index)).not.toContain(0x48d);
    // Without TRUE capability MSRs CR3-load exiting is fixed to 1.
    expect(((merom?.controls['primary-processor-based'].mustBeOne ?? 0n) >> 15n) & 1n).toBe(1n);
    expect(merom?.notModelled?.cpuid).toContain('fpu');
    expect(facts.find(({ id }) => id === 'everything')?.notModelled).toBeNull();
    expect(facts.find(({ id }) => id === 'alder-lake')?.notModelled?.cpuid).toContain('avx2');
  });
});
