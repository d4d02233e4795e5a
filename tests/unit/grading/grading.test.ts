import { describe, expect, it } from 'vitest';
import { grade, grading } from '../../../src/grading/grade';
import { gradingLimits } from '../../../src/grading/grading-limits.table';
import type { Exercise } from '../../../src/lessons/exercise';
import type { GradeResult } from '../../../src/protocol/grade';
import { InlineSimulator } from '../../../src/worker/inline-simulator';
import { assembleWithLibrary } from '../../../src/worker/load-program';
import { exercise, goal, startText } from '../../support/exercise';

const halts = goal({ kind: 'ends', how: 'halted' }, { id: 'halts', points: 3 });
const short = goal({ kind: 'instructions-below', limit: 100_000 }, { id: 'short', points: 2, needs: ['exits'] });
const exits = goal({ kind: 'exits', reasons: [10, 18], order: 'subsequence' }, { id: 'exits', points: 5 });
const task = exercise([halts, exits, short]);

const submit = (text: string, of: Exercise = task): GradeResult =>
  grade(of, [{ name: 'start.asm', text }], assembleWithLibrary);

describe('points', () => {
  it('are the sum of the goals that are reached', () => {
    expect(submit(startText)).toMatchObject({
      points: 10,
      maximum: 10,
      run: { kind: 'ended', how: 'halted' },
      locked: [],
    });
    const partial = submit(startText.replace('vmlaunch', 'hlt'));
    expect(partial).toMatchObject({ points: 3, maximum: 10 });
    expect(partial.goals.map(({ reached }) => reached)).toEqual([true, false, false]);
  });

  it('come for a bound only together with the goals that it needs', () => {
    const { goals } = submit(
      '%include "lab.inc"\nstart: hlt\n',
      exercise([exits, short], { files: [{ name: 'a.asm', text: '' }] }),
    );
    expect(goals[1]).toMatchObject({ reached: false, points: 0, sight: { kind: 'needs', goals: ['exits'] } });
  });

  it('are the same for the same submission', () => {
    expect(submit(startText)).toEqual(submit(startText));
  });
});

describe('locked regions', () => {
  const violations = (text: string) => submit(text).locked;

  it('take all points when one was changed, and say where', () => {
    const result = submit(startText.replace('    vmcall\n; unlock', '    hlt\n; unlock'));
    const line = startText.split('\n').indexOf('    vmcall') + 1;
    expect(result).toMatchObject({
      points: 0,
      locked: [{ name: 'guest', file: 'start.asm', problem: 'changed', line, expected: '    vmcall', seen: '    hlt' }],
    });
    expect(result.goals.every(({ points }) => points === 0)).toBe(true);
    expect(result.goals[0]?.reached).toBe(true);
  });

  it('may not lack a line, have one more, be gone or stand twice', () => {
    expect(violations(startText.replace('    vmcall\n; unlock', '; unlock'))).toMatchObject([{ problem: 'changed' }]);
    expect(violations(startText.replace('    vmcall\n', '    vmcall\n    nop\n'))).toMatchObject([
      { problem: 'changed', seen: '    nop' },
    ]);
    expect(violations(startText.replace('; unlock: guest\n', ''))).toMatchObject([{ problem: 'missing', line: null }]);
    expect(violations(startText.replace('; lock: setup\n', ''))).toMatchObject([{ name: 'setup', problem: 'missing' }]);
    expect(violations(`; lock: setup\n; unlock: setup\n${startText}`)).toMatchObject([
      { name: 'setup', problem: 'changed' },
    ]);
  });

  it('keep their order, and may move to another file', () => {
    const [before = '', rest = ''] = startText.split('; lock: guest');
    const [region = '', after = ''] = rest.split('; unlock: guest');
    const guest = `; lock: guest${region}; unlock: guest`;
    const files = [
      { name: 'vmm.asm', text: before + after },
      { name: 'guest.asm', text: `${guest}\n` },
    ];
    expect(grade(task, files, assembleWithLibrary)).toMatchObject({ locked: [], points: 10 });
    const swapped = [
      { name: 'guest.asm', text: `${guest}\n` },
      { name: 'vmm.asm', text: before + after },
    ];
    expect(grade(task, swapped, assembleWithLibrary).locked).toMatchObject([{ name: 'guest', problem: 'moved' }]);
  });

  it('do not mind white space at the ends of lines, nor the kind of line end', () => {
    expect(violations(startText.replaceAll('\n', '  \r\n'))).toEqual([]);
  });
});

describe('submissions that have no run', () => {
  it('name the errors of the assembler', () => {
    const result = submit(startText.replace('vmlaunch', 'vmlanch rax'));
    expect(result.run).toMatchObject({
      kind: 'not-assembled',
      diagnostics: [{ severity: 'error', file: 'start.asm' }],
    });
    expect(result.goals.map(({ sight }) => sight.kind)).toEqual(['not-run', 'not-run', 'not-run']);
    expect(result.points).toBe(0);
  });

  it('may be empty, or lack code', () => {
    expect(['not-booted', 'not-assembled', 'ended']).toContain(submit('').run.kind);
    expect(submit('').points).toBe(0);
  });

  it('are refused when they are too large', () => {
    const text = ';'.repeat(gradingLimits.characters + 1);
    expect(submit(text).run).toEqual({
      kind: 'too-large',
      what: 'characters',
      size: text.length,
      most: gradingLimits.characters,
    });
    const files = Array.from({ length: gradingLimits.files + 1 }, (_, n) => ({ name: `${n}.asm`, text: '' }));
    expect(grade(task, files, assembleWithLibrary).run).toMatchObject({ kind: 'too-large', what: 'files' });
  });

  it('cannot include files of the computer', () => {
    const { run } = submit('%include "/etc/passwd"\nstart: hlt\n');
    expect(run.kind).toBe('not-assembled');
    expect(JSON.stringify(run)).not.toContain('root:');
  });
});

describe('limits of a run', () => {
  const limited = (text: string): GradeResult['run'] =>
    submit(`%include "lab.inc"\n%include "vmx.inc"\n%include "vmm.inc"\nstart:\n${text}\n`).run;

  it('stop a loop, an endless output, and endless failures of VM entry', () => {
    expect(limited(' jmp $')).toEqual({ kind: 'limit', limit: 'instructions', most: gradingLimits.instructions });
    expect(limited('.again: out 0xe9, al\n jmp .again')).toMatchObject({ limit: 'output' });
    expect(
      limited(' vmx_enable\n vmx_region VMXON_REGION\n vmxon [.p]\n.again: vmlaunch\n jmp .again\n.p: dq VMXON_REGION'),
    ).toMatchObject({
      limit: 'transitions',
    });
  });

  it('stop exactly at the exercise’s own number of instructions', () => {
    const result = grade(
      exercise([halts], { maxInstructions: 777 }),
      [{ name: 'a.asm', text: '%include "lab.inc"\nstart: jmp $\n' }],
      assembleWithLibrary,
    );
    expect(result).toMatchObject({ instructions: 777, run: { kind: 'limit', most: 777 } });
  });
});

describe('grading in the worker', () => {
  const files = [{ name: 'start.asm', text: startText }];
  const endless = [{ name: 'start.asm', text: '%include "lab.inc"\nstart: jmp $\n' }];

  it('leaves the machine on screen alone, also while it runs', async () => {
    const simulator = new InlineSimulator();
    await simulator.load({ files: endless, model: 'everything', memoryMib: 4 });
    const running = simulator.run({ kind: 'run' });
    const result = await simulator.grade(task, files);
    expect(result).toEqual(submit(startText));
    await simulator.pause();
    const snapshot = await running;
    expect(snapshot.place.text).toMatch(/^jmp/);
    expect(snapshot.mode).toBe('off');
    const before = await simulator.digest();
    await simulator.grade(task, files);
    expect(await simulator.digest()).toBe(before);
    simulator.dispose();
  });

  it('gives up the one before when the next comes', async () => {
    const simulator = new InlineSimulator();
    const first = simulator.grade(task, endless);
    const second = simulator.grade(task, files);
    expect(await first).toBeNull();
    expect((await second)?.points).toBe(10);
  });

  it('comes back after turns that are no more than a fraction of the run', () => {
    const turns = [...grading({ ...task, maxInstructions: 1_000_000 }, endless, assembleWithLibrary)];
    expect(turns.length).toBeGreaterThan(15);
  });
});
