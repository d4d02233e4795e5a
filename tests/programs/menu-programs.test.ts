import { describe, expect, it, test } from 'vitest';
import { STOP_HALTED } from '../../src/cpu/state/stop-code';
import { type ModelId, modelList } from '../../src/models/model-list.table';
import { programs } from '../../src/programs';
import { programGroups, programMenu } from '../../src/programs/menu.table';
import { runMenuProgram } from '../support/menu-program';
import { programExpectations } from './program-expectations';

const order = modelList.map(({ id }) => id);
/** Core Duo has no 64-bit mode, and the lab starts programs in no other. */
const models = order.filter((id) => id !== 'yonah');
const isBefore = (model: ModelId, other: ModelId): boolean => order.indexOf(model) < order.indexOf(other);

describe('the menu', () => {
  it('has the sources of every program, in its order', () => {
    expect(programs.map(({ id }) => id)).toEqual(programMenu.map(({ id }) => id));
  });

  it('lists every program under one heading', () => {
    const listed = programGroups.flatMap(({ id }) => programMenu.filter(({ group }) => group === id));
    expect(listed.map(({ id }) => id).sort()).toEqual(programMenu.map(({ id }) => id).sort());
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
