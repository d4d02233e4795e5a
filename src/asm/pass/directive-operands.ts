import { parseExpression } from '../expression/parse-expression';
import type { Value } from '../expression/value';
import { spanOf } from '../report/diagnostics';
import { say } from '../report/message';
import { SyntaxProblem, type TokenReader } from '../source/token-reader';
import type { Statement, StatementBody } from '../statement/statement';
import type { Assembly } from './assembly';

export type DirectiveBody = Extract<StatementBody, { kind: 'directive' }>;

/** Carries out one directive; throws SyntaxProblem. */
export type Directive = (assembly: Assembly, reader: TokenReader, body: DirectiveBody, statement: Statement) => void;

/** The value of what is left of a line; throws SyntaxProblem. */
export function evaluateRest(assembly: Assembly, reader: TokenReader): Value {
  const value = assembly.evaluate(parseExpression(reader));
  if (!reader.atEnd()) throw reader.problem(say('expression-ends-here'));
  return value;
}

/** The plain number that the rest of a line gives; throws SyntaxProblem. */
export function number(assembly: Assembly, reader: TokenReader, what: string): bigint {
  const tokens = reader.rest();
  const value = evaluateRest(assembly, reader);
  if (value.terms.length > 0) throw new SyntaxProblem(spanOf(tokens), say('plain-number-expected', { what }));
  return value.number;
}

/** The expressions between the commas that are left of a line. */
export function numbers(assembly: Assembly, reader: TokenReader, what: string): bigint[] {
  const found: bigint[] = [];
  while (reader.takeOp(',')) {
    const from = reader.index;
    const value = assembly.evaluate(parseExpression(reader));
    if (value.terms.length > 0) throw new SyntaxProblem(reader.span(from), say('plain-number-expected', { what }));
    found.push(value.number);
  }
  if (!reader.atEnd()) throw reader.problem(say('expression-ends-here'));
  return found;
}
