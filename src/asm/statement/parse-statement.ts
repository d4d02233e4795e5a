import { isFixed } from '../expression/expression';
import { parseExpression } from '../expression/parse-expression';
import { isMnemonic, mnemonics } from '../instruction/forms';
import { registerNamed } from '../instruction/registers';
import { spanOf } from '../report/diagnostics';
import { say } from '../report/message';
import { suggest } from '../report/suggest';
import type { ExpandedLine, Token } from '../source/token';
import { type Remark, SyntaxProblem, TokenReader } from '../source/token-reader';
import { parseData } from './parse-data';
import { parseOperand } from './parse-operand';
import type { InstructionBody, OperandSyntax, Prefixes, Statement, StatementBody } from './statement';
import { BRACKETED_ONLY, DATA, DIRECTIVES, isForeignWord, PREFIXES, RESERVE, SIZES } from './words.table';

/** Whether a word (in lower case) begins a statement, so that it is not a label when it stands first. */
export function isStatementWord(word: string): boolean {
  return (
    isMnemonic(word) ||
    DIRECTIVES.has(word) ||
    DATA.has(word) ||
    RESERVE.has(word) ||
    PREFIXES.has(word) ||
    word === 'times' ||
    word === 'equ'
  );
}

/** Parses one line; throws SyntaxProblem. `remark` takes what is worth a warning. */
export function parseStatement(line: ExpandedLine, remark: Remark): Statement {
  const { tokens, invocation } = line;
  // The line itself, even when its first words come from a macro's argument.
  const place = {
    ...spanOf(
      tokens.filter((token) => token.line === line.line && token.file === line.file),
      line,
    ),
    file: line.file,
    line: line.line,
  };
  const reader = new TokenReader(tokens, place, remark);
  const statement = (label: Token | null, times: Statement['times'], body: StatementBody | null): Statement => ({
    place,
    invocation,
    label,
    times,
    body,
  });
  if (reader.isOp('[')) return statement(null, null, bracketed(reader));
  const label = takeLabel(reader);
  if (reader.atEnd()) return statement(label, null, null);
  if (label !== null && reader.word() === 'equ') {
    reader.next();
    const start = reader.index;
    const operand = parseExpression(reader);
    expectEnd(reader);
    return statement(label, null, { kind: 'equ', operand, place: reader.span(start) });
  }
  const prefixes: Prefixes = {
    wait: false,
    repeat: 0,
    lock: false,
    bound: '',
    segment: null,
    operandSize: 0,
    addressSize: 0,
  };
  let times: Statement['times'] = null;
  for (;;) {
    if (reader.word() === 'times') {
      reader.next();
      times = parseExpression(reader);
    } else if (!takePrefix(reader, prefixes)) break;
  }
  if (reader.atEnd() && times !== null) throw reader.problem(say('instruction-expected'));
  if (reader.atEnd()) return statement(label, times, barePrefixes(prefixes, tokens));
  return statement(label, times, parseBody(reader, prefixes, label));
}

/** `[bits 64]`: the form that NASM's macros turn the usual one into. */
function bracketed(reader: TokenReader): StatementBody {
  reader.next();
  const token = reader.next();
  if (token === undefined || token.kind !== 'id')
    throw reader.problem(say('directive-expected'), token ?? reader.place());
  const word = token.text.toLowerCase();
  if (!DIRECTIVES.has(word) && !BRACKETED_ONLY.has(word)) {
    const suggestion = suggest(word, [...DIRECTIVES, ...BRACKETED_ONLY]);
    throw reader.problem(say('unknown-directive', { word: token.text, suggestion }), token);
  }
  const inside: Token[] = [];
  while (!reader.isOp(']')) {
    const next = reader.next();
    if (next === undefined) throw reader.problem(say('closing-missing', { text: ']' }));
    inside.push(next);
  }
  reader.next();
  expectEnd(reader);
  return { kind: 'directive', name: token.text.toLowerCase(), token, tokens: inside, bracketed: true };
}

function takeLabel(reader: TokenReader): Token | null {
  const token = reader.peek();
  if (token === undefined) return null;
  if (token.kind !== 'id' || token.text === '$' || token.text === '$$')
    throw reader.problem(say('label-or-instruction-expected', { text: token.text }), token);
  const colon = reader.peek(1);
  const hasColon = colon !== undefined && colon.kind === 'op' && colon.text === ':';
  const lower = token.text.toLowerCase();
  const register = registerNamed(lower);
  if (register !== undefined) {
    if (register.sort === 'segment' && !hasColon) return null;
    throw reader.problem(say('register-as-label', { register: token.text }), token);
  }
  if (!hasColon && isStatementWord(lower)) return null;
  reader.next();
  if (hasColon) reader.next();
  else if (reader.atEnd()) reader.remark(token, say('lone-label', { word: token.text }));
  else if (!isStatementWord(reader.word()) && registerNamed(reader.word())?.sort !== 'segment') {
    throw new SyntaxProblem(token, say('unknown-instruction', { word: token.text }));
  }
  return token;
}

/** Every word that can begin a statement, for suggestions. */
export function* statementWords(): Iterable<string> {
  yield* mnemonics();
  yield* DIRECTIVES;
  yield* DATA.keys();
  yield* RESERVE.keys();
  yield* ['times', 'equ'];
}

function takePrefix(reader: TokenReader, prefixes: Prefixes): boolean {
  const word = reader.word();
  const segment = registerNamed(word);
  if (segment?.sort === 'segment') {
    if (prefixes.segment !== null && prefixes.segment !== segment) throw reader.problem(say('two-segment-overrides'));
    prefixes.segment = segment;
    reader.next();
    return true;
  }
  const effect = PREFIXES.get(word);
  if (effect === undefined) return false;
  const after = reader.peek(1);
  // `wait` alone is an instruction.
  if (effect.set === 'wait' && after === undefined) return false;
  if (effect.set === 'repeat' || effect.set === 'operandSize' || effect.set === 'addressSize') {
    if (prefixes[effect.set] !== 0 && prefixes[effect.set] !== effect.value)
      throw reader.problem(say('prefixes-contradict'));
    prefixes[effect.set] = effect.value;
  } else if (effect.set === 'bound') prefixes.bound = effect.value;
  else prefixes[effect.set] = true;
  reader.next();
  return true;
}

/** Prefixes without an instruction make just their bytes. */
function barePrefixes(prefixes: Prefixes, tokens: readonly Token[]): StatementBody | null {
  const token = tokens.at(-1);
  return token === undefined
    ? null
    : { kind: 'instruction', mnemonic: '', token, prefixes, operands: [], written: [], fixed: true, notes: noNotes() };
}

function parseBody(reader: TokenReader, prefixes: Prefixes, label: Token | null): StatementBody {
  const token = reader.next();
  if (token === undefined || token.kind !== 'id')
    throw reader.problem(say('instruction-expected'), token ?? reader.place());
  const word = token.text.toLowerCase();
  const dataSize = DATA.get(word);
  if (dataSize !== undefined) {
    const items = parseData(reader, dataSize);
    if (items.length === 0) reader.remark(token, say('data-empty', { word: token.text }));
    expectEnd(reader);
    return { kind: 'data', items };
  }
  const unit = RESERVE.get(word);
  if (unit !== undefined) {
    const start = reader.index;
    const count = parseExpression(reader);
    expectEnd(reader);
    return { kind: 'reserve', unit, count, place: reader.span(start) };
  }
  if (word === 'equ') throw new SyntaxProblem(token, say('equ-without-name'));
  if (DIRECTIVES.has(word) && !isMnemonic(word))
    return { kind: 'directive', name: word, token, tokens: reader.rest(), bracketed: false };
  if (!isMnemonic(word)) {
    throw new SyntaxProblem(
      token,
      say('unknown-instruction', {
        word: token.text,
        label: label?.text,
      }),
    );
  }
  return parseInstruction(reader, token, word, prefixes);
}

function parseInstruction(reader: TokenReader, token: Token, mnemonic: string, prefixes: Prefixes): InstructionBody {
  const operands: OperandSyntax[] = [];
  const written = reader.rest();
  if (!reader.atEnd()) {
    do operands.push(parseOperand(reader));
    while (reader.takeOp(','));
  }
  expectEnd(reader);
  const fixed = operands.every((operand) => {
    if (operand.register !== null) return true;
    if (operand.memory !== null) return isFixed(operand.memory.expression);
    return operand.immediate !== null && isFixed(operand.immediate);
  });
  return { kind: 'instruction', mnemonic, token, prefixes, operands, written, fixed, notes: noNotes() };
}

function noNotes(): InstructionBody['notes'] {
  return { chosen: null, kept: null };
}

/** Words that can stand before an operand. */
const OPERAND_WORDS = [...SIZES.keys(), 'short', 'near', 'far', 'strict'];

function expectEnd(reader: TokenReader): void {
  const token = reader.peek();
  if (token === undefined) return;
  if (token.text === '{') throw reader.problem(say('no-avx512'), token);
  // `qwrod [x]`: a misspelt keyword was read as an operand.
  const before = reader.peek(-1);
  if (before?.kind === 'id' && isForeignWord(before.text))
    throw reader.problem(say('foreign-word', { word: before.text }), before);
  const misspelt = before?.kind === 'id' && registerNamed(before.text.toLowerCase()) === undefined;
  const suggestion = misspelt ? suggest(before.text, OPERAND_WORDS) : undefined;
  throw reader.problem(say('line-end-expected', { text: token.text, suggestion }), token);
}
