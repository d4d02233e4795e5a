import { retold, type Token } from '../source/token';
import type { PreprocessorHost } from './host';
import type { BuiltinMacro } from './single-line-macros';

/** The NASM version whose dialect this is. */
const VERSION: Readonly<Record<string, string>> = {
  NASM_MAJOR: '2',
  NASM_MINOR: '16',
  NASM_SUBMINOR: '1',
  NASM_PATCHLEVEL: '0',
  NASM_VERSION_ID: '0x02100100',
};

/** The names that NASM itself defines. Times and dates are left out: the same source always makes the same bytes. */
export function builtinMacros(host: PreprocessorHost): ReadonlyMap<string, BuiltinMacro> {
  const macros = new Map<string, BuiltinMacro>();
  const add = (name: string, macro: BuiltinMacro): void => {
    macros.set(`__${name}__`, macro);
    macros.set(`__?${name}?__`, macro);
  };
  const number = (at: Token, value: number | string): Token[] => [retold(at, 'number', String(value))];
  add('LINE', (at) => number(at, at.line));
  add('FILE', (at) => [retold(at, 'string', `'${at.file}'`)]);
  add('BITS', (at) => number(at, host.bits()));
  add('NASM_VER', (at) => [retold(at, 'string', `'2.16.01'`)]);
  add('OUTPUT_FORMAT', (at) => [retold(at, 'id', 'bin')]);
  for (const [name, value] of Object.entries(VERSION)) add(name, (at) => number(at, value));
  return macros;
}
