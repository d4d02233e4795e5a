import { describe, expect, it, test } from 'vitest';
import { STOP_HALTED } from '../../src/cpu/state/stop-code';
import { findModel } from '../../src/models/find-model';
import { type ModelId, modelList } from '../../src/models/model-list.table';
import { programs } from '../../src/programs';
import { programGroups, programMenu } from '../../src/programs/menu.table';
import { capabilitiesOf, supportsControl } from '../../src/vmx/capabilities/capabilities-of';
import type { ControlNeed } from '../../src/vmx/controls/control';
import { runMenuProgram } from '../support/menu-program';
import { programExpectations } from './program-expectations';

const VMREAD = 23;
const VMWRITE = 25;

const order = modelList.map(({ id }) => id);
/** Core Duo has no 64-bit mode, and the lab starts programs in no other. */
const models = order.filter((id) => id !== 'yonah');
const isBefore = (model: ModelId, other: ModelId): boolean => order.indexOf(model) < order.indexOf(other);

describe('the menu', () => {
  it('has the sources of every program, in its order', () => {
    expect(programs.map(({ id }) => id)).toEqual(programMenu.map(({ id }) => id));
  });

  it('lists every program under one heading, in its order', () => {
    const listed = programGroups.flatMap(({ id }) => programMenu.filter(({ group }) => group === id));
    expect(listed.map(({ id }) => id)).toEqual(programMenu.map(({ id }) => id));
    for (const { id } of programGroups) expect(programMenu.some(({ group }) => group === id)).toBe(true);
  });

  it.each(programMenu)('$id has three things to try at most, and one at least', ({ id }) => {
    const tries = programs.find((program) => program.id === id)?.tries ?? [];
    expect(tries.length).toBeGreaterThan(0);
    expect(tries.length).toBeLessThan(5);
  });
});

describe.each(programExpectations)('$id', ({ id, console, lacks }) => {
  it.each(models)('on %s ends with what it has to say, or says what is missing', (model) => {
    const run = runMenuProgram(id, model);
    const missing = lacks.find(({ before }) => isBefore(model, before));
    expect(run.console).toBe(missing === undefined ? console : `This processor lacks: ${missing.what}\n`);
    expect(run.stop).toBe(STOP_HALTED);
    if (missing !== undefined) expect(run.transitions).toEqual([]);
  });
});

describe('stale translations', () => {
  const read = (edits: Record<string, string>): string =>
    runMenuProgram('stale-translations', 'everything', edits).console.replaceAll(/^VMM.*\n|guest: reads /gm, '');
  const noInvept = { 'USE_INVEPT  equ 1': 'USE_INVEPT  equ 0' };
  const noInvvpid = { 'USE_INVVPID equ 1': 'USE_INVVPID equ 0' };
  const WRONG = 'Wrong: the guest used a stale translation\n';

  test('with INVEPT and INVVPID the guest reads what the tables say', () => {
    expect(read({})).toBe('A\nB\nC\nRight: the guest saw both changes\n');
  });
  test('without INVEPT it reads the frame that the EPT entry no longer names', () => {
    expect(read(noInvept)).toBe(`A\nA\nC\n${WRONG}`);
  });
  test('without INVVPID it reads the page that its PTE no longer names', () => {
    expect(read(noInvvpid)).toBe(`A\nB\nB\n${WRONG}`);
  });
  test('without both nothing ever changes for it', () => {
    expect(read({ ...noInvept, ...noInvvpid })).toBe(`A\nA\nA\n${WRONG}`);
  });
});

describe('interrupts that the processor delivers', () => {
  test('only what the EOI-exit bitmap names exits', () => {
    expect(runMenuProgram('virtual-interrupts').exits).toEqual({ 18: 2, 45: 1 });
  });
  test('posted interrupts take no VM exit, on either processor', () => {
    expect(runMenuProgram('posted-interrupts').exits).toEqual({ 18: 1 });
  });
});

describe('three levels', () => {
  const shadowed = runMenuProgram('three-levels');
  const exiting = runMenuProgram('three-levels', 'everything', { 'SHADOWING   equ 1': 'SHADOWING   equ 0' });
  const lines = (text: string): string[] => text.trimEnd().split('\n');
  const count = ({ exits }: { exits: Readonly<Record<number, number>> }): number =>
    Object.values(exits).reduce((sum, each) => sum + each, 0);

  test('L1 and L2 cannot tell whether there is shadowing', () => {
    expect(lines(exiting.console).slice(0, -1)).toEqual(lines(shadowed.console).slice(0, -1));
  });

  test('with shadowing no VMREAD and no VMWRITE of L1 exits, without it each does; nothing else differs', () => {
    expect(lines(shadowed.console).at(-1)).toBe('L0: exits for VMREAD: 0, VMWRITE: 0, others of L1: 9, of L2: 3');
    expect(lines(exiting.console).at(-1)).toBe('L0: exits for VMREAD: 7, VMWRITE: 79, others of L1: 9, of L2: 3');
    const { [VMREAD]: reads, [VMWRITE]: writes, ...others } = exiting.exits;
    expect([reads, writes]).toEqual([7, 79]);
    expect(others).toEqual(shadowed.exits);
    expect([count(shadowed), count(exiting)]).toEqual([12, 98]);
  });

  test('what L0 printed is what there was', () => {
    for (const run of [shadowed, exiting]) {
      const [printed = ''] = /(?<=L0: ).*/.exec(run.console) ?? [];
      const sum = (printed.match(/(?<=: )\d+/g) ?? []).reduce((total, each) => total + Number(each), 0);
      expect(sum).toBe(count(run));
    }
  });
});

describe('the same work', () => {
  const WORD = ['no', 'yes'];
  const supports = (model: ModelId, control: ControlNeed): boolean => {
    const search = findModel(model);
    if (!search.ok) throw new Error(search.message);
    return supportsControl(capabilitiesOf(search.model), control);
  };

  it.each(models)('on %s exits where the capability MSRs leave no choice', (model) => {
    const run = runMenuProgram('every-model', model);
    const bitmaps = supports(model, { word: 'primary-processor-based', id: 'use-msr-bitmaps' });
    const ept = supports(model, { word: 'secondary-processor-based', id: 'enable-ept' });
    const choice = !isBefore(model, 'nehalem');
    expect(run.stop).toBe(STOP_HALTED);
    expect(run.exits).toEqual({
      10: 4,
      12: 4,
      18: 1,
      30: 4,
      ...(bitmaps ? {} : { 31: 4 }),
      ...(choice ? {} : { 28: 8 }),
    });
    expect(run.console.replace(/\d+\n$/, '')).toBe(`MSR bitmaps: ${WORD[Number(bitmaps)]}
MOV CR3 without exits: ${WORD[Number(choice)]}
EPT: ${WORD[Number(ept)]}
....
CPUID: 4
IN: 4
HLT: 4
RDMSR: ${bitmaps ? 0 : 4}
MOV CR3: ${choice ? 0 : 8}
Cycles: `);
  });

  test('takes fewer cycles from Prescott to Haswell, by what it measures itself', () => {
    const cycles = (model: ModelId): number =>
      Number(/Cycles: (\d+)/.exec(runMenuProgram('every-model', model).console)?.[1]);
    const falling = (['prescott-2m', 'merom', 'penryn', 'sandy-bridge', 'haswell'] as const).map(cycles);
    expect(falling).toEqual([...falling].sort((a, b) => b - a));
    expect(new Set(falling).size).toBe(falling.length);
  });

  test('on Core Duo is refused with the reason: it has no 64-bit mode', () => {
    expect(() => runMenuProgram('every-model', 'yonah')).toThrow(/no Intel 64/);
  });
});
