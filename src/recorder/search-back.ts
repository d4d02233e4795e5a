import type { Recorder } from './recorder';
import type { AdvanceResult, Watch } from './watch';

/** One pass forward over a stretch of history, looking for the last of something in it. */
export interface Scan<T> {
  /** Must not stop the run but by breakpoints; what it finds it notes. */
  readonly watch: Watch;
  /** A breakpoint was met; the machine stands at the place where it stops. */
  readonly met?: (stop: Extract<AdvanceResult, { kind: 'breakpoint' }>) => void;
  /** The last one in the stretch, when there was any. */
  readonly found: () => T | null;
}

/** How a search goes on. */
export interface SearchPace {
  /** Positions per turn. */
  readonly steps: () => number;
  /** Everything after this position has been searched in vain. */
  readonly covered: (position: number) => void;
}

/**
 * Looks backwards from `last` (which counts) to the start of the history: replays the stretches between checkpoints,
 * the latest first, each forward, and answers the last thing found in the first stretch that has any. The machine stands
 * somewhere afterwards; the caller takes it where it belongs.
 */
export function* searchBack<T>(
  recorder: Recorder,
  last: number,
  makeScan: () => Scan<T>,
  pace: SearchPace,
): Generator<undefined, T | null> {
  let end = last;
  for (;;) {
    const from = recorder.rewind(Math.max(recorder.start, end - 1));
    const scan = makeScan();
    recorder.detailed = false;
    for (;;) {
      const result = recorder.advance(pace.steps(), { ...scan.watch, target: end });
      if (result.kind === 'breakpoint') scan.met?.(result);
      if (result.kind === 'out-of-steps') yield;
      else if (result.kind !== 'breakpoint') break;
    }
    const found = scan.found();
    if (found !== null) return found;
    if (from <= recorder.start) return null;
    pace.covered(from);
    end = from;
  }
}
