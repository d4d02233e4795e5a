import type { CpuidRow } from './model';

/** Four characters as CPUID puts them into a register. */
export const text = (four: string): number =>
  four.charCodeAt(0) | (four.charCodeAt(1) << 8) | (four.charCodeAt(2) << 16) | (four.charCodeAt(3) << 24);

const FIRST_LEAF = 0x8000_0002;
const REGISTER_BYTES = 4;
const LEAF_BYTES = 4 * REGISTER_BYTES;

/** The three leaves of a processor brand string; at most 47 characters. SDM Vol. 2: "CPUID—CPU Identification". */
export function brandRows(brand: string): CpuidRow[] {
  const padded = brand.padEnd(3 * LEAF_BYTES, '\0');
  return [0, 1, 2].map((n) => {
    const part = (register: number): number => {
      const at = n * LEAF_BYTES + register * REGISTER_BYTES;
      return text(padded.slice(at, at + REGISTER_BYTES));
    };
    return {
      leaf: FIRST_LEAF + n,
      eax: part(0),
      ebx: part(1),
      ecx: part(2),
      edx: part(3),
      what: 'processor brand string',
    };
  });
}
