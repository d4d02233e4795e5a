import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GradeResult } from '../../../src/protocol/grade';
import { Workplace } from '../../support/command-line';
import { exercise, goal, startText } from '../../support/exercise';

/*
 * `vmxray grade` as a teacher uses it: the real command in a process of its own, on fifty submissions of which many are
 * broken, endless, huge or hostile.
 */

const VMXRAY = fileURLToPath(new URL('../../../build/vmxray.mjs', import.meta.url));
/** The command is built first when that has not been done. */
const TIMEOUT = 280_000;

const task = exercise(
  [
    goal({ kind: 'exit-count', reason: 10, min: 3 }, { id: 'three', points: 4 }),
    goal({ kind: 'console', console: 'debugcon', output: 'done' }, { id: 'done', points: 2 }),
    goal({ kind: 'ends', how: 'halted' }, { id: 'halts', points: 1 }),
    goal({ kind: 'instructions-below', limit: 5_000 }, { id: 'short', points: 3, needs: ['three'] }),
  ],
  { maxInstructions: 2_000_000, files: [{ name: 'start.asm', text: startText.replace(/; (un)?lock: guest\n/g, '') }] },
);
const start = task.files[0]?.text ?? '';
/** The guest asks CPUID so often. */
const asking = (times: number): string =>
  start.replace('    cpuid\n    vmcall', `${'    cpuid\n'.repeat(times - 1)}    vmcall`);
const program = (text: string): string => `%include "lab.inc"\n%include "vmx.inc"\n%include "vmm.inc"\n${text}\n`;
const inDone = (text: string): string => asking(3).replace('.done:\n', `.done:\n${text}\n`);

interface Handed {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly points: number;
  /** Kind of the result's run. */
  readonly run: GradeResult['run']['kind'];
}

const hand = (name: string, content: string | Uint8Array, points: number, run: Handed['run']): Handed => ({
  name: `${name}.asm`,
  content,
  points,
  run,
});

const submissions: readonly Handed[] = [
  ...Array.from({ length: 20 }, (_, n) => hand(`asks-${n + 1}`, asking(n + 1), n + 1 < 3 ? 3 : 10, 'ended')),
  ...Array.from({ length: 8 }, (_, n) =>
    hand(`slow-${n}`, inDone(`    mov ecx, ${2_000 * (n + 1)}\n    loop $`), n < 2 ? 10 : 7, 'ended'),
  ),
  hand('endless', inDone('    jmp $'), 4, 'limit'),
  hand('endless-output', inDone('.more: out 0xe9, al\n    jmp .more'), 4, 'limit'),
  hand('endless-exits', start.replace('    advance_guest_rip\n', ''), 4, 'limit'),
  hand(
    'endless-failures',
    program('start: vmx_enable\n vmx_region VMXON_REGION\n vmxon [.p]\n.f: vmlaunch\n jmp .f\n.p: dq VMXON_REGION'),
    0,
    'limit',
  ),
  hand('five-megabytes', asking(3) + ';'.repeat(5_000_000), 0, 'too-large'),
  hand('two-megabytes', asking(3) + ';'.repeat(2_000_000), 0, 'too-large'),
  hand('unchanged', start, 3, 'ended'),
  hand('empty', '', 0, 'not-booted'),
  hand('broken', asking(3).replace('vmlaunch', 'vmlanch rax'), 0, 'not-assembled'),
  hand('words', 'I have done nothing, but I hope for the best.', 0, 'not-assembled'),
  hand('locked', asking(3).replace('vmxon   [', 'vmxon   qword ['), 0, 'ended'),
  hand('unlocked', asking(3).replace('; lock: setup\n', ''), 0, 'ended'),
  hand('bytes', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 1]), 0, 'unreadable'),
  hand('latin-1', new Uint8Array([0x3b, 0xe9, 0x0a]), 0, 'unreadable'),
  hand('steals', program('%include "/etc/passwd"\nstart: hlt'), 0, 'not-assembled'),
  hand('includes-itself', '%include "includes-itself.asm"\n', 0, 'not-assembled'),
  hand('many-repetitions', program('start:\n%rep 1000000000\n nop\n%endrep\n hlt'), 0, 'not-assembled'),
  hand('many-bytes', program('start: hlt\n times 4000000000 db 0'), 0, 'not-assembled'),
  hand('triple-fault', program('start: lidt [.none]\n ud2\n.none: dw 0\n dq 0'), 0, 'ended'),
  hand('exception', inDone('    ud2'), 7, 'ended'),
  hand('port-0xf4', inDone('    mov al, 1\n    out 0xf4, al'), 7, 'ended'),
];

interface Line extends GradeResult {
  readonly submission: string;
}

const place = new Workplace();
afterAll(() => place.remove());

function vmxray(...args: string[]): { status: number; lines: readonly Line[]; errors: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [VMXRAY, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    env: { ...process.env, INIT_CWD: place.folder },
  });
  return {
    status: status ?? -1,
    lines: stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Line])),
    errors: stderr,
  };
}

describe('fifty submissions', () => {
  let result: ReturnType<typeof vmxray>;
  beforeAll(() => {
    place.write('exercise.json', JSON.stringify(task));
    for (const { name, content } of submissions) place.write(name, content);
    mkdirSync(join(place.folder, 'folder'));
    place.write('folder/start.asm', asking(3));
    place.write('folder/notes.txt', 'mine');
    result = vmxray('grade', 'exercise.json', ...submissions.map(({ name }) => name), 'folder');
  }, TIMEOUT);

  it('are all graded, in their order, each with its own result', () => {
    expect(submissions.length).toBe(49);
    expect(result.lines.map(({ submission, run, points }) => [submission, run.kind, points])).toEqual([
      ...submissions.map(({ name, run, points }) => [name, run, points]),
      ['folder', 'ended', 10],
    ]);
  });

  it('end with the status for “not all points”, and a line for people about each', () => {
    expect(result.status).toBe(2);
    const lines = result.errors.trim().split('\n');
    expect(lines).toHaveLength(50);
    expect(lines).toContain('asks-3.asm: 10 of 10 points');
    expect(lines).toContain('unchanged.asm: 3 of 10 points; missed: three, short');
    expect(lines).toContain('unlocked.asm: 0 of 10 points; changed what is locked: setup');
    expect(lines.find((line) => line.startsWith('five-megabytes'))).toMatch(/too large: \d+ bytes, at most 4000000$/);
    expect(lines.find((line) => line.startsWith('endless.asm'))).toMatch(
      /stopped at the limit of 2000000 \(instructions\)$/,
    );
    expect(lines.find((line) => line.startsWith('broken'))).toMatch(/broken\.asm:\d+:\d+: /);
    expect(result.errors).not.toContain('root:');
  });
});

describe('exit status', () => {
  it(
    'is 0 when every submission has all points',
    () => {
      place.write('good.asm', asking(3));
      place.write('exercise.json', JSON.stringify(task));
      const { status, lines } = vmxray('grade', 'exercise.json', 'good.asm');
      expect(status).toBe(0);
      expect(lines).toHaveLength(1);
    },
    TIMEOUT,
  );

  it(
    'is 66 with one clear line when something cannot be used, before anything runs',
    () => {
      place.write('no.json', '{ "version": 1');
      place.write('other.json', '{ "version": 1, "id": "x" }');
      place.write('model.json', JSON.stringify({ ...task, model: 'z80' }));
      const cases: readonly (readonly [string[], RegExp])[] = [
        [['exercise.json', 'absent.asm'], /^vmxray: cannot read absent\.asm: no such file or directory\n$/],
        [['absent.json', 'good.asm'], /^vmxray: cannot read absent\.json/],
        [['no.json', 'good.asm'], /^vmxray: no\.json is not JSON: .*\n$/],
        [['other.json', 'good.asm'], /^vmxray: other\.json is no exercise: title: .*\n$/],
        [['model.json', 'good.asm'], /^vmxray: model\.json: .*z80.*\n$/],
      ];
      for (const [args, says] of cases) {
        const { status, errors, lines } = vmxray('grade', ...args);
        expect([status, lines]).toEqual([66, []]);
        expect(errors).toMatch(says);
      }
    },
    TIMEOUT,
  );

  it(
    'is 64 for a command line that is wrong',
    () => {
      expect(vmxray('grade', 'exercise.json').status).toBe(64);
      expect(vmxray('grade', 'exercise.json', 'good.asm', '--time-limit', '0').status).toBe(64);
    },
    TIMEOUT,
  );
});
