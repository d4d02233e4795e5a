import type { Transition } from '../vmx/explain/transition';

export interface ReasonTotal {
  count: number;
  /** Cycles of the exits, of the handler until the next VM entry, and of that entry. */
  cycles: number;
}

/**
 * Adds up exits by basic exit reason from transitions in their order. A VM-entry failure that loads host state counts like an
 * exit, under its own reason.
 */
export class ExitTotals {
  readonly byReason = new Map<number, ReasonTotal>();
  private open: { readonly reason: number; readonly since: number } | null = null;

  add(t: Transition): void {
    if (t.kind !== 'vm-fail' && t.kind !== 'vmxon') this.close(t.cycles);
    if (t.exitReason === undefined || (t.kind !== 'vm-exit' && t.kind !== 'entry-failure')) return;
    const reason = t.exitReason & 0xffff;
    this.total(reason).count++;
    this.open = { reason, since: t.cycles - t.cost };
  }

  /** The totals at an instant: the exit that is being handled counts up to `cycles`. */
  at(cycles: number): Map<number, ReasonTotal> {
    const totals = new Map([...this.byReason].map(([reason, total]) => [reason, { ...total }]));
    if (this.open !== null) {
      const total = totals.get(this.open.reason);
      if (total !== undefined) total.cycles += cycles - this.open.since;
    }
    return totals;
  }

  copy(): ExitTotals {
    const copy = new ExitTotals();
    for (const [reason, total] of this.byReason) copy.byReason.set(reason, { ...total });
    copy.open = this.open;
    return copy;
  }

  private close(cycles: number): void {
    if (this.open === null) return;
    this.total(this.open.reason).cycles += cycles - this.open.since;
    this.open = null;
  }

  private total(reason: number): ReasonTotal {
    const known = this.byReason.get(reason);
    if (known !== undefined) return known;
    const made = { count: 0, cycles: 0 };
    this.byReason.set(reason, made);
    return made;
  }
}
