import { MAXIMUM_PROCESSORS } from '../cpu/state/processor-count.table';
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
 * Adds up the exits of all processors by basic exit reason from transitions in their order. A VM-entry failure that loads host state counts like an
 * exit, under its own reason.
 */
export class ExitTotals {
  private readonly counts = new Float64Array(REASONS);
  private readonly cycles = new Float64Array(REASONS);
  /** By processor the exit that is being handled: its reason, and the cycle at which it began. */
  private readonly open = new Int32Array(MAXIMUM_PROCESSORS).fill(NONE);
  private readonly since = new Float64Array(MAXIMUM_PROCESSORS);

  add(t: Transition): void {
    if (t.kind !== 'vm-fail' && t.kind !== 'vmxon') this.close(t.cpu, t.cycles);
    if (t.exitReason === undefined || (t.kind !== 'vm-exit' && t.kind !== 'entry-failure')) return;
    this.begin(t.cpu, t.exitReason, t.cycles - t.cost);
  }

  /** As `add`, for a VM entry (no reason) or VM exit of which no more is known. */
  addOutline(cpu: number, reason: number | null, cycles: number, cost: number): void {
    this.close(cpu, cycles);
    if (reason !== null) this.begin(cpu, reason, cycles - cost);
  }

  /** The totals at an instant: an exit that is being handled counts up to its processor's place in `cycles`. */
  at(cycles: readonly number[]): Map<number, ReasonTotal> {
    const totals = new Map<number, ReasonTotal>();
    for (let reason = 0; reason < REASONS; reason++) {
      const count = this.counts[reason] as number;
      if (count === 0) continue;
      totals.set(reason, { count, cycles: this.cycles[reason] as number });
    }
    for (const [cpu, now] of cycles.entries()) {
      const total = totals.get(this.open[cpu] as number);
      if (total !== undefined) total.cycles += now - (this.since[cpu] as number);
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
    this.open.set(other.open);
    this.since.set(other.since);
  }

  private begin(cpu: number, reason: number, since: number): void {
    const open = reason & (REASONS - 1);
    this.open[cpu] = open;
    this.since[cpu] = since;
    this.counts[open] = (this.counts[open] as number) + 1;
  }

  private close(cpu: number, cycles: number): void {
    const open = this.open[cpu] as number;
    if (open === NONE) return;
    this.cycles[open] = (this.cycles[open] as number) + cycles - (this.since[cpu] as number);
    this.open[cpu] = NONE;
  }
}
