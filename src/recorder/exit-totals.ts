import type { Transition } from '../vmx/explain/transition';

export interface ReasonTotal {
  count: number;
  /** Cycles of the exits, of the handler until the next VM entry, and of that entry. */
  cycles: number;
}

/** Basic exit reasons; the manual has far fewer. */
const REASONS = 256;
const NONE = -1;

/**
 * Adds up exits by basic exit reason from transitions in their order. A VM-entry failure that loads host state counts like an
 * exit, under its own reason.
 */
export class ExitTotals {
  private readonly counts = new Float64Array(REASONS);
  private readonly cycles = new Float64Array(REASONS);
  /** The exit that is being handled: its reason, and the cycle at which it began. */
  private open = NONE;
  private since = 0;

  add(t: Transition): void {
    if (t.kind !== 'vm-fail' && t.kind !== 'vmxon') this.close(t.cycles);
    if (t.exitReason === undefined || (t.kind !== 'vm-exit' && t.kind !== 'entry-failure')) return;
    this.begin(t.exitReason, t.cycles - t.cost);
  }

  /** As `add`, for a VM entry (no reason) or VM exit of which no more is known. */
  addOutline(reason: number | null, cycles: number, cost: number): void {
    this.close(cycles);
    if (reason !== null) this.begin(reason, cycles - cost);
  }

  /** The totals at an instant: the exit that is being handled counts up to `cycles`. */
  at(cycles: number): Map<number, ReasonTotal> {
    const totals = new Map<number, ReasonTotal>();
    for (let reason = 0; reason < REASONS; reason++) {
      const count = this.counts[reason] as number;
      if (count === 0) continue;
      const open = reason === this.open ? cycles - this.since : 0;
      totals.set(reason, { count, cycles: (this.cycles[reason] as number) + open });
    }
    return totals;
  }

  copy(): ExitTotals {
    const copy = new ExitTotals();
    copy.become(this);
    return copy;
  }

  /** Takes over what another one holds. */
  become(other: ExitTotals): void {
    this.counts.set(other.counts);
    this.cycles.set(other.cycles);
    this.open = other.open;
    this.since = other.since;
  }

  private begin(reason: number, since: number): void {
    this.open = reason & (REASONS - 1);
    this.since = since;
    this.counts[this.open] = (this.counts[this.open] as number) + 1;
  }

  private close(cycles: number): void {
    if (this.open === NONE) return;
    this.cycles[this.open] = (this.cycles[this.open] as number) + cycles - this.since;
    this.open = NONE;
  }
}
