import { parseExpression } from '../expression/parse-expression';
import { addScaled, based, scalar, type Value } from '../expression/value';
import { spanOf } from '../report/diagnostics';
import { say } from '../report/message';
import { suggest } from '../report/suggest';
import { alignUp } from '../section/place-sections';
import type { Section, SectionAttributes } from '../section/section';
import { retold, type Token } from '../source/token';
import { SyntaxProblem, TokenReader } from '../source/token-reader';
import { parseStatement } from '../statement/parse-statement';
import type { Statement, StatementBody } from '../statement/statement';
import { repeatBody } from './assemble-body';
import type { Assembly } from './assembly';

type DirectiveBody = Extract<StatementBody, { kind: 'directive' }>;
type Directive = (assembly: Assembly, reader: TokenReader, body: DirectiveBody, statement: Statement) => void;

const DIRECTIVES: Readonly<Record<string, Directive>> = {
  section: switchSection,
  segment: switchSection,
  org: (assembly, reader, body) => {
    const value = number(assembly, reader, 'org');
    if (assembly.org !== null && assembly.org !== value)
      throw new SyntaxProblem(body.token, say('org-twice', { first: `0x${assembly.org.toString(16)}` }));
    assembly.org = BigInt.asUintN(64, value);
    assembly.saidMode = true;
  },
  bits: (assembly, reader, body) => setBits(assembly, number(assembly, reader, 'bits'), body.token),
  use16: (assembly, _, body) => setBits(assembly, 16n, body.token),
  use32: (assembly, _, body) => setBits(assembly, 32n, body.token),
  use64: (assembly, _, body) => setBits(assembly, 64n, body.token),
  default: setDefault,
  align: (assembly, reader, body, statement) => align(assembly, reader, body, statement, false),
  alignb: (assembly, reader, body, statement) => align(assembly, reader, body, statement, true),
  sectalign: (assembly, reader, body) => {
    if (/^(on|off)$/.test(reader.word()))
      throw new SyntaxProblem(body.token, say('no-meaning-here', { text: 'sectalign on' }));
    raiseAlignment(assembly, number(assembly, reader, 'sectalign'), body.token);
  },
  absolute: (assembly, reader) => enterAbsolute(assembly, evaluateRest(assembly, reader)),
  struc: openStruc,
  endstruc: closeStruc,
  istruc: openInstance,
  at: placeMember,
  iend: closeInstance,
  // Names are all visible in a flat binary.
  global: () => undefined,
  static: () => undefined,
  required: () => undefined,
  extern: outside,
  common: outside,
  // These choose among processors, listings and rounding; the bytes of a correct program do not change.
  cpu: () => undefined,
  float: () => undefined,
  warning: () => undefined,
  list: () => undefined,
  map: () => undefined,
  debug: () => undefined,
  incbin: (_, __, body) => {
    throw new SyntaxProblem(body.token, say('include-not-found', { file: '' }));
  },
};

/** Carries out a directive; throws SyntaxProblem. */
export function assembleDirective(assembly: Assembly, statement: Statement, body: DirectiveBody): void {
  const directive = DIRECTIVES[body.name];
  if (directive === undefined) throw new SyntaxProblem(body.token, say('unknown-directive', { word: body.token.text }));
  directive(assembly, new TokenReader(body.tokens, body.token), body, statement);
}

function evaluateRest(assembly: Assembly, reader: TokenReader): Value {
  const value = assembly.evaluate(parseExpression(reader));
  if (!reader.atEnd()) throw reader.problem(say('expression-ends-here'));
  return value;
}

function number(assembly: Assembly, reader: TokenReader, what: string): bigint {
  const tokens = reader.rest();
  const value = evaluateRest(assembly, reader);
  if (value.terms.length > 0) throw new SyntaxProblem(spanOf(tokens), say('plain-number-expected', { what }));
  return value.number;
}

function setBits(assembly: Assembly, bits: bigint, token: Token): void {
  if (bits !== 16n && bits !== 32n && bits !== 64n) throw new SyntaxProblem(token, say('bits-value', { value: bits }));
  assembly.bits = Number(bits);
  assembly.saidMode = true;
}

function setDefault(assembly: Assembly, reader: TokenReader): void {
  do {
    const word = reader.word();
    if (word === 'rel' || word === 'abs') assembly.relative = word === 'rel';
    else if (word !== 'bnd' && word !== 'nobnd') throw reader.problem(say('default-value'));
    reader.next();
  } while (reader.takeOp(','));
}

const ATTRIBUTES = ['start', 'vstart', 'align', 'valign', 'follows', 'vfollows', 'nobits', 'progbits'] as const;

function switchSection(assembly: Assembly, reader: TokenReader, body: DirectiveBody): void {
  const name = joined(reader);
  if (name === '') throw new SyntaxProblem(body.token, say('section-name-expected', { word: body.token.text }));
  const section = assembly.sectionNamed(name);
  assembly.section = section;
  assembly.absolute = null;
  while (!reader.atEnd()) readAttribute(assembly, reader, section);
  section.typed = true;
}

/** A name that the lexer may have cut into tokens, e.g. `.text-2`. */
function joined(reader: TokenReader): string {
  let name = '';
  let token = reader.peek();
  while (token !== undefined && (name === '' || !token.space)) {
    name += token.text;
    reader.next();
    token = reader.peek();
  }
  return name;
}

function readAttribute(assembly: Assembly, reader: TokenReader, section: Section): void {
  const token = reader.next();
  const word = token?.text.toLowerCase() ?? '';
  if (word === 'nobits' || word === 'progbits') {
    if (section.typed && section.nobits !== (word === 'nobits'))
      throw new SyntaxProblem(
        token ?? reader.place(),
        say('section-type-fixed', { section: section.name, type: word }),
      );
    section.nobits = word === 'nobits';
    section.typed = true;
    return;
  }
  if (!reader.takeOp('=')) {
    // NASM passes over attributes of other formats (`exec`, `write`…) with a warning.
    if (assembly.final)
      assembly.diagnostics.warning(
        token ?? reader.place(),
        say('section-attribute-ignored', { attribute: token?.text ?? '', suggestion: suggest(word, ATTRIBUTES) }),
      );
    return;
  }
  if (word === 'follows' || word === 'vfollows') {
    section.attributes[word] = joined(reader);
    return;
  }
  if (word !== 'start' && word !== 'vstart' && word !== 'align' && word !== 'valign') {
    const place = token ?? reader.place();
    parseExpression(reader);
    if (assembly.final)
      assembly.diagnostics.warning(
        place,
        say('section-attribute-ignored', { attribute: token?.text ?? '', suggestion: suggest(word, ATTRIBUTES) }),
      );
    return;
  }
  const from = reader.index;
  const value = assembly.evaluate(parseExpression(reader));
  const place = reader.span(from);
  if (value.terms.length > 0) throw new SyntaxProblem(place, say('plain-number-expected', { what: `${word}=` }));
  setAttribute(section.attributes, word, BigInt.asUintN(64, value.number), place);
  if (word === 'start') assembly.saidMode = true;
}

function setAttribute(
  attributes: SectionAttributes,
  word: 'start' | 'vstart' | 'align' | 'valign',
  value: bigint,
  place: ReturnType<TokenReader['span']>,
): void {
  if (word === 'align' || word === 'valign') {
    if (value === 0n || (value & (value - 1n)) !== 0n)
      throw new SyntaxProblem(place, say('alignment-not-power', { value }));
    const old = attributes[word];
    attributes[word] = old !== undefined && old > value ? old : value;
    const start = word === 'align' ? attributes.start : attributes.vstart;
    if (start !== undefined && start % value !== 0n) throw new SyntaxProblem(place, say('alignment-contradicts'));
    return;
  }
  const old = attributes[word];
  if (old !== undefined && old !== value)
    throw new SyntaxProblem(place, say('section-attribute-twice', { attribute: word, first: `0x${old.toString(16)}` }));
  attributes[word] = value;
}

function raiseAlignment(assembly: Assembly, value: bigint, token: Token): void {
  if (value <= 0n || (value & (value - 1n)) !== 0n)
    throw new SyntaxProblem(token, say('alignment-not-power', { value }));
  const { attributes } = assembly.section;
  if (assembly.absolute === null && (attributes.align ?? 1n) < value) attributes.align = value;
}

function align(
  assembly: Assembly,
  reader: TokenReader,
  body: DirectiveBody,
  statement: Statement,
  blank: boolean,
): void {
  const tokens = reader.rest();
  const comma = tokens.findIndex((token) => token.kind === 'op' && token.text === ',');
  const amount = number(assembly, new TokenReader(comma < 0 ? tokens : tokens.slice(0, comma), body.token), body.name);
  raiseAlignment(assembly, amount, body.token);
  const offset = assembly.absolute === null ? BigInt(assembly.section.offset) : assembly.absolute.number;
  const count = alignUp(offset, amount) - offset;
  const written = comma < 0 ? [] : tokens.slice(comma + 1);
  if (written.length === 0 && blank) {
    // Room in a loaded section deserves a warning elsewhere, not here, where it is only a gap.
    assembly.skip(Number(count), { ...statement, body: null });
    return;
  }
  const filler = written.length > 0 ? written : [retold(body.token, 'id', 'nop')];
  const inner = parseStatement(
    { tokens: filler, file: statement.place.file, line: statement.place.line, invocation: statement.invocation },
    () => undefined,
  );
  if (inner.body === null) return;
  const inside: Statement = { ...inner, place: statement.place };
  if (inner.times !== null || inner.body.kind === 'directive')
    throw new SyntaxProblem(body.token, say('filler-expected', { word: body.name }));
  repeatBody(assembly, inside, inner.body, count);
}

function enterAbsolute(assembly: Assembly, value: Value): void {
  assembly.absolute = value;
  assembly.markPosition();
}

/** The single name that a structure directive expects. */
function structureName(reader: TokenReader): Token {
  const token = reader.next();
  if (token === undefined || token.kind !== 'id')
    throw reader.problem(say('structure-name-expected'), token ?? reader.place());
  return token;
}

function openStruc(assembly: Assembly, reader: TokenReader, _: DirectiveBody, statement: Statement): void {
  const name = structureName(reader);
  reader.takeOp(',');
  const offset = reader.atEnd() ? scalar(0n) : evaluateRest(assembly, reader);
  if (assembly.structure !== null)
    throw new SyntaxProblem(
      statement.place,
      say('structure-inside', { word: 'struc', outer: assembly.structure.name }),
    );
  assembly.structure = { kind: 'struc', name: name.text, start: offset, place: name };
  enterAbsolute(assembly, offset);
  assembly.defineLabel(name);
}

function closeStruc(assembly: Assembly, _: TokenReader, body: DirectiveBody): void {
  const open = assembly.structure;
  if (open === null || open.kind !== 'struc' || assembly.absolute === null)
    throw new SyntaxProblem(body.token, say('structure-not-open', { word: 'endstruc', opener: 'struc' }));
  const size = addScaled(assembly.absolute, assembly.symbols.find(open.name)?.value ?? open.start, -1n).value;
  assembly.define(retold(body.token, 'id', `${open.name}_size`), 'equ', size);
  assembly.structure = null;
  assembly.absolute = null;
}

function openInstance(assembly: Assembly, reader: TokenReader, body: DirectiveBody): void {
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

function placeMember(assembly: Assembly, reader: TokenReader, body: DirectiveBody, statement: Statement): void {
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

function closeInstance(assembly: Assembly, _: TokenReader, body: DirectiveBody, statement: Statement): void {
  const open = assembly.structure;
  if (open === null || open.kind !== 'istruc')
    throw new SyntaxProblem(body.token, say('structure-not-open', { word: 'iend', opener: 'istruc' }));
  fillTo(assembly, statement, body.token, retold(body.token, 'id', `${open.name}_size`));
  assembly.structure = null;
}

function outside(_: Assembly, __: TokenReader, body: DirectiveBody): void {
  throw new SyntaxProblem(body.token, say('no-outside', { word: body.token.text }));
}
