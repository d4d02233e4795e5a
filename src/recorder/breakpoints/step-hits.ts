import type { Processor } from '../../cpu/processor';
import { EVENTS, INSTRUCTION_START, INSTRUCTIONS, OTHER_POSITIONS } from '../../cpu/state/processor-layout';
import type { BreakpointHit, Doer } from '../../protocol/snapshot';

/** A breakpoint that the step under way has met. What it found is put together when the step is over. */
export interface StepHit {
  readonly index: number;
  readonly describe: () => BreakpointHit;
}

/** The breakpoints that one step met, and the wish that the run stop after it. */
export class StepHits {
  private list: StepHit[] = [];

  /** @param requestStop makes the run end after the step under way */
  constructor(private readonly requestStop: () => void) {}

  add(hit: StepHit): void {
    this.list.push(hit);
    this.requestStop();
  }

  /** Something may have been hit: the run ends so that it can be looked at. */
  suspect(): void {
    this.requestStop();
  }

  has(index: number): boolean {
    return this.list.some((hit) => hit.index === index);
  }

  /** The hit of the first breakpoint in the list, and forgets them all. */
  take(): { readonly index: number; readonly hit: BreakpointHit } | null {
    if (this.list.length === 0) return null;
    const first = this.list.reduce((a, b) => (b.index < a.index ? b : a));
    this.list = [];
    return { index: first.index, hit: first.describe() };
  }
}

/** The instruction of the step under way (counted already), or the one before which an event is taken. */
export const doerOf = (p: Processor): Doer => ({
  position: (p.f[INSTRUCTIONS] as number) + (p.f[EVENTS] as number) + (p.f[OTHER_POSITIONS] as number) - 1,
  rip: p.q[INSTRUCTION_START >> 1] as bigint,
});
