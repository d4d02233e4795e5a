import type { Diagnostic } from '../program';
import type { Invocation, SourceLine, Token } from '../source/token';

/** Anything that has a place in a source. */
export interface Located {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
}

/** Enough to show; a source that has more is shown again after the first are mended. */
const LIMIT = 200;

/** Collects what is wrong with a program, each thing once. */
export class Diagnostics {
  readonly list: Diagnostic[] = [];
  errors = 0;
  private readonly seen = new Set<string>();

  error(place: Located, message: string, invocation: Invocation | null = null): void {
    this.add('error', place, message, invocation);
  }

  warning(place: Located, message: string, invocation: Invocation | null = null): void {
    this.add('warning', place, message, invocation);
  }

  private add(severity: 'error' | 'warning', place: Located, message: string, invocation: Invocation | null): void {
    const whole = invocation === null ? message : `${message} (${inMacro(invocation)})`;
    const key = `${severity} ${place.file}:${place.line}:${place.column} ${whole}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    if (severity === 'error') this.errors += 1;
    if (this.list.length >= LIMIT) return;
    this.list.push({
      severity,
      file: place.file,
      line: place.line,
      column: place.column,
      endColumn: Math.max(place.endColumn, place.column + 1),
      message: whole,
    });
  }
}

function inMacro(invocation: Invocation): string {
  return `in macro \`${invocation.macro}\` used at ${invocation.file}:${invocation.line}`;
}

/** The place that spans tokens of one line; the line itself when there are none. */
export function spanOf(tokens: readonly Token[], line?: SourceLine): Located {
  const first = tokens[0];
  if (first === undefined) {
    return { file: line?.file ?? '', line: line?.line ?? 1, column: 1, endColumn: 2 };
  }
  let endColumn = first.endColumn;
  for (const token of tokens) {
    if (token.file === first.file && token.line === first.line && token.endColumn > endColumn)
      endColumn = token.endColumn;
  }
  return { file: first.file, line: first.line, column: first.column, endColumn };
}
