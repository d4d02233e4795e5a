import { ExitTotals } from '../recorder/exit-totals';
import { exitReasons } from '../vmx/exit/exit-reasons.table';
import type { Transition } from '../vmx/explain/transition';
import { columns } from './text-table';

/** "10 CPUID": how tables name an exit reason. */
export const exitName = (reason: number): string =>
  `${reason} ${exitReasons.find((row) => row.number === reason)?.name ?? ''}`.trimEnd();

/** `--stat`: exits by reason with their count, cycles and share of all cycles of the run. */
export class ExitStatistics {
  private readonly totals = new ExitTotals();

  add(t: Transition): void {
    this.totals.add(t);
  }

  /** A table of text lines; each processor has run for its `cycles`. Shares are of what they have run together. */
  lines(instructions: number, cyclesOfEach: readonly number[]): string[] {
    const cycles = cyclesOfEach.reduce((sum, own) => sum + own, 0);
    const rows = [...this.totals.at(cyclesOfEach)].sort(([, a], [, b]) => b.cycles - a.cycles);
    const all = rows.reduce((sum, [, total]) => sum + total.count, 0);
    const inExits = rows.reduce((sum, [, total]) => sum + total.cycles, 0);
    const row = (name: string, count: number, spent: number): string[] => [
      name,
      count.toString(),
      spent.toString(),
      cycles === 0 ? '0.0 %' : `${((100 * spent) / cycles).toFixed(1)} %`,
    ];
    return [
      ...columns([
        ['exit reason', 'count', 'cycles', 'share'],
        ...rows.map(([reason, total]) => row(exitName(reason), total.count, total.cycles)),
        row('all exits', all, inExits),
      ]),
      `${instructions} instructions, ${Math.max(...cyclesOfEach)} cycles`,
    ];
  }
}
