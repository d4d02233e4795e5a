import type { Expression } from '../expression/expression';
import { parseExpression } from '../expression/parse-expression';
import { type RegisterFacts, registerNamed } from '../instruction/registers';
import { say } from '../report/message';
import type { TokenReader } from '../source/token-reader';
import type { MemorySyntax, OperandSyntax } from './statement';
import { SIZES } from './words.table';

/** Reads one operand; throws SyntaxProblem. */
export function parseOperand(reader: TokenReader): OperandSyntax {
  const start = reader.index;
  let size = 0;
  let strict = false;
  let to = false;
  let distance: OperandSyntax['distance'] = '';
  for (;;) {
    const word = reader.word();
    const bytes = SIZES.get(word);
    if (bytes !== undefined) size = size === 0 ? bytes : size;
    else if (word === 'strict') strict = true;
    else if (word === 'short' || word === 'near' || word === 'far') distance = word;
    else if (word === 'to') to = true;
    else break;
    reader.next();
  }
  const operand = (part: Partial<OperandSyntax>): OperandSyntax => ({
    place: reader.span(start),
    size,
    strict,
    distance,
    to,
    register: null,
    memory: null,
    immediate: null,
    far: null,
    ...part,
  });
  if (reader.isOp('[')) return operand({ memory: parseMemory(reader, null) });
  if (reader.isOp('{')) throw reader.problem(say('no-avx512'));
  const expression = parseExpression(reader);
  if (reader.takeOp(':')) {
    const segment = segmentOf(expression);
    if (segment === null) return operand({ far: { selector: expression, offset: parseExpression(reader) } });
    const before = reader.isOp('[') ? null : parseExpression(reader);
    if (!reader.isOp('[')) throw reader.problem(say('brackets-expected'), reader.span(start));
    return operand({ memory: parseMemory(reader, segment, before) });
  }
  if (reader.isOp('[')) return operand({ memory: parseMemory(reader, null, expression) });
  if (expression.kind === 'register') return operand({ register: registerNamed(expression.name) ?? null });
  return operand({ immediate: expression });
}

function segmentOf(expression: Expression): RegisterFacts | null {
  const register = expression.kind === 'register' ? registerNamed(expression.name) : undefined;
  return register?.sort === 'segment' ? register : null;
}

/** Reads what stands in brackets; `before` is what `table[rbx]` has before them, which is added. */
function parseMemory(
  reader: TokenReader,
  outerSegment: RegisterFacts | null,
  before: Expression | null = null,
): MemorySyntax {
  const bracket = reader.next();
  let displacementSize = 0;
  let relation: MemorySyntax['relation'] = 'default';
  let nosplit = false;
  let segment = outerSegment;
  const words = (): void => {
    for (;;) {
      const word = reader.word();
      const bytes = SIZES.get(word);
      if (bytes !== undefined) {
        if (bytes > 8) throw reader.problem(say('no-such-displacement', { word }));
        displacementSize = bytes;
      } else if (word === 'rel' || word === 'abs') relation = word;
      else if (word === 'nosplit') nosplit = true;
      else return;
      reader.next();
    }
  };
  words();
  const named = registerNamed(reader.word());
  const colon = reader.peek(1);
  if (named?.sort === 'segment' && colon !== undefined && colon.text === ':') {
    segment = named;
    reader.next();
    reader.next();
    words();
  }
  const inside = parseExpression(reader);
  const expression: Expression =
    before === null || bracket === undefined
      ? inside
      : { kind: 'binary', operator: '+', left: inside, right: before, token: bracket };
  if (!reader.takeOp(']'))
    throw reader.problem(reader.atEnd() ? say('closing-missing', { text: ']' }) : say('bracket-or-operator-expected'));
  return { segment, displacementSize, relation, nosplit, expression };
}
