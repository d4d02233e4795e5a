import type { Diagnostic, DiagnosticOrigin } from '../program';
import type { Invocation, SourceLine, Token } from '../source/token';
import { type Message, textOfMessage } from './message';

/** Anything that has a place in a source. */
export interface Located {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
}

/** Enough to show; a source that has more is shown again after the first are mended. */
const LIMIT = 200;

/** A deeper chain says nothing more; the outermost places are what the reader looks for. */
const CHAIN_LIMIT = 12;

/** Collects what is wrong with a program, each thing once. */
export class Diagnostics {
  readonly list: Diagnostic[] = [];
  errors = 0;
  private readonly seen = new Set<string>();

  error(place: Located, message: Message, invocation: Invocation | null = null): void {
    this.add('error', place, message, invocation);
  }

  warning(place: Located, message: Message, invocation: Invocation | null = null): void {
    this.add('warning', place, message, invocation);
  }

  private add(severity: 'error' | 'warning', place: Located, message: Message, invocation: Invocation | null): void {
    const text = textOfMessage(message);
    const via = chainOf(invocation);
    const from = via.map((origin) => `${origin.file}:${origin.line}`).join(' ');
    const key = `${severity} ${place.file}:${place.line}:${place.column} ${text} ${from}`;
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
      code: message.code,
      params: message.params,
      message: text,
      ...(via.length === 0 ? {} : { via }),
    });
  }
}

/** The macros and files through which a line came, the nearest first. */
function chainOf(invocation: Invocation | null): DiagnosticOrigin[] {
  const chain: DiagnosticOrigin[] = [];
  for (let at = invocation; at !== null; at = at.outer)
    chain.push({ kind: at.kind, name: at.name, file: at.file, line: at.line });
  return chain.length <= CHAIN_LIMIT ? chain : [...chain.slice(0, 2), ...chain.slice(2 - CHAIN_LIMIT)];
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
