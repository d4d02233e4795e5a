import { say } from '../report/message';
import { SyntaxProblem } from '../source/token-reader';
import type { Statement, StatementBody } from '../statement/statement';
import { assembleData } from './assemble-data';
import { assembleInstruction } from './assemble-instruction';
import { type Assembly, MAX_ANEW, MAX_BYTES } from './assembly';

/** What a statement can make bytes of: everything but a directive. */
export type PlainBody = Exclude<StatementBody, { kind: 'directive' }>;

/** Assembles what a statement makes, once. */
export function assembleBody(assembly: Assembly, statement: Statement, body: PlainBody): void {
  switch (body.kind) {
    case 'instruction':
      assembleInstruction(assembly, statement, body);
      break;
    case 'data':
      assembleData(assembly, statement, body.items);
      break;
    case 'reserve': {
      const count = assembly.plainNumber(body.count, 'resb', body.place);
      if (count < 0n) throw new SyntaxProblem(body.place, say('count-negative', { what: 'resb', count }));
      const bytes = count * BigInt(body.unit);
      if (bytes > BigInt(MAX_BYTES))
        throw new SyntaxProblem(body.place, say('count-too-large', { what: 'resb', count, limit: MAX_BYTES }));
      assembly.skip(Number(bytes), statement);
      break;
    }
    case 'equ':
      break;
  }
}

/** Assembles a body `count` times; `$` stays where the first one begins. */
export function repeatBody(assembly: Assembly, statement: Statement, body: PlainBody, count: bigint): void {
  if (count <= 0n) return;
  if (count > BigInt(MAX_BYTES))
    throw new SyntaxProblem(statement.place, say('count-too-large', { what: 'times', count, limit: MAX_BYTES }));
  const { section } = assembly;
  const at = section.offset;
  const fixups = section.fixups.length;
  assembleBody(assembly, statement, body);
  if (count === 1n || assembly.stopped) return;
  // Bytes that do not depend on where they stand are copied; whatever is relative is assembled anew.
  const alike =
    assembly.absolute === null &&
    section.fixups.length === fixups &&
    (body.kind === 'data' || body.kind === 'reserve' || (body.kind === 'instruction' && body.fixed));
  if (alike) assembly.repeat(at, Number(count) - 1, statement);
  else if (count > BigInt(MAX_ANEW))
    throw new SyntaxProblem(statement.place, say('count-too-large-here', { what: 'times', count, limit: MAX_ANEW }));
  else for (let n = 1n; n < count && !assembly.stopped; n += 1n) assembleBody(assembly, statement, body);
}
