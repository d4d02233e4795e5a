import { ProblemError } from '../../base/problem-error';

/** Gives the value of a name at the moment a condition is asked. */
export type NameReader = () => bigint;
/** Finds out what a name means; null for a name that means nothing. */
export type NameTable = (name: string) => NameReader | null;
/** A condition that was understood. */
export type Condition = () => boolean;

type Term = () => bigint;

const LONGEST = 1_000;
const DEEPEST = 100;
const MASK = 0xffff_ffff_ffff_ffffn;

type Binary = (a: bigint, b: bigint) => bigint;
const truth = (value: boolean): bigint => (value ? 1n : 0n);

/** Binary operators by how tightly they bind, loosest first; as in NASM, comparisons bind looser than arithmetic on bits. */
const LEVELS: readonly Readonly<Record<string, Binary>>[] = [
  {
    '==': (a, b) => truth(a === b),
    '!=': (a, b) => truth(a !== b),
    '<': (a, b) => truth(a < b),
    '<=': (a, b) => truth(a <= b),
    '>': (a, b) => truth(a > b),
    '>=': (a, b) => truth(a >= b),
  },
  { '|': (a, b) => a | b },
  { '^': (a, b) => a ^ b },
  { '&': (a, b) => a & b },
  { '<<': (a, b) => (b > 63n ? 0n : (a << b) & MASK), '>>': (a, b) => (b > 63n ? 0n : a >> b) },
  { '+': (a, b) => (a + b) & MASK, '-': (a, b) => (a - b) & MASK },
  { '*': (a, b) => (a * b) & MASK, '/': (a, b) => (b === 0n ? 0n : a / b), '%': (a, b) => (b === 0n ? 0n : a % b) },
];

const SYMBOLS = /^(?:\|\||&&|==|!=|<=|>=|<<|>>|[|^&<>+\-*/%!~()])/;
const NUMBER = /^(?:0x[0-9a-f_]+|0b[01_]+|[0-9][0-9a-f_]*h|[0-9][0-9_]*)(?![0-9a-z_])/i;
const WORD = /^[a-z_][a-z0-9_.-]*/i;

/**
 * Understands a condition: numbers (decimal, 0x…, …h, 0b…), names, parentheses, and the operators || && == != < <= > >=
 * | ^ & << >> + - * / % ! ~ on unsigned values of 64 bits. Any value but 0 is true. A name may hold hyphens; where the
 * whole of it means nothing, a shorter one and a minus are tried. Throws a `ProblemError` that says what is wrong where.
 */
export function parseCondition(text: string, names: NameTable): Condition {
  if (text.length > LONGEST) {
    throw new ProblemError('condition-too-long', { most: LONGEST }, `a condition has at most ${LONGEST} characters`);
  }
  const parser = new Parser(text, names);
  const term = parser.whole();
  return () => term() !== 0n;
}

/** Recursive descent over the characters; each method leaves `at` behind what it understood. */
class Parser {
  private at = 0;
  private depth = 0;

  constructor(
    private readonly text: string,
    private readonly names: NameTable,
  ) {}

  whole(): Term {
    const term = this.either();
    if (this.peek() !== '') this.fail('condition-operator', 'an operator was expected');
    return term;
  }

  private either(): Term {
    let left = this.both();
    while (this.take('||')) {
      const a = left;
      const b = this.both();
      left = () => truth(a() !== 0n || b() !== 0n);
    }
    return left;
  }

  private both(): Term {
    let left = this.binary(0);
    while (this.take('&&')) {
      const a = left;
      const b = this.binary(0);
      left = () => truth(a() !== 0n && b() !== 0n);
    }
    return left;
  }

  private binary(level: number): Term {
    const operators = LEVELS[level];
    if (operators === undefined) return this.unary();
    let left = this.binary(level + 1);
    for (;;) {
      const symbol = this.peek();
      const operate = Object.hasOwn(operators, symbol) ? operators[symbol] : undefined;
      if (operate === undefined) return left;
      this.take(symbol);
      const a = left;
      const b = this.binary(level + 1);
      left = () => operate(a(), b());
    }
  }

  private unary(): Term {
    if (++this.depth > DEEPEST) this.fail('condition-too-deep', 'too many parentheses or signs');
    const term = this.operand();
    this.depth--;
    return term;
  }

  private operand(): Term {
    if (this.take('!')) {
      const a = this.unary();
      return () => truth(a() === 0n);
    }
    if (this.take('~')) {
      const a = this.unary();
      return () => ~a() & MASK;
    }
    if (this.take('-')) {
      const a = this.unary();
      return () => -a() & MASK;
    }
    if (!this.take('(')) return this.value();
    const inner = this.either();
    if (!this.take(')')) this.fail('condition-parenthesis', 'a “)” is missing');
    return inner;
  }

  private value(): Term {
    this.skipBlanks();
    const rest = this.text.slice(this.at);
    const digits = NUMBER.exec(rest)?.[0];
    if (digits !== undefined) {
      const value = toNumber(digits);
      if (value === null || value > MASK) this.fail('condition-number', `“${digits}” is no number of 64 bits`);
      this.at += digits.length;
      return () => value;
    }
    const word = WORD.exec(rest)?.[0];
    if (word === undefined) this.fail('condition-value', 'a name or number was expected');
    for (let name = word; name !== ''; name = name.slice(0, Math.max(0, name.lastIndexOf('-')))) {
      const reader = this.names(name.toLowerCase());
      if (reader === null) continue;
      this.at += name.length;
      return reader;
    }
    throw new ProblemError(
      'condition-name',
      { name: word, column: this.at + 1 },
      `the condition names “${word}” (column ${this.at + 1}), which is neither a register nor a VMCS field`,
    );
  }

  /** The operator at the place, without taking it; a character that is none comes back as it is. */
  private peek(): string {
    this.skipBlanks();
    const rest = this.text.slice(this.at);
    return SYMBOLS.exec(rest)?.[0] ?? rest.slice(0, 1);
  }

  private take(symbol: string): boolean {
    if (this.peek() !== symbol) return false;
    this.at += symbol.length;
    return true;
  }

  private skipBlanks(): void {
    while (/\s/.test(this.text.charAt(this.at))) this.at++;
  }

  private fail(code: string, what: string): never {
    const column = this.at + 1;
    throw new ProblemError(code, { column }, `the condition is not understood at column ${column}: ${what}`);
  }
}

function toNumber(digits: string): bigint | null {
  const plain = digits.replaceAll('_', '').toLowerCase();
  try {
    return BigInt(plain.endsWith('h') ? `0x${plain.slice(0, -1)}` : plain);
  } catch {
    return null;
  }
}
