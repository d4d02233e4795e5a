import { plainHex } from '../hex';

/** A place in code as people name it: its symbol, else its address. */
export function placeName(symbol: string | null, rip: bigint): string {
  return symbol ?? plainHex(rip);
}
