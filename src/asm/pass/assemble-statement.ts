import type { Expression } from '../expression/expression';
import { ZERO } from '../expression/value';
import { SyntaxProblem } from '../source/token-reader';
import type { Statement, StatementBody } from '../statement/statement';
import { assembleData } from './assemble-data';
import { assembleDirective } from './assemble-directive';
import { assembleInstruction } from './assemble-instruction';
import { type Assembly, MAX_ANEW, MAX_BYTES } from './assembly';

/** Assembles one statement in the current pass; what is wrong with it goes to the diagnostics. */
export function assembleStatement(assembly: Assembly, statement: Statement): void {
  try {
    run(assembly, statement);
  } catch (problem) {
    if (!(problem instanceof SyntaxProblem)) throw problem;
    assembly.diagnostics.error(problem.place, problem.message, statement.invocation);
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
  else once(assembly, statement, body);
}

function once(assembly: Assembly, statement: Statement, body: StatementBody): void {
  switch (body.kind) {
    case 'instruction':
      assembleInstruction(assembly, statement, body);
      break;
    case 'data':
      assembleData(assembly, statement, body.items);
      break;
    case 'reserve': {
      const count = assembly.plainNumber(body.count, 'the number of reserved elements', body.place);
      if (count < 0n) throw new SyntaxProblem(body.place, `the number of reserved elements is negative: ${count}`);
      const bytes = count * BigInt(body.unit);
      if (bytes > BigInt(MAX_BYTES)) throw new SyntaxProblem(body.place, `${count} elements are too many to reserve`);
      assembly.skip(Number(bytes), statement);
      break;
    }
    case 'directive':
      assembleDirective(assembly, statement, body);
      break;
    case 'equ':
      break;
  }
}

function repeat(assembly: Assembly, statement: Statement, body: StatementBody, times: Expression): void {
  const count = assembly.plainNumber(times, 'the count of `times`', statement.place);
  if (count < 0n) {
    if (assembly.final) throw new SyntaxProblem(statement.place, `the count of \`times\` is negative: ${count}`);
    return;
  }
  repeatBody(assembly, statement, body, count);
}

/** Assembles a body `count` times; `$` stays where the first one begins. */
export function repeatBody(assembly: Assembly, statement: Statement, body: StatementBody, count: bigint): void {
  if (count <= 0n) return;
  if (count > BigInt(MAX_BYTES))
    throw new SyntaxProblem(statement.place, `the count of \`times\` is too large: ${count}`);
  const { section } = assembly;
  const at = section.offset;
  const fixups = section.fixups.length;
  once(assembly, statement, body);
  if (count === 1n || assembly.stopped) return;
  // Bytes that do not depend on where they stand are copied; whatever is relative is assembled anew.
  const alike =
    assembly.absolute === null &&
    section.fixups.length === fixups &&
    (body.kind === 'data' || body.kind === 'reserve' || (body.kind === 'instruction' && body.fixed));
  if (alike) assembly.repeat(at, Number(count) - 1, statement);
  else if (count > BigInt(MAX_ANEW))
    throw new SyntaxProblem(
      statement.place,
      `the count of \`times\` is too large for something that depends on its place: ${count}`,
    );
  else for (let n = 1n; n < count && !assembly.stopped; n += 1n) once(assembly, statement, body);
}
