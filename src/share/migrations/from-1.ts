import * as v from 'valibot';

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

/** Form 1 named no engine: it was the first. */
export function from1(data: unknown): unknown {
  const { program, model, files, breakpoints } = v.parse(form, data);
  return {
    version: 2,
    engine: '0.1.0',
    ...(program === null ? {} : { program }),
    model,
    files,
    breakpoints: breakpoints.map(({ file, line }) => ({ kind: 'line', file, line })),
  };
}
