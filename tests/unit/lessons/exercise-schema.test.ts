import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Exercise, endKinds, type Goal, registerNames } from '../../../src/lessons/exercise';
import { exerciseLimits } from '../../../src/lessons/exercise-limits.table';
import { parseExercise } from '../../../src/lessons/exercise-schema';
import { vmcsFieldList } from '../../../src/vmx/vmcs/vmcs-field-list.table';
import { exercise, goal } from '../../support/exercise';

const whole = (most: number) => fc.integer({ min: 0, max: most });
const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const text = fc.record({ en: fc.string({ minLength: 1, maxLength: 40 }), 'zh-CN': fc.string({ maxLength: 40 }) });
const value = fc.oneof(
  fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }).map((word) => `0x${word.toString(16)}`),
  fc.nat().map(String),
  fc.constantFrom('guest_entry', 'vm_exit.done + 4', '_x-0x10', 'buffer+8'),
);
const look = {
  when: fc.constantFrom('end', 'some-entry', 'every-entry', 'some-exit', 'every-exit'),
  reason: whole(0xffff),
};
const event = { what: fc.constantFrom('vm-exit', 'vm-fail', 'vmxoff', 'entry-failure'), reason: whole(0xffff) };

const conditions = [
  fc.record({ kind: fc.constant('ends'), how: fc.constantFrom(...endKinds), value: whole(255) }),
  fc.record({ kind: fc.constant('mode'), mode: fc.constantFrom('off', 'root', 'non-root') }),
  fc.record({
    kind: fc.constant('exits'),
    reasons: fc.array(whole(80), { maxLength: 20 }),
    order: fc.constantFrom('exact', 'subsequence'),
  }),
  fc.record({ kind: fc.constant('exit-count'), reason: fc.option(whole(80)), min: whole(9), max: whole(9) }),
  fc.record({
    kind: fc.constant('field'),
    field: fc.constantFrom(...vmcsFieldList.map(({ id }) => id)),
    value,
    mask: value,
    ...look,
  }),
  fc.record({ kind: fc.constant('register'), name: fc.constantFrom(...registerNames), value, ...look }),
  fc.record({
    kind: fc.constant('memory'),
    address: value,
    bytes: fc.array(whole(255), { minLength: 1, maxLength: 16 }),
    space: fc.constantFrom('linear', 'physical'),
    ...look,
  }),
  fc.record({
    kind: fc.constant('console'),
    console: fc.constantFrom('debugcon', 'serial'),
    output: fc.string({ maxLength: 50 }),
    exact: fc.boolean(),
  }),
  fc.record({ kind: fc.constantFrom('happens', 'never'), ...event }),
  fc.record({ kind: fc.constantFrom('instructions-below', 'cycles-below'), limit: fc.integer({ min: 1 }) }),
];

const exercises = fc
  .record({
    title: text,
    text,
    goals: fc.array(fc.record({ condition: fc.oneof(...conditions), points: whole(100), text }), {
      minLength: 1,
      maxLength: 8,
    }),
    hints: fc.array(text, { maxLength: 4 }),
    memoryMib: some(fc.integer({ min: 2, max: 256 })),
  })
  .map(({ goals, memoryMib, ...rest }) =>
    exercise(
      goals.map(({ condition, ...more }, n) => ({ ...condition, ...more, id: `g${n}` }) as unknown as Goal),
      { ...rest, ...(memoryMib === undefined ? {} : { memoryMib }) },
    ),
  );

const problemOf = (data: unknown): string => {
  const result = parseExercise(data);
  return 'problem' in result ? result.problem : '';
};

describe('exercises that keep the schema', () => {
  it('come back as they went, also through JSON', () => {
    fc.assert(
      fc.property(exercises, (one: Exercise) => {
        expect(parseExercise(JSON.parse(JSON.stringify(one)))).toEqual({ exercise: one });
      }),
      { numRuns: 500 },
    );
  });
});

describe('what is wrong is said in one line with its place', () => {
  const good = exercise([goal({ kind: 'mode', mode: 'off' }, { id: 'off' })]);
  const [first] = good.goals;
  const wrong: readonly (readonly [string, unknown, RegExp])[] = [
    ['a text', 'exercise', /^Invalid type/],
    ['nothing', null, /^Invalid type/],
    ['another version', { ...good, version: 2 }, /^version: /],
    ['a key that nobody knows', { ...good, html: '<b>' }, /^html: /],
    ['no goal', { ...good, goals: [] }, /^goals: /],
    ['a goal of no kind', { ...good, goals: [{ ...first, kind: 'wins' }] }, /^goals\.0\.kind: /],
    ['a goal with a key too many', { ...good, goals: [{ ...first, html: 1 }] }, /^goals\.0\.html: /],
    ['two goals with one id', { ...good, goals: [first, first] }, /same id/],
    ['a need that comes later', { ...good, goals: [{ ...first, needs: ['off'] }] }, /needs/],
    ['negative points', { ...good, goals: [{ ...first, points: -1 }] }, /^goals\.0\.points: /],
    ['points that are no number', { ...good, goals: [{ ...first, points: Number.NaN }] }, /^goals\.0\.points: /],
    [
      'a field that does not exist',
      { ...good, goals: [goal({ kind: 'field', field: 'x' as 'guest-rip', value: '1' })] },
      /^goals\.0\.field: /,
    ],
    [
      'a value that is none',
      { ...good, goals: [goal({ kind: 'register', name: 'RAX', value: '1 + 2' })] },
      /^goals\.0\.value: /,
    ],
    [
      'a value beyond 64 bits',
      { ...good, goals: [goal({ kind: 'register', name: 'RAX', value: `0x1${'0'.repeat(16)}` })] },
      /^goals\.0\.value: /,
    ],
    ['a count without a bound', { ...good, goals: [goal({ kind: 'exit-count', reason: null })] }, /min or a max/],
    ['no file', { ...good, files: [] }, /^files: /],
    ['a file in a folder', { ...good, files: [{ name: '../a.asm', text: '' }] }, /^files\.0\.name: /],
    [
      'two files of one name',
      {
        ...good,
        files: [
          { name: 'a', text: '' },
          { name: 'a', text: '' },
        ],
      },
      /same name/,
    ],
    ['a marker without a partner', { ...good, files: [{ name: 'a', text: '; lock: x\n' }] }, /marker/],
    ['a title in no English', { ...good, title: { 'zh-CN': '课' } }, /^title\.en: /],
    ['a text that is too long', { ...good, text: { en: 'x'.repeat(exerciseLimits.text + 1) } }, /^text\.en: /],
    [
      'too many hints',
      { ...good, hints: Array.from({ length: exerciseLimits.hints + 1 }, () => ({ en: 'x' })) },
      /^hints: /,
    ],
    ['too much memory', { ...good, memoryMib: 4096 }, /^memoryMib: /],
    ['an endless limit', { ...good, maxInstructions: Number.POSITIVE_INFINITY }, /^maxInstructions: /],
  ];
  it.each(wrong)('%s', (_, data, says) => {
    expect(problemOf(data)).toMatch(says);
    expect(problemOf(data)).not.toContain('\n');
  });
});

describe('anything at all', () => {
  it('is an exercise or has a problem; it never throws and never takes long', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withMap: true, withNullPrototype: true }), (data) => {
        const result = parseExercise(data);
        expect('problem' in result && result.problem !== '').toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  it('that one change makes of an exercise, too', () => {
    const paths = fc.array(fc.nat(9), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(exercises, paths, fc.anything(), (one, path, put) => {
        const copy = JSON.parse(JSON.stringify(one)) as Record<string, unknown>;
        let place: Record<string, unknown> = copy;
        for (const step of path) {
          const keys = Object.keys(place);
          const key = keys[step % Math.max(1, keys.length)] ?? 'new';
          const next = place[key];
          if (typeof next !== 'object' || next === null) {
            place[key] = put;
            break;
          }
          place = next as Record<string, unknown>;
        }
        const result = parseExercise(copy);
        if ('exercise' in result) expect(parseExercise(result.exercise)).toEqual(result);
        else expect(result.problem).not.toBe('');
      }),
      { numRuns: 3_000 },
    );
  });
});
