import { addScaled, based, scalar, type Value } from '../expression/value';
import { say } from '../report/message';
import { retold, type Token } from '../source/token';
import { SyntaxProblem, type TokenReader } from '../source/token-reader';
import { parseStatement } from '../statement/parse-statement';
import type { Statement } from '../statement/statement';
import { repeatBody } from './assemble-body';
import type { Assembly } from './assembly';
import { type DirectiveBody, evaluateRest } from './directive-operands';

/** The single name that a structure directive expects. */
function structureName(reader: TokenReader): Token {
  const token = reader.next();
  if (token === undefined || token.kind !== 'id')
    throw reader.problem(say('structure-name-expected'), token ?? reader.place());
  return token;
}

/** `struc` */
export function openStruc(assembly: Assembly, reader: TokenReader, _: DirectiveBody, statement: Statement): void {
  const name = structureName(reader);
  reader.takeOp(',');
  const offset = reader.atEnd() ? scalar(0n) : evaluateRest(assembly, reader);
  if (assembly.structure !== null)
    throw new SyntaxProblem(
      statement.place,
      say('structure-inside', { word: 'struc', outer: assembly.structure.name }),
    );
  assembly.structure = { kind: 'struc', name: name.text, start: offset, place: name };
  assembly.enterAbsolute(offset);
  assembly.defineLabel(name);
}

/** `endstruc` */
export function closeStruc(assembly: Assembly, _: TokenReader, body: DirectiveBody): void {
  const open = assembly.structure;
  if (open === null || open.kind !== 'struc' || assembly.absolute === null)
    throw new SyntaxProblem(body.token, say('structure-not-open', { word: 'endstruc', opener: 'struc' }));
  const size = addScaled(assembly.absolute, assembly.symbols.find(open.name)?.value ?? open.start, -1n).value;
  assembly.define(retold(body.token, 'id', `${open.name}_size`), 'equ', size);
  assembly.structure = null;
  assembly.returnToSection();
}

/** `istruc` */
export function openInstance(assembly: Assembly, reader: TokenReader, body: DirectiveBody): void {
  const name = structureName(reader);
  if (assembly.structure !== null)
    throw new SyntaxProblem(body.token, say('structure-inside', { word: 'istruc', outer: assembly.structure.name }));
  assembly.structure = { kind: 'istruc', name: name.text, start: position(assembly), place: name };
}

function position(assembly: Assembly): Value {
  return assembly.absolute ?? based(assembly.section, BigInt(assembly.section.offset));
}

/** Fills an instance up to the member of that offset. */
function fillTo(assembly: Assembly, statement: Statement, token: Token, member: Token): void {
  const open = assembly.structure;
  if (open === null || open.kind !== 'istruc')
    throw new SyntaxProblem(token, say('structure-not-open', { word: token.text, opener: 'istruc' }));
  const name = member.text.startsWith('.') ? `${open.name}${member.text}` : member.text;
  const base = assembly.symbol(open.name, open.place === undefined ? token : { ...token });
  const offset = addScaled(assembly.symbol(name, member), member.text.endsWith('_size') ? scalar(0n) : base, -1n).value;
  const done = addScaled(position(assembly), open.start, -1n).value;
  const gap = offset.number - done.number;
  if (gap < 0n && assembly.final) throw new SyntaxProblem(member, say('member-passed', { name }));
  if (gap > 0n && gap < 0x10_0000n) assembly.emit(new Uint8Array(Number(gap)), statement, false);
}

/** `at` */
export function placeMember(assembly: Assembly, reader: TokenReader, body: DirectiveBody, statement: Statement): void {
  const member = structureName(reader);
  fillTo(assembly, statement, body.token, member);
  reader.takeOp(',');
  const tokens = reader.rest();
  if (tokens.length === 0) return;
  const inner = parseStatement(
    { tokens, file: statement.place.file, line: statement.place.line, invocation: statement.invocation },
    () => undefined,
  );
  if (inner.label !== null) assembly.defineLabel(inner.label);
  if (inner.body === null) return;
  if (inner.body.kind === 'directive') throw new SyntaxProblem(body.token, say('filler-expected', { word: 'at' }));
  assembly.markPosition();
  const count = inner.times === null ? 1n : assembly.plainNumber(inner.times, 'times', statement.place);
  repeatBody(assembly, { ...inner, place: statement.place }, inner.body, count);
}

/** `iend` */
export function closeInstance(assembly: Assembly, _: TokenReader, body: DirectiveBody, statement: Statement): void {
  const open = assembly.structure;
  if (open === null || open.kind !== 'istruc')
    throw new SyntaxProblem(body.token, say('structure-not-open', { word: 'iend', opener: 'istruc' }));
  fillTo(assembly, statement, body.token, retold(body.token, 'id', `${open.name}_size`));
  assembly.structure = null;
}
