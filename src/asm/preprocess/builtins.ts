import { retold, spaced, type Token } from '../source/token';
import type { PreprocessorHost } from './host';
import type { Preprocessor } from './preprocessor';
import type { BuiltinMacro } from './single-line-macros';
import { textToken } from './string-values';

/** The NASM version whose dialect this is. */
const VERSION: Readonly<Record<string, string>> = {
  NASM_MAJOR: '2',
  NASM_MINOR: '16',
  NASM_SUBMINOR: '1',
  NASM_PATCHLEVEL: '0',
  NASM_VERSION_ID: '0x02100100',
};

/** The names that NASM itself defines. Times and dates are left out: the same source always makes the same bytes. */
export function builtinMacros(host: PreprocessorHost, preprocessor: Preprocessor): ReadonlyMap<string, BuiltinMacro> {
  const macros = new Map<string, BuiltinMacro>();
  const add = (name: string, macro: BuiltinMacro): void => {
    macros.set(`__${name}__`, macro);
    macros.set(`__?${name}?__`, macro);
  };
  const number = (at: Token, value: number | string): Token[] => [retold(at, 'number', String(value))];
  const shift = (at: Token) => preprocessor.lineShifts.get(at.file);
  add('LINE', (at) => {
    const shifted = shift(at);
    return number(at, shifted === undefined ? at.line : shifted.base + (at.line - shifted.line) * shifted.step);
  });
  add('FILE', (at) => [textToken(at, shift(at)?.name ?? at.file)]);
  add('SECT', (at) => sectionDirective(at, preprocessor.sectionLine));
  add('PASS', (at) => number(at, 2));
  add('BITS', (at) => number(at, host.bits()));
  add('NASM_VER', (at) => [retold(at, 'string', `'2.16.01'`)]);
  add('OUTPUT_FORMAT', (at) => [retold(at, 'id', 'bin')]);
  for (const [name, value] of Object.entries(VERSION)) add(name, (at) => number(at, value));
  return macros;
}

/** `[section …]`, which switches back to the section of the programmer. */
function sectionDirective(at: Token, line: readonly Token[] | null): Token[] {
  const inside = line ?? [retold(at, 'id', 'section'), spaced(retold(at, 'id', '.text'), true)];
  const bracket = (text: string): Token => spaced(retold(at, 'op', text), false);
  const [first, ...rest] = inside;
  return first === undefined ? [] : [retold(at, 'op', '['), spaced(first, false), ...rest, bracket(']')];
}
