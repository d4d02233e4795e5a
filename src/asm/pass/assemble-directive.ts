import { parseExpression } from '../expression/parse-expression';
import { say } from '../report/message';
import { suggest } from '../report/suggest';
import type { Section, SectionAttributes } from '../section/section';
import type { Token } from '../source/token';
import { SyntaxProblem, TokenReader } from '../source/token-reader';
import type { Statement } from '../statement/statement';
import { align, raiseAlignment } from './alignment';
import type { Assembly } from './assembly';
import { type Directive, type DirectiveBody, evaluateRest, number, numbers } from './directive-operands';
import { SMART_MODES } from './smart-fill';
import { closeInstance, closeStruc, openInstance, openStruc, placeMember } from './structures';

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
    const word = reader.word();
    if (word === 'on' || word === 'off') assembly.sectionAligns = word === 'on';
    else raiseAlignment(assembly, number(assembly, reader, 'sectalign'), body.token);
  },
  alignmode: setAlignMode,
  absolute: (assembly, reader, body) => {
    assembly.enterAbsolute(evaluateRest(assembly, reader));
    if (!body.bracketed) assembly.rememberSection();
  },
  struc: openStruc,
  endstruc: closeStruc,
  istruc: openInstance,
  at: placeMember,
  iend: closeInstance,
  // Names are all visible in a flat binary.
  global: () => undefined,
  static: () => undefined,
  required: () => undefined,
  extern: (assembly, reader) => {
    do assembly.outside.add(reader.next()?.text ?? '');
    while (reader.takeOp(','));
  },
  common: (_, __, body) => {
    throw new SyntaxProblem(body.token, say('no-outside', { word: body.token.text }));
  },
  // These choose among processors, listings and rounding; the bytes of a correct program do not change.
  cpu: () => undefined,
  float: () => undefined,
  warning: () => undefined,
  list: () => undefined,
  map: () => undefined,
  debug: () => undefined,
  incbin: includeBinary,
};

/** Carries out a directive; throws SyntaxProblem. */
export function assembleDirective(assembly: Assembly, statement: Statement, body: DirectiveBody): void {
  const directive = DIRECTIVES[body.name];
  if (directive === undefined) throw new SyntaxProblem(body.token, say('unknown-directive', { word: body.token.text }));
  directive(assembly, new TokenReader(body.tokens, body.token), body, statement);
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
    else if (word === 'bnd' || word === 'nobnd') assembly.bound = word === 'bnd';
    else throw reader.problem(say('default-value'));
    reader.next();
  } while (reader.takeOp(','));
}

const ATTRIBUTES = ['start', 'vstart', 'align', 'valign', 'follows', 'vfollows', 'nobits', 'progbits'] as const;

function switchSection(assembly: Assembly, reader: TokenReader, body: DirectiveBody): void {
  const name = joined(reader);
  if (name === '') throw new SyntaxProblem(body.token, say('section-name-expected', { word: body.token.text }));
  const section = assembly.sectionNamed(name);
  assembly.section = section;
  section.place = body.token;
  assembly.absolute = null;
  while (!reader.atEnd()) readAttribute(assembly, reader, section);
  section.typed = true;
  if (!body.bracketed) assembly.rememberSection();
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

/** `incbin "file", skip, length` */
function includeBinary(assembly: Assembly, reader: TokenReader, _: DirectiveBody, statement: Statement): void {
  const token = reader.next();
  if (token === undefined || token.kind !== 'string')
    throw reader.problem(say('file-name-expected', { word: 'incbin' }), token ?? reader.place());
  const name = token.text.slice(1, -1);
  const bytes = assembly.readBytes(name);
  if (bytes === null) throw new SyntaxProblem(token, say('include-not-found', { file: name }));
  const [skip = 0n, length = BigInt(bytes.length)] = numbers(assembly, reader, 'incbin');
  if (skip < 0n || length < 0n)
    throw new SyntaxProblem(token, say('count-negative', { what: 'incbin', count: skip < 0n ? skip : length }));
  const from = Number(skip);
  assembly.emit(bytes.subarray(from, Math.min(from + Number(length), bytes.length)), statement, false);
}

/** `alignmode p6, 32`: how `align` fills from now on. */
function setAlignMode(assembly: Assembly, reader: TokenReader): void {
  const mode = reader.word();
  const limit = SMART_MODES.get(mode);
  if (limit === undefined)
    throw reader.problem(
      say('unknown-align-mode', { mode: reader.peek()?.text ?? '', suggestion: suggest(mode, SMART_MODES.keys()) }),
    );
  reader.next();
  if (reader.isOp(',') && reader.word(1) === 'nojmp') assembly.smartFill = { mode, jumpAbove: null };
  else {
    const [jumpAbove = BigInt(limit)] = numbers(assembly, reader, 'alignmode');
    assembly.smartFill = { mode, jumpAbove: Number(jumpAbove) };
  }
}
