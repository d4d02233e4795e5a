import { evaluate } from '../expression/evaluate';
import { parseExpression } from '../expression/parse-expression';
import { spanOf } from '../report/diagnostics';
import { type Message, say } from '../report/message';
import { suggest } from '../report/suggest';
import { stringBytes } from '../source/literals';
import { retold, type Token, textOf } from '../source/token';
import { SyntaxProblem, TokenReader } from '../source/token-reader';
import { isConditional, runConditional } from './conditionals';
import type { Preprocessor } from './preprocessor';

type Directive = (preprocessor: Preprocessor, reader: TokenReader, first: Token) => void;

const MAX_REPEAT = 1_000_000n;

const DIRECTIVES: ReadonlyMap<string, Directive> = new Map<string, Directive>([
  ['%define', (p, reader) => define(p, reader, false, false)],
  ['%idefine', (p, reader) => define(p, reader, true, false)],
  ['%xdefine', (p, reader) => define(p, reader, false, true)],
  ['%ixdefine', (p, reader) => define(p, reader, true, true)],
  ['%undef', (p, reader) => undefine(p, reader)],
  ['%assign', (p, reader) => assign(p, reader, false)],
  ['%iassign', (p, reader) => assign(p, reader, true)],
  ['%defstr', (p, reader) => defineString(p, reader)],
  ['%strlen', (p, reader) => stringLength(p, reader)],
  ['%strcat', (p, reader) => concatenate(p, reader)],
  ['%substr', (p, reader) => substring(p, reader)],
  ['%macro', (p, reader, first) => p.beginMacro(reader, false, false, first)],
  ['%imacro', (p, reader, first) => p.beginMacro(reader, true, false, first)],
  ['%rmacro', (p, reader, first) => p.beginMacro(reader, false, true, first)],
  ['%irmacro', (p, reader, first) => p.beginMacro(reader, true, true, first)],
  ['%unmacro', (p, reader) => removeMacro(p, reader)],
  ['%endmacro', (_, reader) => unexpected(reader, '%endmacro', '%macro')],
  ['%endm', (_, reader) => unexpected(reader, '%endm', '%macro')],
  ['%exitmacro', (p, _, first) => p.leave('macro', first)],
  ['%rotate', (p, reader, first) => rotate(p, reader, first)],
  ['%rep', (p, reader, first) => repeat(p, reader, first)],
  ['%endrep', (_, reader) => unexpected(reader, '%endrep', '%rep')],
  ['%exitrep', (p, _, first) => p.leave('repeat', first)],
  ['%include', (p, reader, first) => include(p, reader, first)],
  ['%push', (p, reader) => p.contexts.push({ name: reader.next()?.text ?? '', serial: p.nextSerial() })],
  ['%pop', (p, reader, first) => pop(p, reader, first)],
  ['%repl', (p, reader, first) => replaceContext(p, reader, first)],
  [
    '%error',
    (p, reader, first) => p.diagnostics.error(spanOf([first, ...reader.rest()]), message(p, reader), p.invocation()),
  ],
  [
    '%warning',
    (p, reader, first) => p.diagnostics.warning(spanOf([first, ...reader.rest()]), message(p, reader), p.invocation()),
  ],
  ['%fatal', (p, reader, first) => fatal(p, reader, first)],
  // These tell an assembler that writes object files something; a flat image has no place for it.
  ['%line', () => undefined],
  ['%pragma', () => undefined],
  ['%depend', () => undefined],
]);

/** Runs one line that begins with `%`; throws SyntaxProblem. */
export function runDirective(
  preprocessor: Preprocessor,
  word: string,
  first: Token,
  tokens: readonly Token[],
  silent: boolean,
): void {
  if (isConditional(word)) {
    runConditional(preprocessor, word, first, tokens, silent);
    return;
  }
  const directive = DIRECTIVES.get(word);
  if (directive === undefined) {
    const known = [...DIRECTIVES.keys(), '%if', '%ifdef', '%ifidn', '%else', '%elif', '%endif'];
    throw new SyntaxProblem(
      first,
      say('unknown-preprocessor-directive', { word: first.text, suggestion: suggest(word, known) }),
    );
  }
  directive(preprocessor, new TokenReader(tokens.slice(1), first), first);
}

function unexpected(reader: TokenReader, closer: string, opener: string): void {
  throw reader.problem(say('opener-missing', { closer, opener }));
}

/** The name that a definition gives a meaning to. */
function nameToDefine(preprocessor: Preprocessor, reader: TokenReader): Token {
  const token = reader.next();
  const [name] =
    token !== undefined && token.kind === 'pp' && token.text.startsWith('%$') ? preprocessor.expand([token]) : [token];
  if (name === undefined || name.kind !== 'id') throw reader.problem(say('name-expected'), token ?? reader.place());
  return name;
}

function define(preprocessor: Preprocessor, reader: TokenReader, ignoreCase: boolean, expandNow: boolean): void {
  const name = nameToDefine(preprocessor, reader);
  let parameters: string[] | null = null;
  const open = reader.peek();
  if (open !== undefined && reader.isOp('(') && !open.space) {
    reader.next();
    parameters = [];
    while (!reader.takeOp(')')) {
      const token = reader.next();
      if (token === undefined) throw reader.problem(say('closing-missing', { text: ')' }));
      if (token.kind === 'id') parameters.push(token.text);
      else if (token.text !== ',') throw reader.problem(say('not-a-parameter-name', { text: token.text }), token);
    }
  }
  const body = expandNow ? preprocessor.expand(reader.rest()) : preprocessor.resolveContexts(reader.rest());
  preprocessor.macros.define({ name: name.text, parameters, body }, ignoreCase);
}

function undefine(preprocessor: Preprocessor, reader: TokenReader): void {
  preprocessor.macros.undefine(nameToDefine(preprocessor, reader).text);
}

/** The plain number that an expression gives; for the operands of directives. */
function plainNumber(preprocessor: Preprocessor, reader: TokenReader, what: string): bigint {
  const rest = preprocessor.expand(reader.rest());
  if (rest.length === 0) throw reader.problem(say('expects-expression', { word: what }));
  const inner = new TokenReader(rest, rest[0] ?? reader.place());
  const value = evaluate(parseExpression(inner), preprocessor.host.scope);
  if (!inner.atEnd()) throw inner.problem(say('expression-ends-here'));
  if (value.terms.length > 0) throw new SyntaxProblem(spanOf(rest), say('plain-number-expected', { what }));
  return value.number;
}

function assign(preprocessor: Preprocessor, reader: TokenReader, ignoreCase: boolean): void {
  const name = nameToDefine(preprocessor, reader);
  const value = plainNumber(preprocessor, reader, '%assign');
  const digits = retold(name, 'number', (value < 0n ? -value : value).toString());
  const body = value < 0n ? [retold(name, 'op', '-'), digits] : [digits];
  preprocessor.macros.define({ name: name.text, parameters: null, body }, ignoreCase);
}

function defineOne(preprocessor: Preprocessor, name: Token, token: Token): void {
  preprocessor.macros.define({ name: name.text, parameters: null, body: [token] }, false);
}

function quoted(text: string): string {
  return text.includes("'") ? `"${text}"` : `'${text}'`;
}

function defineString(preprocessor: Preprocessor, reader: TokenReader): void {
  const name = nameToDefine(preprocessor, reader);
  defineOne(preprocessor, name, retold(name, 'string', quoted(textOf(preprocessor.expand(reader.rest())))));
}

function strings(preprocessor: Preprocessor, reader: TokenReader): Token[] {
  return preprocessor.expand(reader.rest()).filter((token) => token.text !== ',');
}

function stringLength(preprocessor: Preprocessor, reader: TokenReader): void {
  const name = nameToDefine(preprocessor, reader);
  const [text] = strings(preprocessor, reader);
  if (text === undefined || text.kind !== 'string')
    throw reader.problem(say('expects-string', { word: '%strlen' }), text ?? reader.place());
  defineOne(preprocessor, name, retold(name, 'number', String(stringBytes(text.text).length)));
}

function concatenate(preprocessor: Preprocessor, reader: TokenReader): void {
  const name = nameToDefine(preprocessor, reader);
  let whole = '';
  for (const token of strings(preprocessor, reader)) {
    if (token.kind !== 'string') throw reader.problem(say('expects-string', { word: '%strcat' }), token);
    whole += token.text.slice(1, -1);
  }
  defineOne(preprocessor, name, retold(name, 'string', quoted(whole)));
}

function substring(preprocessor: Preprocessor, reader: TokenReader): void {
  const name = nameToDefine(preprocessor, reader);
  const expanded = preprocessor.expand(reader.rest());
  const [text, ...rest] = expanded;
  if (text === undefined || text.kind !== 'string')
    throw reader.problem(say('expects-string', { word: '%substr' }), text ?? reader.place());
  const inner = new TokenReader(rest[0]?.text === ',' ? rest.slice(1) : rest, text);
  const { scope } = preprocessor.host;
  const start = Number(evaluate(parseExpression(inner), scope).number);
  inner.takeOp(',');
  const length = inner.atEnd() ? 1 : Number(evaluate(parseExpression(inner), scope).number);
  const body = text.text.slice(1, -1);
  const end = length < 0 ? body.length + length + 1 : start - 1 + length;
  defineOne(preprocessor, name, retold(name, 'string', quoted(body.slice(Math.max(start - 1, 0), Math.max(end, 0)))));
}

function removeMacro(preprocessor: Preprocessor, reader: TokenReader): void {
  const name = reader.next();
  if (name === undefined) throw reader.problem(say('macro-name-expected', { word: '%unmacro' }));
  const count = reader.next();
  const key = name.text.toLowerCase();
  const left = (preprocessor.multiLine.get(key) ?? []).filter(
    (macro) => count !== undefined && macro.minimum !== Number.parseInt(count.text, 10),
  );
  if (left.length > 0) preprocessor.multiLine.set(key, left);
  else preprocessor.multiLine.delete(key);
}

function rotate(preprocessor: Preprocessor, reader: TokenReader, first: Token): void {
  const by = Number(plainNumber(preprocessor, reader, '%rotate'));
  const use = preprocessor.currentUse();
  if (use === null) throw new SyntaxProblem(first, say('outside-macro', { word: '%rotate' }));
  const count = use.parameters.length;
  if (count === 0) return;
  const shift = ((by % count) + count) % count;
  use.parameters = [...use.parameters.slice(shift), ...use.parameters.slice(0, shift)];
}

function repeat(preprocessor: Preprocessor, reader: TokenReader, first: Token): void {
  const place = spanOf([first, ...reader.rest()]);
  let count = 0n;
  try {
    count = plainNumber(preprocessor, reader, '%rep');
    if (count > MAX_REPEAT) throw new SyntaxProblem(place, say('repeat-too-often', { limit: MAX_REPEAT, count }));
  } catch (problem) {
    // The body must be taken away all the same.
    preprocessor.beginRepeat(0, first);
    throw problem;
  }
  preprocessor.beginRepeat(Number(count), first);
}

function include(preprocessor: Preprocessor, reader: TokenReader, first: Token): void {
  const tokens = preprocessor.expand(reader.rest());
  const [name] = tokens;
  if (name === undefined || name.kind !== 'string')
    throw reader.problem(say('file-name-expected', { word: '%include' }), name ?? first);
  preprocessor.include(name.text.slice(1, -1), name);
}

function pop(preprocessor: Preprocessor, reader: TokenReader, first: Token): void {
  const context = preprocessor.contexts.pop();
  const wanted = reader.next();
  if (context === undefined) throw new SyntaxProblem(first, say('opener-missing', { closer: '%pop', opener: '%push' }));
  if (wanted !== undefined && wanted.text !== context.name)
    throw new SyntaxProblem(wanted, say('context-expected', { word: '%pop', context: context.name }));
}

function replaceContext(preprocessor: Preprocessor, reader: TokenReader, first: Token): void {
  const context = preprocessor.contexts.at(-1);
  if (context === undefined)
    throw new SyntaxProblem(first, say('opener-missing', { closer: '%repl', opener: '%push' }));
  context.name = reader.next()?.text ?? '';
}

function message(preprocessor: Preprocessor, reader: TokenReader): Message {
  const tokens = preprocessor.expand(reader.rest());
  const [only] = tokens;
  if (tokens.length === 1 && only !== undefined && only.kind === 'string')
    return say('said-by-program', { text: only.text.slice(1, -1) });
  return say('said-by-program', { text: textOf(tokens) });
}

function fatal(preprocessor: Preprocessor, reader: TokenReader, first: Token): void {
  preprocessor.diagnostics.error(
    spanOf([first, ...reader.rest()]),
    message(preprocessor, reader),
    preprocessor.invocation(),
  );
  preprocessor.stop();
}
