import type { FailureView, Transition, TransitionView } from '../../protocol/snapshot';
import type { FieldWriters } from '../../recorder/field-writers';
import { exitReasons } from '../../vmx/exit/exit-reasons.table';
import type { CodeMap } from './code-map';

/** Name of a basic exit reason, e.g. "CPUID". */
export function reasonName(reason: number): string {
  return exitReasons.find((row) => row.number === (reason & 0xffff))?.name ?? `reason ${reason & 0xffff}`;
}

/** What the view adds to the engine's record. `n` counts from 1. */
export interface TransitionContext {
  readonly n: number;
  readonly guest: string | null;
  readonly map: CodeMap;
  /** Who had written the fields when a check failed; undefined for other transitions. */
  readonly writers: FieldWriters | undefined;
}

/** A transition as the page keeps it. */
export function toTransitionView(t: Transition, { n, guest, map, writers }: TransitionContext): TransitionView {
  const place = (rip: bigint) => ({ symbol: map.symbolAt(rip), source: map.sourceAt(rip) });
  return {
    ...t,
    n,
    reasonName: t.exitReason === undefined ? null : reasonName(t.exitReason),
    guest,
    from: place(t.fromRip),
    to: place(t.toRip),
    failures: t.checks.map(
      (finding): FailureView => ({
        finding,
        writers: finding.fields.flatMap(({ field }) => {
          const writer = writers?.get(field);
          return writer === undefined ? [] : [{ field, ...writer, source: map.sourceAt(writer.rip) }];
        }),
      }),
    ),
  };
}
