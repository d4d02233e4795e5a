/** Addresses at which a run stops before the instruction there, with the number of their breakpoint. */
export class PlaceTable {
  private readonly low: Int32Array;
  private readonly high: Int32Array;
  private readonly index: Int32Array;

  constructor(places: readonly { readonly address: bigint; readonly index: number }[]) {
    this.low = Int32Array.from(places, ({ address }) => Number(BigInt.asIntN(32, address)));
    this.high = Int32Array.from(places, ({ address }) => Number(BigInt.asIntN(32, address >> 32n)));
    this.index = Int32Array.from(places, ({ index }) => index);
  }

  get size(): number {
    return this.low.length;
  }

  /** The first breakpoint at an address given as two signed halves, or -1. */
  at(low: number, high: number): number {
    for (let k = 0; k < this.low.length; k++) {
      if (this.low[k] === low && this.high[k] === high) return this.index[k] as number;
    }
    return -1;
  }
}
