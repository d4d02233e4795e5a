import type { Statement } from '../statement/statement';
import { assembleStatement } from './assemble-statement';
import type { Assembly } from './assembly';
import { hasSettledLength } from './kept-lengths';

/** Statements one after the other whose lengths stay as they are, and what they come to together. */
interface Run {
  readonly statements: readonly Statement[];
  /** -1 until it has been measured in the mode below. */
  length: number;
  bits: number;
  relative: boolean;
  bound: boolean;
}

/**
 * A program shortened for the passes between the first ones and the last one, which only look for the places of labels:
 * whatever keeps its length is measured once for all of them.
 */
export type ShortenedProgram = readonly (Statement | Run)[];

export function shorten(statements: readonly Statement[]): ShortenedProgram {
  const result: (Statement | Run)[] = [];
  let run: Statement[] = [];
  const close = (): void => {
    if (run.length > 0) result.push({ statements: run, length: -1, bits: 0, relative: false, bound: false });
    run = [];
  };
  for (const statement of statements) {
    const keeps = keepsLength(statement);
    // A label takes its place before the bytes of its line.
    if (!keeps || statement.label !== null) close();
    if (keeps && statement.label === null) run.push(statement);
    else if (statement.body !== null || statement.label !== null) result.push(statement);
  }
  close();
  return result;
}

function keepsLength({ body, times }: Statement): boolean {
  if (body === null || times !== null) return false;
  if (body.kind === 'instruction') return hasSettledLength(body);
  return body.kind === 'data' && body.items.every(({ kind }) => kind === 'bytes' || kind === 'number');
}

/** Goes through a shortened program in a pass before the last one. */
export function measureProgram(assembly: Assembly, program: ShortenedProgram): void {
  for (const part of program) {
    if ('statements' in part) measureRun(assembly, part);
    else assembleStatement(assembly, part);
    if (assembly.stopped) return;
  }
}

function measureRun(assembly: Assembly, run: Run): void {
  const [first] = run.statements;
  const { bits, relative, bound, section, diagnostics } = assembly;
  const inSection = assembly.absolute === null;
  const known = run.length >= 0 && run.bits === bits && run.relative === relative && run.bound === bound;
  if (known && inSection && first !== undefined) {
    assembly.reserve(run.length, first);
    return;
  }
  const at = section.offset;
  const { errors } = diagnostics;
  for (const statement of run.statements) {
    assembleStatement(assembly, statement);
    if (assembly.stopped) return;
  }
  if (inSection && diagnostics.errors === errors)
    Object.assign(run, { length: section.offset - at, bits, relative, bound });
}
