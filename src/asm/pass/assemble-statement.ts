import type { Expression } from '../expression/expression';
import { ZERO } from '../expression/value';
import { say } from '../report/message';
import { SyntaxProblem } from '../source/token-reader';
import type { Statement, StatementBody } from '../statement/statement';
import { assembleBody, repeatBody } from './assemble-body';
import { assembleDirective } from './assemble-directive';
import { type Assembly, MAX_ANEW } from './assembly';

/** Assembles one statement in the current pass; what is wrong with it goes to the diagnostics. */
export function assembleStatement(assembly: Assembly, statement: Statement): void {
  try {
    run(assembly, statement);
  } catch (problem) {
    if (!(problem instanceof SyntaxProblem)) throw problem;
    assembly.diagnostics.error(problem.place, problem.said, statement.invocation);
  }
}

function run(assembly: Assembly, statement: Statement): void {
  assembly.markPosition();
  const { label, body, times } = statement;
  if (body !== null && body.kind === 'equ') {
    if (label === null) return;
    const value = assembly.evaluate(body.operand);
    assembly.define(label, 'equ', value.unknown ? ZERO : value);
    return;
  }
  if (label !== null) assembly.defineLabel(label);
  if (body === null) return;
  if (times !== null) repeat(assembly, statement, body, times);
  else if (body.kind === 'directive') assembleDirective(assembly, statement, body);
  else assembleBody(assembly, statement, body);
}

function repeat(assembly: Assembly, statement: Statement, body: StatementBody, times: Expression): void {
  const count = assembly.plainNumber(times, 'times', statement.place);
  if (count < 0n) {
    if (assembly.final) throw new SyntaxProblem(statement.place, say('count-negative', { what: 'times', count }));
    return;
  }
  if (body.kind === 'directive') {
    for (let n = 0n; n < count && n < BigInt(MAX_ANEW); n += 1n) assembleDirective(assembly, statement, body);
  } else repeatBody(assembly, statement, body, count);
}
