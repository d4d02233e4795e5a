import * as v from 'valibot';
import { MAXIMUM_PROCESSORS } from '../cpu/state/processor-count.table';
import { exerciseSchema } from '../lessons/exercise-schema';
import { DEFAULT_MEMORY_MIB, MAXIMUM_MEMORY_MIB, MINIMUM_MEMORY_MIB } from '../machine/memory/memory-size.table';
import { DEFAULT_MODEL } from '../models/model-list.table';
import type { Breakpoint, HandEdit, InjectedEvent } from '../protocol/commands';
import { vmcsFieldList } from '../vmx/vmcs/vmcs-field-list.table';
import { linkLimits as limits } from './link-limits.table';
import { SCHEMA_VERSION } from './work';

/*
 * The schema of a work as it comes from a link, a file or the browser's storage. All of it is untrusted: each text, list
 * and number has a bound, and what the schema does not name is left behind.
 */

const integer = (least: number, most: number) =>
  v.pipe(v.number(), v.safeInteger(), v.minValue(least), v.maxValue(most));
const count = integer(0, Number.MAX_SAFE_INTEGER);
const list = <S extends v.GenericSchema>(item: S, most: number) => v.pipe(v.array(item), v.maxLength(most));
/** A machine word. */
const word = v.pipe(
  v.string(),
  v.regex(/^0x[0-9a-f]{1,16}$/),
  v.transform((text) => BigInt(text)),
);
const id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,99}$/));
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(limits.name), v.transform(toPrintable));
const text = v.pipe(v.string(), v.maxLength(limits.text));
/** Of a processor. */
const processor = v.exactOptional(integer(0, MAXIMUM_PROCESSORS - 1));
const space = v.picklist(['linear', 'physical']);
const access = v.picklist(['read', 'write', 'access']);
const field = v.picklist(vmcsFieldList.map((row) => row.id));
const enabled = v.exactOptional(v.boolean());

const breakpoint: v.GenericSchema<unknown, Breakpoint> = v.variant('kind', [
  v.object({ kind: v.literal('line'), file: name, line: integer(1, limits.text), enabled }),
  v.object({ kind: v.literal('address'), address: word, enabled }),
  v.object({ kind: v.literal('data'), address: word, length: integer(1, limits.editBytes), access, space, enabled }),
  v.object({
    kind: v.literal('port'),
    port: integer(0, 0xffff),
    access: v.picklist(['in', 'out', 'access']),
    enabled,
  }),
  v.object({ kind: v.literal('msr'), index: integer(0, 0xffff_ffff), access, enabled }),
  v.object({ kind: v.literal('vmcs-field'), field, access, enabled }),
  v.object({
    kind: v.literal('vm-exit'),
    reason: v.nullable(integer(0, 0xffff)),
    condition: v.exactOptional(v.pipe(v.string(), v.maxLength(limits.condition))),
    enabled,
  }),
  v.object({ kind: v.literal('vm-entry-failure'), enabled }),
]);

const event: v.GenericSchema<unknown, InjectedEvent | HandEdit> = v.variant('kind', [
  v.object({ kind: v.literal('external-interrupt'), vector: integer(0x10, 0xff) }),
  v.object({ kind: v.literal('nmi') }),
  v.object({ kind: v.literal('init') }),
  v.object({ kind: v.literal('smi') }),
  v.object({ kind: v.literal('machine-check') }),
  v.object({ kind: v.literal('transition-machine-check') }),
  v.object({ kind: v.literal('register'), name: v.pipe(v.string(), v.regex(/^[\w.]{1,32}$/)), value: word, processor }),
  v.object({
    kind: v.literal('memory'),
    space,
    address: word,
    bytes: v.pipe(v.array(integer(0, 255)), v.minLength(1), v.maxLength(limits.editBytes)),
    processor,
  }),
  v.object({ kind: v.literal('vmcs-field'), pointer: word, field, value: word }),
]);

const moment = v.object({
  journal: v.pipe(
    list(v.object({ position: count, event }), limits.journal),
    v.check((entries) => entries.every(({ position }, n) => position >= (entries[n - 1]?.position ?? 0))),
  ),
  position: count,
  transition: count,
  digest: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
});

const panes = v.object({ openFile: v.nullable(name), middle: id, inspector: id, drawer: v.boolean() });

const files = v.pipe(
  v.array(v.object({ name, text })),
  v.minLength(1),
  v.maxLength(limits.files),
  v.check((all) => new Set(all.map((file) => file.name)).size === all.length),
);

const common = {
  version: v.literal(SCHEMA_VERSION),
  engine: v.pipe(v.string(), v.regex(/^[\w.+-]{1,40}$/)),
  model: v.optional(id, DEFAULT_MODEL),
  memoryMib: v.optional(integer(MINIMUM_MEMORY_MIB, MAXIMUM_MEMORY_MIB), DEFAULT_MEMORY_MIB),
  processors: v.exactOptional(integer(1, MAXIMUM_PROCESSORS)),
  breakpoints: v.optional(list(breakpoint, limits.breakpoints), []),
  panes: v.exactOptional(panes),
  exercise: v.exactOptional(exerciseSchema),
  lessonExercise: v.exactOptional(id),
  moment: v.exactOptional(moment),
};

/** A work with its texts, or one that refers to an example of the menu that had this hash. */
export const workSchema = v.union([
  v.object({ ...common, program: v.optional(v.nullable(id), null), files }),
  v.object({ ...common, program: id, unchanged: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)) }),
]);

/** What is left of a work of which the rest cannot be read: the texts. */
export const textsSchema = v.object({ files });

/** Characters that are no text, or that turn the direction of what follows, are shown as what they are not. */
export function toPrintable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, '_');
}
