import { say } from '../report/message';
import { alignUp } from '../section/place-sections';
import { retold, type Token } from '../source/token';
import { SyntaxProblem, TokenReader } from '../source/token-reader';
import { parseStatement } from '../statement/parse-statement';
import type { Statement } from '../statement/statement';
import { repeatBody } from './assemble-body';
import type { Assembly } from './assembly';
import { type DirectiveBody, number } from './directive-operands';
import { smartFill } from './smart-fill';

/** Makes the section begin at a multiple of this, too. */
export function raiseAlignment(assembly: Assembly, value: bigint, token: Token): void {
  if (value <= 0n || (value & (value - 1n)) !== 0n)
    throw new SyntaxProblem(token, say('alignment-not-power', { value }));
  const { attributes } = assembly.section;
  if (assembly.absolute === null && (attributes.align ?? 1n) < value) attributes.align = value;
}

/** What a directive fills with, parsed. */
const fillers = new WeakMap<DirectiveBody, Statement>();

/** `align`, and `alignb` when `blank`: fills up to a multiple of a number. */
export function align(
  assembly: Assembly,
  reader: TokenReader,
  body: DirectiveBody,
  statement: Statement,
  blank: boolean,
): void {
  const tokens = reader.rest();
  const comma = tokens.findIndex((token) => token.kind === 'op' && token.text === ',');
  const amount = number(assembly, new TokenReader(comma < 0 ? tokens : tokens.slice(0, comma), body.token), body.name);
  if (assembly.sectionAligns || amount <= 0n || (amount & (amount - 1n)) !== 0n)
    raiseAlignment(assembly, amount, body.token);
  const offset = assembly.absolute === null ? BigInt(assembly.section.offset) : assembly.absolute.number;
  const count = alignUp(offset, amount) - offset;
  const written = comma < 0 ? [] : tokens.slice(comma + 1);
  if (written.length === 0 && blank) {
    // Room in a loaded section deserves a warning elsewhere, not here, where it is only a gap.
    assembly.skip(Number(count), { ...statement, body: null });
    return;
  }
  const smart = written.length === 0 ? assembly.smartFill : null;
  if (smart !== null) {
    if (assembly.allow(Number(count), statement.place))
      assembly.emit(smartFill(Number(count), assembly.bits, smart), statement, true);
    return;
  }
  let inner = fillers.get(body);
  if (inner === undefined) {
    const { place, invocation } = statement;
    const tokens = written.length > 0 ? written : [retold(body.token, 'id', 'nop')];
    inner = parseStatement({ tokens, file: place.file, line: place.line, invocation }, () => undefined);
    fillers.set(body, inner);
  }
  if (inner.body === null) return;
  const inside: Statement = { ...inner, place: statement.place };
  if (inner.times !== null || inner.body.kind === 'directive')
    throw new SyntaxProblem(body.token, say('filler-expected', { word: body.name }));
  repeatBody(assembly, inside, inner.body, count);
}
