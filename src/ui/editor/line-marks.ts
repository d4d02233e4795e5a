import type { Breakpoint } from '../../protocol/commands';
import type { Snapshot, SourceLine, TransitionView } from '../../protocol/snapshot';

/** What the editor paints on the lines of one file, worked out from snapshots. */
export interface LineMark {
  readonly line: number;
  readonly kind: 'vmm-place' | 'guest-place' | 'breakpoint' | 'breakpoint-off' | 'exit';
  /** Guest's label for guest-place, exits for exit. */
  readonly guest?: string;
  readonly exit?: ExitMark;
}

export interface ExitMark {
  readonly reason: number;
  readonly count: number;
}

/** The line of a place in a file: its own line, or the one that invoked the macro it lies in; null when in neither. */
export function lineIn(file: string, source: SourceLine | null | undefined): number | null {
  if (source?.file === file) return source.line;
  return source?.invokedAt?.file === file ? source.invokedAt.line : null;
}

/**
 * The file to show for a place. Code of a macro is shown where it was invoked, in the program's own text, unless the
 * macro's file is open already: who opened it wants to step through it.
 */
export function fileToFollow(source: SourceLine, openFile: string | null): string {
  return source.file === openFile ? source.file : (source.invokedAt?.file ?? source.file);
}

/** Marks of places where somebody waits: the VMM and the guests. */
export function placeMarks(snapshot: Snapshot | null, file: string): LineMark[] {
  if (snapshot === null) return [];
  const marks: LineMark[] = [];
  const add = (source: SourceLine | null | undefined, mark: Omit<LineMark, 'line'>) => {
    const line = lineIn(file, source);
    if (line !== null) marks.push({ line, ...mark });
  };
  if (snapshot.mode === 'non-root') add(snapshot.vmmPlace?.source, { kind: 'vmm-place' });
  for (const guest of snapshot.guests) {
    const running = snapshot.mode === 'non-root' && guest.current;
    if (!running) add(guest.place?.source, { kind: 'guest-place', guest: guest.label });
  }
  return marks;
}

export function breakpointMarks(breakpoints: readonly Breakpoint[], file: string): LineMark[] {
  return breakpoints.flatMap((b) =>
    b.kind === 'line' && b.file === file
      ? [{ line: b.line, kind: b.enabled === false ? ('breakpoint-off' as const) : ('breakpoint' as const) }]
      : [],
  );
}

/** One badge per line from which VM exits came: the last reason, and how many exits in all. */
export function exitMarks(transitions: readonly TransitionView[], happened: number, file: string): LineMark[] {
  const byLine = new Map<number, ExitMark>();
  for (let n = 0; n < happened; n++) {
    const transition = transitions[n];
    const line = lineIn(file, transition?.from.source);
    if (transition?.kind !== 'vm-exit' || line === null) continue;
    const before = byLine.get(line);
    byLine.set(line, {
      reason: (transition.exitReason ?? 0) & 0xffff,
      count: (before?.count ?? 0) + 1,
    });
  }
  return [...byLine].map(([line, exit]) => ({ line, kind: 'exit', exit }));
}
