import { spanOf } from '../report/diagnostics';
import { type Message, say } from '../report/message';
import { suggest } from '../report/suggest';
import { lex } from '../source/lexer';
import { parseNumber, stringBytes } from '../source/literals';
import { retold, type Token, textOf } from '../source/token';
import { SyntaxProblem, TokenReader } from '../source/token-reader';
import { isConditional, runConditional } from './conditionals';
import { isComma } from './multi-line-macros';
import { PACKAGES } from './packages';
import type { Preprocessor } from './preprocessor';
import { type MacroParameter, numberTokens } from './single-line-macros';
import { declareArguments, declareLocals, setStackSize } from './stack-frame';
import { cutString, joinStrings, stringToken, textToken } from './string-values';
import { tokensOf } from './tokens-of';

type Directive = (preprocessor: Preprocessor, reader: TokenReader, first: Token) => void;

const MAX_REPEAT = 1_000_000n;

const DIRECTIVES: ReadonlyMap<string, Directive> = new Map<string, Directive>([
  ['%define', (p, reader) => define(p, reader, false, false)],
  ['%defalias', (p, reader) => defineAlias(p, reader)],
  ['%undefalias', (p, reader) => p.macros.removeAlias(nameToDefine(p, reader).text)],
  ['%clear', (p) => clear(p)],
  ['%idefine', (p, reader) => define(p, reader, true, false)],
  ['%xdefine', (p, reader) => define(p, reader, false, true)],
  ['%ixdefine', (p, reader) => define(p, reader, true, true)],
  ['%undef', (p, reader) => undefine(p, reader)],
  ['%assign', (p, reader) => assign(p, reader, false)],
  ['%iassign', (p, reader) => assign(p, reader, true)],
  ['%defstr', (p, reader) => defineString(p, reader, false)],
  ['%idefstr', (p, reader) => defineString(p, reader, true)],
  ['%deftok', (p, reader) => defineTokens(p, reader, false)],
  ['%ideftok', (p, reader) => defineTokens(p, reader, true)],
  ['%strlen', (p, reader) => stringLength(p, reader)],
  ['%strcat', (p, reader) => concatenate(p, reader)],
  ['%substr', (p, reader) => substring(p, reader)],
  ['%macro', (p, reader, first) => p.beginMacro(reader, false, false, first)],
  ['%imacro', (p, reader, first) => p.beginMacro(reader, true, false, first)],
  ['%rmacro', (p, reader, first) => p.beginMacro(reader, false, true, first)],
  ['%irmacro', (p, reader, first) => p.beginMacro(reader, true, true, first)],
  ['%unmacro', (p, reader) => removeMacro(p, reader)],
  ['%unimacro', (p, reader) => removeMacro(p, reader)],
  ['%endmacro', (_, reader) => unexpected(reader, '%endmacro', '%macro')],
  ['%endm', (_, reader) => unexpected(reader, '%endm', '%macro')],
  ['%exitmacro', (p, _, first) => p.leave('macro', first)],
  ['%rotate', (p, reader, first) => rotate(p, reader, first)],
  ['%rep', (p, reader, first) => repeat(p, reader, first)],
  ['%endrep', (_, reader) => unexpected(reader, '%endrep', '%rep')],
  ['%exitrep', (p, _, first) => p.leave('repeat', first)],
  ['%include', (p, reader, first) => include(p, reader, first)],
  ['%use', (p, reader) => usePackage(p, reader)],
  ['%stacksize', (p, reader) => setStackSize(p, reader)],
  ['%arg', (p, reader) => declareArguments(p, reader)],
  ['%local', (p, reader) => declareLocals(p, reader)],
  ['%line', (p, reader, first) => shiftLines(p, reader, first)],
  ['%push', (p, reader) => p.contexts.push({ name: reader.next()?.text ?? '', serial: p.nextSerial() })],
  ['%pop', (p, reader, first) => pop(p, reader, first)],
  ['%repl', (p, reader, first) => replaceContext(p, reader, first)],
  [
    '%error',
    (p, reader, first) =>
      p.diagnostics.error(spanOf([first, ...reader.rest()]), message(p, reader, first), p.invocation()),
  ],
  [
    '%warning',
    (p, reader, first) =>
      p.diagnostics.warning(spanOf([first, ...reader.rest()]), message(p, reader, first), p.invocation()),
  ],
  ['%fatal', (p, reader, first) => fatal(p, reader, first)],
  // These tell an assembler that writes object files something; a flat image has no place for it.
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
    // Its `%endif` shall find something to close.
    if (word.startsWith('%if')) preprocessor.conditions.open('off', first);
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
  const [name] = token === undefined ? [] : preprocessor.resolveContexts([token]);
  if (name === undefined || name.kind !== 'id') throw reader.problem(say('name-expected'), token ?? reader.place());
  return name;
}

function define(preprocessor: Preprocessor, reader: TokenReader, ignoreCase: boolean, expandNow: boolean): void {
  const name = nameToDefine(preprocessor, reader);
  const parameters = reader.isOp('(') && reader.peek()?.space === false ? macroParameters(reader) : null;
  const body = expandNow ? preprocessor.expand(reader.rest()) : preprocessor.resolveContexts(reader.rest());
  preprocessor.define(name, { name: name.text, parameters, body }, ignoreCase);
}

/** `(a, =b, &c, d+)` */
function macroParameters(reader: TokenReader): MacroParameter[] {
  reader.next();
  const parameters: MacroParameter[] = [];
  if (reader.takeOp(')')) return parameters;
  do {
    let evaluated = false;
    let quoted: MacroParameter['quoted'] = '';
    for (;;) {
      if (reader.takeOp('=')) evaluated = true;
      else if (reader.takeOp('&&')) quoted = '&&';
      else if (reader.takeOp('&')) quoted = '&';
      // `!` keeps blanks around an argument, which have no meaning in a line of tokens.
      else if (!reader.takeOp('!')) break;
    }
    const token = reader.peek();
    const name = token?.kind === 'id' ? token.text : '';
    if (name !== '') reader.next();
    else if (!reader.isOp(',') && !reader.isOp(')')) {
      if (token === undefined) throw reader.problem(say('closing-missing', { text: ')' }));
      throw reader.problem(say('not-a-parameter-name', { text: token.text }), token);
    }
    parameters.push({ name, evaluated, quoted, greedy: reader.takeOp('+') });
  } while (reader.takeOp(','));
  if (!reader.takeOp(')')) throw reader.problem(say('closing-missing', { text: ')' }));
  return parameters;
}

function defineAlias(preprocessor: Preprocessor, reader: TokenReader): void {
  const name = nameToDefine(preprocessor, reader);
  preprocessor.macros.alias(name.text, nameToDefine(preprocessor, reader).text);
}

function clear(preprocessor: Preprocessor): void {
  preprocessor.macros.clear();
  preprocessor.multiLine.clear();
}

function undefine(preprocessor: Preprocessor, reader: TokenReader): void {
  preprocessor.macros.undefine(nameToDefine(preprocessor, reader).text);
}

/** The plain number that an expression gives; for the operands of directives. */
function plainNumber(preprocessor: Preprocessor, reader: TokenReader, what: string): bigint {
  if (reader.atEnd()) throw reader.problem(say('expects-expression', { word: what }));
  return preprocessor.evaluate(reader.rest(), reader.place(), what);
}

function assign(preprocessor: Preprocessor, reader: TokenReader, ignoreCase: boolean): void {
  const name = nameToDefine(preprocessor, reader);
  const value = plainNumber(preprocessor, reader, '%assign');
  preprocessor.define(name, { name: name.text, parameters: null, body: numberTokens(value, name) }, ignoreCase);
}

function defineOne(preprocessor: Preprocessor, name: Token, token: Token, ignoreCase = false): void {
  preprocessor.define(name, { name: name.text, parameters: null, body: [token] }, ignoreCase);
}

function defineString(preprocessor: Preprocessor, reader: TokenReader, ignoreCase: boolean): void {
  const name = nameToDefine(preprocessor, reader);
  defineOne(preprocessor, name, textToken(name, textOf(preprocessor.expand(reader.rest()))), ignoreCase);
}

function defineTokens(preprocessor: Preprocessor, reader: TokenReader, ignoreCase: boolean): void {
  const name = nameToDefine(preprocessor, reader);
  const body = tokensOf(joinStrings(strings(preprocessor, reader, '%deftok')), name);
  preprocessor.define(name, { name: name.text, parameters: null, body }, ignoreCase);
}

/** The strings behind a directive. */
function strings(preprocessor: Preprocessor, reader: TokenReader, word: string): Token[] {
  const tokens = preprocessor.expand(reader.rest()).filter((token) => token.text !== ',');
  for (const token of tokens) if (token.kind !== 'string') throw reader.problem(say('expects-string', { word }), token);
  if (tokens.length === 0) throw reader.problem(say('expects-string', { word }));
  return tokens;
}

function stringLength(preprocessor: Preprocessor, reader: TokenReader): void {
  const name = nameToDefine(preprocessor, reader);
  const [text] = strings(preprocessor, reader, '%strlen');
  const bytes = text === undefined ? 0 : stringBytes(text.text).length;
  defineOne(preprocessor, name, retold(name, 'number', String(bytes)));
}

function concatenate(preprocessor: Preprocessor, reader: TokenReader): void {
  const name = nameToDefine(preprocessor, reader);
  defineOne(preprocessor, name, stringToken(name, joinStrings(strings(preprocessor, reader, '%strcat'))));
}

function substring(preprocessor: Preprocessor, reader: TokenReader): void {
  const name = nameToDefine(preprocessor, reader);
  const expanded = preprocessor.expand(reader.rest());
  const [text, ...rest] = expanded;
  if (text === undefined || text.kind !== 'string')
    throw reader.problem(say('expects-string', { word: '%substr' }), text ?? reader.place());
  const numbers = isComma(rest[0]) ? rest.slice(1) : rest;
  const comma = numbers.findIndex(isComma);
  const start = preprocessor.evaluate(comma < 0 ? numbers : numbers.slice(0, comma), text, '%substr');
  const count = comma < 0 ? 1n : preprocessor.evaluate(numbers.slice(comma + 1), text, '%substr');
  defineOne(preprocessor, name, stringToken(name, cutString(stringBytes(text.text), Number(start), Number(count))));
}

function usePackage(preprocessor: Preprocessor, reader: TokenReader): void {
  const token = reader.peek();
  const name = (token?.kind === 'string' ? token.text.slice(1, -1) : reader.word()).toLowerCase();
  const source = PACKAGES.get(name);
  if (source === undefined)
    throw reader.problem(say('unknown-package', { name, suggestion: suggest(name, PACKAGES.keys()) }));
  if (preprocessor.packages.has(name)) return;
  preprocessor.packages.add(name);
  preprocessor.readPackage(name, lex(`%use ${name}`, source), reader.place());
}

/** `%line 10+2 file`: how `__LINE__` and `__FILE__` go on. Diagnostics and the line map stay with the real lines. */
function shiftLines(preprocessor: Preprocessor, reader: TokenReader, first: Token): void {
  const number = (): number => {
    const token = reader.next();
    const value = token?.kind === 'number' ? parseNumber(token.text) : null;
    if (value === null) throw reader.problem(say('expects-expression', { word: '%line' }), token ?? reader.place());
    return Number(value);
  };
  const base = number();
  const step = reader.takeOp('+') ? number() : 1;
  const name = textOf(reader.rest());
  const before = preprocessor.lineShifts.get(first.file)?.name ?? null;
  preprocessor.lineShifts.set(first.file, { line: first.line, base, step, name: name === '' ? before : name });
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
    const tokens = reader.rest();
    const comma = tokens.findIndex(isComma);
    // `.nolist` behind the comma concerns only NASM's listing.
    const counted = new TokenReader(comma < 0 ? tokens : tokens.slice(0, comma), first);
    count = plainNumber(preprocessor, counted, '%rep');
    if (count < 0n)
      preprocessor.diagnostics.warning(
        place,
        say('count-negative', { what: '%rep', count }),
        preprocessor.invocation(),
      );
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
  const [junk] = tokens.slice(1);
  if (junk !== undefined)
    preprocessor.diagnostics.warning(junk, say('trailing-words', { word: first.text }), preprocessor.invocation());
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

/** What the program says; the directive itself when it says nothing. */
function message(preprocessor: Preprocessor, reader: TokenReader, first: Token): Message {
  const tokens = preprocessor.expand(reader.rest());
  const [only] = tokens;
  if (tokens.length === 1 && only !== undefined && only.kind === 'string')
    return say('said-by-program', { text: only.text.slice(1, -1) || first.text });
  return say('said-by-program', { text: textOf(tokens) || first.text });
}

function fatal(preprocessor: Preprocessor, reader: TokenReader, first: Token): void {
  preprocessor.diagnostics.error(
    spanOf([first, ...reader.rest()]),
    message(preprocessor, reader, first),
    preprocessor.invocation(),
  );
  preprocessor.stop();
}
