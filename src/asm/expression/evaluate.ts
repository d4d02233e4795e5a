import { say } from '../report/message';
import type { Token } from '../source/token';
import { SyntaxProblem } from '../source/token-reader';
import type { Expression, UnaryOperator } from './expression';
import { addScaled, based, isScalar, scalar, scale, UNKNOWN, type Value, ZERO } from './value';

/** What an expression may ask of the pass that evaluates it. */
export interface Scope {
  /** `$` */
  here(): Value;
  /** `$$` */
  base(): Value;
  /** UNKNOWN, or an error, for a symbol that has no value yet. */
  symbol(name: string, token: Token): Value;
  /** Gets the registers in the order in which NASM would note them; absent where registers are not allowed. */
  readonly hints?: AddressHints | undefined;
}

/** NASM's memory of which register the programmer wrote first (its choice of base and index depends on it). */
export interface AddressHints {
  register: string | null;
  kind: 'none' | 'base' | 'not-base' | 'summed';
}

/** The value of an expression; throws SyntaxProblem for what can have none. */
export function evaluate(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case 'number':
      return scalar(expression.value);
    case 'symbol':
      return scope.symbol(expression.name, expression.token);
    case 'here':
      return scope.here();
    case 'base':
      return scope.base();
    case 'register': {
      const { hints } = scope;
      if (hints === undefined)
        throw new SyntaxProblem(expression.token, say('register-in-expression', { register: expression.name }));
      if (hints.kind === 'none') {
        hints.register = expression.name;
        hints.kind = 'base';
      }
      return based({ register: expression.name }, 0n);
    }
    case 'unary':
      return unary(expression.operator, evaluate(expression.operand, scope), expression.token, scope);
    case 'binary':
      return binary(
        expression.operator,
        evaluate(expression.left, scope),
        evaluate(expression.right, scope),
        expression.token,
        scope,
      );
    case 'choice': {
      const condition = evaluate(expression.condition, scope);
      if (condition.unknown) return UNKNOWN;
      needScalar(condition, '?', expression.token);
      return evaluate(condition.number !== 0n ? expression.yes : expression.no, scope);
    }
  }
}

function unary(operator: UnaryOperator, value: Value, token: Token, scope: Scope): Value {
  switch (operator) {
    case '+':
      return value;
    case '-':
      noteMultiplied(value, scope);
      return scale(value, -1n);
    default: {
      if (value.unknown) return UNKNOWN;
      needScalar(value, operator, token);
      if (operator === '~') return scalar(~value.number);
      if (operator === '!') return scalar(value.number === 0n ? 1n : 0n);
      return scalar(logarithm(operator, BigInt.asUintN(64, value.number), token));
    }
  }
}

function logarithm(operator: UnaryOperator, number: bigint, token: Token): bigint {
  const floor = BigInt(Math.max(number.toString(2).length - 1, 0));
  const power = number !== 0n && (number & (number - 1n)) === 0n;
  if (operator === 'ilog2e' && !power) throw new SyntaxProblem(token, say('not-a-power-of-two', { number }));
  return operator === 'ilog2c' && number > 1n && !power ? floor + 1n : floor;
}

function binary(operator: string, left: Value, right: Value, token: Token, scope: Scope): Value {
  switch (operator) {
    case '+':
      return sum(left, right, 1n, scope);
    case '-':
      noteMultiplied(right, scope);
      return sum(left, right, -1n, scope);
    case '*':
      return product(left, right, token, scope);
    case '=':
    case '==':
    case '!=':
    case '<>':
    case '<':
    case '<=':
    case '>':
    case '>=':
    case '<=>':
      return comparison(operator, left, right, token);
    default:
      if (left.unknown || right.unknown) return UNKNOWN;
      needScalar(left, operator, token);
      needScalar(right, operator, token);
      return scalar(arithmetic(operator, left.number, right.number, token));
  }
}

function sum(left: Value, right: Value, factor: bigint, scope: Scope): Value {
  const { value, met } = addScaled(left, right, factor);
  if (met && scope.hints !== undefined) scope.hints.kind = 'summed';
  return value;
}

function product(left: Value, right: Value, token: Token, scope: Scope): Value {
  const factor = isScalar(left) ? left : isScalar(right) ? right : null;
  if (factor !== null) {
    const other = factor === left ? right : left;
    noteMultiplied(other, scope);
    return scale(other, factor.number);
  }
  if (left.unknown || right.unknown) return UNKNOWN;
  throw new SyntaxProblem(token, say('product-of-addresses'));
}

/** `[eax*1+ebx]`: a multiplied register does not want to be the base. */
function noteMultiplied(value: Value, scope: Scope): void {
  const { hints } = scope;
  if (hints === undefined || hints.kind !== 'base') return;
  if (value.terms.some((term) => 'register' in term.base && term.base.register === hints.register))
    hints.kind = 'not-base';
}

function comparison(operator: string, left: Value, right: Value, token: Token): Value {
  const { value } = addScaled(left, right, -1n);
  if (value.unknown) return UNKNOWN;
  if (value.terms.length > 0) {
    // Places in different sections differ, and have no order before the sections are placed.
    if (operator === '=' || operator === '==') return ZERO;
    if (operator === '!=' || operator === '<>') return scalar(1n);
    throw new SyntaxProblem(token, say('sections-not-comparable', { operator }));
  }
  // NASM looks at the difference, which wraps around.
  const [a, b] = [value.number, 0n];
  switch (operator) {
    case '<':
      return truth(a < b);
    case '<=':
      return truth(a <= b);
    case '>':
      return truth(a > b);
    case '>=':
      return truth(a >= b);
    case '<=>':
      return scalar(a < b ? -1n : a > b ? 1n : 0n);
    case '!=':
    case '<>':
      return truth(a !== b);
    default:
      return truth(a === b);
  }
}

function truth(value: boolean): Value {
  return scalar(value ? 1n : 0n);
}

function arithmetic(operator: string, a: bigint, b: bigint, token: Token): bigint {
  switch (operator) {
    case '|':
      return a | b;
    case '^':
      return a ^ b;
    case '&':
      return a & b;
    case '||':
      return a !== 0n || b !== 0n ? 1n : 0n;
    case '&&':
      return a !== 0n && b !== 0n ? 1n : 0n;
    case '^^':
      return (a !== 0n) !== (b !== 0n) ? 1n : 0n;
    case '<<':
    case '<<<':
      return a << (b & 63n);
    case '>>':
      return BigInt.asUintN(64, a) >> (b & 63n);
    case '>>>':
      return a >> (b & 63n);
    default:
      if (b === 0n) throw new SyntaxProblem(token, say('division-by-zero', { operator }));
      if (operator === '/') return BigInt.asUintN(64, a) / BigInt.asUintN(64, b);
      if (operator === '%') return BigInt.asUintN(64, a) % BigInt.asUintN(64, b);
      return operator === '//' ? a / b : a % b;
  }
}

function needScalar(value: Value, operator: string, token: Token): void {
  if (value.terms.length === 0) return;
  const register = value.terms.find((term) => 'register' in term.base);
  throw new SyntaxProblem(
    token,
    say(register === undefined ? 'operator-on-address' : 'operator-on-register', { operator }),
  );
}
