import type { Processor } from '../cpu/processor';
import type { Transition } from '../vmx/explain/transition';

/** What a run looks out for. Absent members cost nothing. */
export interface Watch {
  /** Stop when the machine stands here. */
  readonly target?: number;
  /** Called for each transition; true = stop after the step in which it happened. */
  readonly onTransition?: (t: Transition) => boolean;
  /** Called after each step, which makes the run slower; true = stop. */
  readonly afterStep?: (p: Processor) => boolean;
  /** Whether breakpoints stop the run. */
  readonly breakpoints?: boolean;
}

/** Why `advance` came back: out of steps, the watch fired, a breakpoint, or the machine cannot go on (its STOP says why). */
export type AdvanceResult =
  | { readonly kind: 'out-of-steps' | 'watch' | 'stopped' }
  | { readonly kind: 'breakpoint'; readonly index: number };

/** Addresses at which a run stops before the instruction there. */
export class BreakpointSet {
  private low = new Int32Array(0);
  private high = new Int32Array(0);
  private index = new Int32Array(0);

  get size(): number {
    return this.low.length;
  }

  /** `addresses[k]` are the places of breakpoint k. */
  set(addresses: readonly (readonly bigint[])[]): void {
    const all = addresses.flatMap((list, index) => list.map((address) => ({ address, index })));
    this.low = Int32Array.from(all, ({ address }) => Number(BigInt.asIntN(32, address)));
    this.high = Int32Array.from(all, ({ address }) => Number(BigInt.asIntN(32, address >> 32n)));
    this.index = Int32Array.from(all, ({ index }) => index);
  }

  /** The breakpoint at an address given as two signed halves, or -1. */
  at(low: number, high: number): number {
    for (let k = 0; k < this.low.length; k++) {
      if (this.low[k] === low && this.high[k] === high) return this.index[k] as number;
    }
    return -1;
  }
}
