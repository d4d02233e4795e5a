import type { SourceLine, Token } from '../source/token';
import { isStatementWord } from '../statement/parse-statement';
import type { SourceFold } from './language';

const OPENERS: ReadonlyMap<string, SourceFold['kind']> = new Map([
  ['%macro', 'macro'],
  ['%imacro', 'macro'],
  ['%rmacro', 'macro'],
  ['%irmacro', 'macro'],
  ['%rep', 'repetition'],
]);
const CLOSERS: ReadonlyMap<string, SourceFold['kind']> = new Map([
  ['%endmacro', 'macro'],
  ['%endm', 'macro'],
  ['%endrep', 'repetition'],
  ['%endif', 'condition'],
]);
const STRUCTURES: ReadonlyMap<string, 'open' | 'close'> = new Map([
  ['struc', 'open'],
  ['istruc', 'open'],
  ['endstruc', 'close'],
  ['iend', 'close'],
]);

interface Open {
  readonly kind: SourceFold['kind'];
  readonly from: number;
}

/** What of a file can be folded: pairs of directives, branches, sections, what follows a label, blocks of comments. */
export function findFolds(texts: readonly string[], lines: readonly SourceLine[]): SourceFold[] {
  const folds: SourceFold[] = [];
  const add = (kind: SourceFold['kind'], from: number, to: number): void => {
    let last = to;
    while (last > from && (texts[last - 1] ?? '').trim() === '') last -= 1;
    if (last > from) folds.push({ kind, from, to: last });
  };
  const open: Open[] = [];
  const close = (kind: SourceFold['kind'], to: number): void => {
    const at = open.findLastIndex((candidate) => candidate.kind === kind);
    const opened = at < 0 ? undefined : open[at];
    if (opened === undefined) return;
    open.length = at;
    add(kind, opened.from, to);
  };
  let section: number | null = null;
  let label: number | null = null;
  const endLabel = (before: number): void => {
    if (label !== null) add('label', label, aboveComments(texts, before));
    label = null;
  };

  for (const { tokens, line } of lines) {
    const [first] = tokens;
    if (first === undefined) continue;
    const word = first.text.toLowerCase();
    if (first.kind === 'pp' && /^%[a-z]/.test(word)) {
      const opener = word.startsWith('%if') ? 'condition' : OPENERS.get(word);
      const closer = CLOSERS.get(word);
      if (opener !== undefined) {
        // A condition or a repetition may be part of what follows a label; a macro stands for itself.
        if (open.length === 0 && opener === 'macro') endLabel(line - 1);
        open.push({ kind: opener, from: line });
      } else if (closer !== undefined) close(closer, line);
      else if (word.startsWith('%el')) {
        // Each branch folds by itself: the next one begins in the line that ends it.
        close('condition', line - 1);
        open.push({ kind: 'condition', from: line });
      }
      continue;
    }
    const structure = STRUCTURES.get(word);
    if (structure === 'open') {
      if (open.length === 0) endLabel(line - 1);
      open.push({ kind: 'structure', from: line });
    } else if (structure === 'close') close('structure', line);
    if (word === 'section' || word === 'segment') {
      endLabel(line - 1);
      if (section !== null) add('section', section, line - 1);
      section = line;
    } else if (open.length === 0 && isGlobalLabel(tokens)) {
      endLabel(line - 1);
      label = line;
    }
  }
  endLabel(texts.length);
  if (section !== null) add('section', section, texts.length);
  addComments(texts, add);
  return folds;
}

function isGlobalLabel(tokens: readonly Token[]): boolean {
  const [first, second] = tokens;
  if (first?.kind !== 'id' || first.text.startsWith('.')) return false;
  return second?.kind === 'op' && second.text === ':' && !isStatementWord(first.text.toLowerCase());
}

/** The last line at or before `line` that is neither blank nor a comment: a comment belongs to what follows it. */
function aboveComments(texts: readonly string[], line: number): number {
  let last = line;
  if (last >= texts.length) return last;
  while (last > 1 && /^\s*(;.*)?$/.test(texts[last - 1] ?? '')) last -= 1;
  return last;
}

function addComments(texts: readonly string[], add: (kind: 'comment', from: number, to: number) => void): void {
  let from: number | null = null;
  for (let line = 1; line <= texts.length + 1; line += 1) {
    const comment = (texts[line - 1] ?? '').trimStart().startsWith(';');
    if (comment) from ??= line;
    else if (from !== null) {
      add('comment', from, line - 1);
      from = null;
    }
  }
}
