import type { SourceFile } from '../asm/program';

/** Lines of a file that must stay as given; lines count from 1, the markers belong to the region. */
export interface LockedRegion {
  readonly name: string;
  readonly file: string;
  readonly firstLine: number;
  readonly lastLine: number;
  /** The lines without what stands at their ends invisibly: trailing white space. */
  readonly lines: readonly string[];
}

/** A marker that does not fit, in an exercise's own files. */
export interface MarkerProblem {
  readonly file: string;
  readonly line: number;
  readonly problem: 'not-closed' | 'not-opened' | 'nested' | 'name-used-twice';
  readonly name: string;
}

const MARKER = /^[ \t]*;[ \t]*(lock|unlock):[ \t]*([A-Za-z0-9][\w-]{0,63})[ \t]*$/;

/** The regions in the order of the files and lines, and every marker that has no partner. */
export function findLockedRegions(files: readonly SourceFile[]): {
  readonly regions: readonly LockedRegion[];
  readonly problems: readonly MarkerProblem[];
} {
  const regions: LockedRegion[] = [];
  const problems: MarkerProblem[] = [];
  const names = new Set<string>();
  for (const { name: file, text } of files) {
    const lines = text.split(/\r\n|\n|\r/);
    let open: { readonly name: string; readonly line: number } | null = null;
    const report = (line: number, problem: MarkerProblem['problem'], name: string): void => {
      problems.push({ file, line, problem, name });
    };
    for (const [index, text] of lines.entries()) {
      const [, word, name] = MARKER.exec(text) ?? [];
      if (name === undefined) continue;
      const line = index + 1;
      if (word === 'lock') {
        if (open !== null) report(line, 'nested', name);
        else if (names.has(name)) report(line, 'name-used-twice', name);
        else {
          names.add(name);
          open = { name, line };
        }
      } else if (open?.name === name) {
        const inside = lines.slice(open.line - 1, line).map((inner) => inner.trimEnd());
        regions.push({ name, file, firstLine: open.line, lastLine: line, lines: inside });
        open = null;
      } else report(line, 'not-opened', name);
    }
    if (open !== null) report(open.line, 'not-closed', open.name);
  }
  return { regions, problems };
}

/** What became of a locked region in a submission; `line` is where it stands in the submission, null when it is gone. */
export interface LockViolation {
  readonly name: string;
  readonly file: string;
  readonly problem: 'missing' | 'changed' | 'moved';
  readonly line: number | null;
  /** The first line that differs: how it must be, and how it is. */
  readonly expected: string | null;
  readonly seen: string | null;
}

/**
 * Compares a submission with the files that the exercise gave. A region may stand in any file (a submission may be one file
 * of several joined), once, whole, and in the order in which it was given.
 */
export function checkLockedRegions(
  given: readonly SourceFile[],
  submitted: readonly SourceFile[],
): readonly LockViolation[] {
  const expected = findLockedRegions(given).regions;
  const found = findLockedRegions(submitted).regions;
  const violations: LockViolation[] = [];
  let after = -1;
  for (const region of expected) {
    const place = found.findIndex(({ name }) => name === region.name);
    const now = found[place];
    const report = (problem: LockViolation['problem'], line: number | null, n: number): void => {
      violations.push({
        name: region.name,
        file: now?.file ?? region.file,
        problem,
        line,
        expected: region.lines[n] ?? null,
        seen: now?.lines[n] ?? null,
      });
    };
    if (now === undefined) {
      report('missing', null, 0);
      continue;
    }
    const differs = firstDifference(region.lines, now.lines);
    if (differs !== null) report('changed', now.firstLine + Math.min(differs, now.lines.length - 1), differs);
    else if (place < after) report('moved', now.firstLine, 0);
    after = Math.max(after, place);
  }
  return violations;
}

function firstDifference(some: readonly string[], others: readonly string[]): number | null {
  const length = Math.max(some.length, others.length);
  for (let n = 0; n < length; n++) if (some[n] !== others[n]) return n;
  return null;
}
