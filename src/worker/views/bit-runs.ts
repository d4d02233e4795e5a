import type { BitRun } from '../../protocol/descriptor-tables';

const MOST_RUNS = 1_024;

/** The eight bits of a byte, or why they cannot be read. */
export type ByteOfBits = number | 'limit' | 'unmapped';

/** Joins the bits of so many bytes to runs of equal ones; of very many only the first are kept. */
export function toBitRuns(
  bytes: number,
  bitsOf: (byte: number) => ByteOfBits,
): { readonly runs: readonly BitRun[]; readonly leftOut: number } {
  const runs: { first: number; last: number; bit: BitRun['bit'] }[] = [];
  for (let byte = 0; byte < bytes; byte++) {
    const bits = bitsOf(byte);
    for (let k = 0; k < 8; k++) {
      const number = 8 * byte + k;
      const bit = typeof bits === 'string' ? bits : (((bits >> k) & 1) as 0 | 1);
      const run = runs.at(-1);
      if (run?.bit === bit) run.last = number;
      else runs.push({ first: number, last: number, bit });
    }
  }
  return { runs: runs.slice(0, MOST_RUNS), leftOut: Math.max(0, runs.length - MOST_RUNS) };
}
