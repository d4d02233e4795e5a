const LEGACY_NUMBERS = ['ax', 'cx', 'dx', 'bx', 'sp', 'bp', 'si', 'di'];
const LEGACY_BYTES = ['al', 'cl', 'dl', 'bl', 'spl', 'bpl', 'sil', 'dil'];

/** r0…r7 and their parts. */
function alternativeRegisters(): string {
  const lines: string[] = [];
  for (const [number, name] of LEGACY_NUMBERS.entries()) {
    lines.push(`%idefine r${number} r${name}`, `%idefine r${number}d e${name}`, `%idefine r${number}w ${name}`);
    lines.push(`%idefine r${number}b ${LEGACY_BYTES[number]}`, `%idefine r${number}l ${LEGACY_BYTES[number]}`);
  }
  for (const [number, name] of ['ah', 'ch', 'dh', 'bh'].entries()) lines.push(`%idefine r${number}h ${name}`);
  return lines.join('\n');
}

const wrappers = (names: readonly string[]): string =>
  names.map((name) => `%idefine ${name}(x) __?${name}?__(x)`).join('\n');

const FLOATS = [
  'float8',
  'float16',
  'bfloat16',
  'float32',
  'float64',
  'float80m',
  'float80e',
  'float128l',
  'float128h',
];
const SPECIALS = ['Inf __?Infinity?__', 'NaN __?QNaN?__', 'QNaN __?QNaN?__', 'SNaN __?SNaN?__'];

/** What `%use` brings, by name: sources of macros. */
export const PACKAGES: ReadonlyMap<string, string> = new Map([
  ['altreg', alternativeRegisters()],
  ['fp', `${wrappers(FLOATS)}\n${SPECIALS.map((special) => `%define ${special}`).join('\n')}`],
  ['ifunc', wrappers(['ilog2e', 'ilog2w', 'ilog2f', 'ilog2c']).concat('\n%idefine ilog2(x) __?ilog2e?__(x)')],
  ['smartalign', '[alignmode generic]'],
]);
