import type { SourceFile } from '../../../asm/program';
import { parseHex } from '../hex';

/** An MSR as vmx.inc names it, e.g. IA32_EFER. */
export interface MsrName {
  readonly name: string;
  readonly index: number;
}

const CONSTANT = /^MSR_(\w+)\s+equ\s+0x([0-9a-f]+)/gim;

/** The MSRs that the library files name, in their order. */
export function msrNames(libraries: readonly SourceFile[]): readonly MsrName[] {
  return libraries.flatMap(({ text }) =>
    [...text.matchAll(CONSTANT)].map(([, name = '', digits = '']) => ({ name, index: Number.parseInt(digits, 16) })),
  );
}

/** The MSR that people mean by a name, with or without the prefix of its constant, or by its number; null when none. */
export function findMsr(text: string, names: readonly MsrName[]): number | null {
  const wanted = text.trim().toUpperCase().replace(/^MSR_/, '');
  const named = names.find(({ name }) => name.toUpperCase() === wanted);
  if (named !== undefined) return named.index;
  const number = parseHex(text);
  return number === null || number > 0xffff_ffffn ? null : Number(number);
}

/** Its name, else its number. */
export function msrText(index: number, names: readonly MsrName[]): string {
  return names.find((row) => row.index === index)?.name ?? `0x${index.toString(16)}`;
}
