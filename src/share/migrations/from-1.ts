import * as v from 'valibot';
import { isPrintable } from '../work-schema';

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(100));

/** The first form: files, model and breakpoints on lines, everything written out. It never changes again. */
const form = v.object({
  version: v.literal(1),
  program: v.nullable(name),
  model: name,
  files: v.pipe(v.array(v.object({ name, text: v.pipe(v.string(), v.maxLength(1_000_000)) })), v.maxLength(50)),
  breakpoints: v.pipe(
    v.array(v.object({ file: name, line: v.pipe(v.number(), v.integer(), v.minValue(1)) })),
    v.maxLength(1000),
  ),
});

/** Form 1 named no engine (it was the first), and let any character into the name of a file. */
export function from1(data: unknown): unknown {
  const { program, model, files, breakpoints } = v.parse(form, data);
  return {
    version: 2,
    engine: '0.1.0',
    ...(program === null ? {} : { program }),
    model,
    files: files.map((file) => ({ name: printable(file.name), text: file.text })),
    breakpoints: breakpoints.map(({ file, line }) => ({ kind: 'line', file: printable(file), line })),
  };
}

const printable = (text: string): string =>
  Array.from(text, (character) => (isPrintable(character) ? character : '_')).join('');
