import * as v from 'valibot';
import { MAXIMUM_PROCESSORS } from '../cpu/state/processor-count.table';
import { MINIMUM_MEMORY_MIB } from '../machine/memory/memory-size.table';
import { vmcsFieldList } from '../vmx/vmcs/vmcs-field-list.table';
import { type Exercise, endKinds, registerNames } from './exercise';
import { exerciseLimits as limits } from './exercise-limits.table';
import { findLockedRegions } from './locked-regions';

/*
 * The schema of an exercise. Everything that comes from a link or a file is untrusted: each text and list has a limit, and
 * a key that nobody knows is refused, so that a misspelt one is noticed.
 */

const count = (largest: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(largest));
const text = (longest: number) => v.pipe(v.string(), v.maxLength(longest));
const list = <T>(item: v.GenericSchema<T>, least: number, most: number) =>
  v.pipe(v.array(item), v.minLength(least), v.maxLength(most));
/** A text in both languages; English is always there. */
const bilingual = (longest: number) =>
  v.strictObject({ en: v.pipe(text(longest), v.minLength(1)), 'zh-CN': v.exactOptional(text(longest)) });
const identifier = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'small letters, digits and hyphens'));
const fileName = v.pipe(v.string(), v.regex(/^[^/\\\p{Cc}]{1,100}$/u, 'a file name without folders'));
const number = '(?:0x[0-9a-fA-F]{1,16}|[0-9]{1,20})';
const value = v.pipe(
  v.string(),
  v.maxLength(300),
  v.regex(
    new RegExp(`^(?:${number}|[A-Za-z_.?@][\\w.?@$#~]{0,249}(?: ?[+-] ?${number})?)$`),
    'a number (0x10, 16) or a symbol (label, label + 8)',
  ),
);
const exitReason = count(0xffff);

const look = {
  when: v.exactOptional(v.picklist(['end', 'some-entry', 'every-entry', 'some-exit', 'every-exit'])),
  reason: v.exactOptional(exitReason),
};

const common = {
  id: identifier,
  points: count(1000),
  text: bilingual(limits.goalText),
  needs: v.exactOptional(list(identifier, 0, limits.goals)),
};

const transitionKinds = ['vmxon', 'vm-entry', 'vm-exit', 'vm-fail', 'entry-failure', 'vmxoff', 'vmx-abort'] as const;

const event = {
  what: v.picklist(transitionKinds),
  reason: v.exactOptional(exitReason),
};

const limit = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(Number.MAX_SAFE_INTEGER));

const goal = v.variant('kind', [
  v.strictObject({
    ...common,
    kind: v.literal('ends'),
    how: v.picklist(endKinds),
    value: v.exactOptional(count(0xffff_ffff)),
  }),
  v.strictObject({ ...common, kind: v.literal('mode'), mode: v.picklist(['off', 'root', 'non-root']) }),
  v.strictObject({
    ...common,
    kind: v.literal('exits'),
    reasons: list(exitReason, 0, limits.exits),
    order: v.picklist(['exact', 'subsequence']),
  }),
  v.pipe(
    v.strictObject({
      ...common,
      kind: v.literal('exit-count'),
      reason: v.nullable(exitReason),
      min: v.exactOptional(count(Number.MAX_SAFE_INTEGER)),
      max: v.exactOptional(count(Number.MAX_SAFE_INTEGER)),
    }),
    v.check(({ min, max }) => min !== undefined || max !== undefined, 'an exit-count needs a min or a max'),
  ),
  v.strictObject({
    ...common,
    ...look,
    kind: v.literal('field'),
    field: v.picklist(vmcsFieldList.map(({ id }) => id)),
    value,
    mask: v.exactOptional(value),
  }),
  v.strictObject({
    ...common,
    ...look,
    kind: v.literal('register'),
    name: v.picklist(registerNames),
    value,
    mask: v.exactOptional(value),
  }),
  v.strictObject({
    ...common,
    ...look,
    kind: v.literal('memory'),
    space: v.exactOptional(v.picklist(['linear', 'physical'])),
    address: value,
    bytes: list(count(255), 1, limits.bytes),
  }),
  v.strictObject({
    ...common,
    kind: v.literal('console'),
    console: v.picklist(['debugcon', 'serial']),
    output: text(limits.consoleText),
    exact: v.exactOptional(v.boolean()),
  }),
  v.strictObject({ ...common, ...event, kind: v.literal('happens') }),
  v.strictObject({ ...common, ...event, kind: v.literal('never') }),
  v.strictObject({ ...common, kind: v.literal('instructions-below'), limit }),
  v.strictObject({ ...common, kind: v.literal('cycles-below'), limit }),
]);

const shape = v.strictObject({
  version: v.literal(1),
  id: identifier,
  title: bilingual(limits.title),
  text: bilingual(limits.text),
  files: list(v.strictObject({ name: fileName, text: text(limits.file) }), 1, limits.files),
  model: v.exactOptional(text(100)),
  memoryMib: v.exactOptional(
    v.pipe(v.number(), v.integer(), v.minValue(MINIMUM_MEMORY_MIB), v.maxValue(limits.memoryMib)),
  ),
  processors: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAXIMUM_PROCESSORS))),
  maxInstructions: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(limits.maxInstructions))),
  goals: list(goal, 1, limits.goals),
  hints: list(bilingual(limits.hint), 0, limits.hints),
});

const unique = (values: readonly string[]): boolean => new Set(values).size === values.length;

/** The schema: what `shape` cannot say stands in the checks. Links embed it. */
export const exerciseSchema: v.GenericSchema<unknown, Exercise> = v.pipe(
  shape,
  v.check(({ files }) => unique(files.map(({ name }) => name)), 'two files have the same name'),
  v.check(({ goals }) => unique(goals.map(({ id }) => id)), 'two goals have the same id'),
  v.check(
    ({ goals }) =>
      goals.every(({ needs = [] }, n) => needs.every((need) => goals.slice(0, n).some(({ id }) => id === need))),
    '`needs` names a goal that does not stand earlier in the list',
  ),
  v.check(({ files }) => findLockedRegions(files).problems.length === 0, 'a marker of a locked region has no partner'),
);

/** An exercise out of what a JSON text held, or the first thing that is wrong with it in one line of English. */
export function parseExercise(data: unknown): { readonly exercise: Exercise } | { readonly problem: string } {
  const result = v.safeParse(exerciseSchema, data, { abortEarly: true });
  if (result.success) return { exercise: result.output };
  const [issue] = result.issues;
  const path = v.getDotPath(issue);
  return { problem: path === null ? issue.message : `${path}: ${issue.message}` };
}
