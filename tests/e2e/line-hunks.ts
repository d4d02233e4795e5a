/** Lines of one text that others take the place of; lines count from 1. */
export interface Hunk {
  readonly firstLine: number;
  readonly removed: number;
  readonly added: readonly string[];
}

/** What turns one text into another, as the longest common sequence of lines leaves it; the last hunk first. */
export function hunksBetween(from: string, to: string): readonly Hunk[] {
  const a = from.split('\n');
  const b = to.split('\n');
  // common[i][j]: length of the longest common sequence of a from i and b from j.
  const common = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  const at = (i: number, j: number): number => common[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      (common[i] as number[])[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const hunks: Hunk[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      i++;
      j++;
      continue;
    }
    const firstLine = i + 1;
    const start = j;
    while ((i < a.length || j < b.length) && !(i < a.length && j < b.length && a[i] === b[j])) {
      if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) i++;
      else j++;
    }
    hunks.unshift({ firstLine, removed: i + 1 - firstLine, added: b.slice(start, j) });
  }
  return hunks;
}
