import type { AssembledProgram } from '../asm/program';

/** What names an address: the program's lines; empty for an image. */
export type PlaceNames = Pick<AssembledProgram, 'symbols' | 'lines' | 'sections'>;

/** "0x100010 (vmm.asm:12)": an address with the source line that made it, when there is one. */
export function describePlace(address: bigint, { lines }: PlaceNames): string {
  const at = Number(address);
  const line = lines.findLast((entry) => entry.code && at >= entry.address && at < entry.address + entry.length);
  const text = `0x${address.toString(16)}`;
  return line === undefined ? text : `${text} (${line.file}:${line.line})`;
}
