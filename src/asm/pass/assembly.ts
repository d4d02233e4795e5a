import { type AddressHints, evaluate, type Scope } from '../expression/evaluate';
import type { Expression } from '../expression/expression';
import { based, UNKNOWN, type Value } from '../expression/value';
import { Diagnostics, type Located } from '../report/diagnostics';
import { type Message, say } from '../report/message';
import type { WordHint } from '../report/word-hints';
import { type Fixup, Section } from '../section/section';
import type { Invocation, Token } from '../source/token';
import { SyntaxProblem } from '../source/token-reader';
import type { Statement } from '../statement/statement';
import { isForeignWord } from '../statement/words.table';
import type { SmartFill } from './smart-fill';
import { SymbolTable } from './symbols';

/** More than this is a mistake (a runaway `times`), not a program. */
export const MAX_BYTES = 64 * 1024 * 1024;

/** Repetitions whose rounds differ are assembled one by one; more of them are a mistake. */
export const MAX_ANEW = 200_000;

/** `struc` and `istruc` while they are open. */
export interface OpenStructure {
  readonly kind: 'struc' | 'istruc';
  readonly name: string;
  /** `istruc`: where the instance begins. */
  readonly start: Value;
  readonly place: Located;
}

/** The state of a pass over the statements, and what passes hand on: sections and symbols. */
export class Assembly implements Scope {
  readonly symbols = new SymbolTable();
  readonly sections = new Map<string, Section>();
  section: Section;
  /** The offset in `absolute` space; null in a section. */
  absolute: Value | null = null;
  bits = 16;
  relative = false;
  org: bigint | null = null;
  pass = 0;
  /** The last pass: bytes are written and diagnostics count. */
  final = false;
  structure: OpenStructure | null = null;
  /** `default bnd` */
  bound = false;
  /** `sectalign`: whether `align` raises the alignment of the section. */
  sectionAligns = true;
  /** `%use smartalign` */
  smartFill: SmartFill | null = null;
  /** Names that `extern` promises. */
  readonly outside = new Set<string>();
  private remembered: { section: Section; absolute: Value | null };
  /** Registers are allowed, and noted, while an address is evaluated. */
  hints: AddressHints | undefined = undefined;
  /** For the hint to programs that say nothing about mode and place. */
  saidMode = false;
  firstCode: Located | null = null;
  stopped = false;
  /** How often something was warned of, whether or not it counts in this pass. */
  warnings = 0;
  /** Limits that some pass has met; unlike other diagnostics they are kept from every pass. */
  readonly limits = new Diagnostics();
  /** `$`, once somebody has asked for it since the position was marked. */
  private position: Value | null = null;
  private positionOffset = 0;
  private positionSection: Section;
  private total = 0;

  constructor(
    public diagnostics: Diagnostics,
    /** What may help with a symbol that is not defined. */
    private readonly hintForSymbol: (name: string) => WordHint,
    /** The bytes of a file for `incbin`, or null. */
    readonly readBytes: (name: string) => Uint8Array | null,
  ) {
    this.section = this.sectionNamed('.text');
    this.positionSection = this.section;
    this.remembered = { section: this.section, absolute: null };
  }

  beginPass(diagnostics: Diagnostics, final: boolean): void {
    this.diagnostics = diagnostics;
    this.pass += 1;
    this.final = final;
    this.symbols.beginPass();
    for (const section of this.sections.values()) section.reset();
    this.section = this.sectionNamed('.text');
    this.absolute = null;
    this.bits = 16;
    this.relative = false;
    this.org = null;
    this.structure = null;
    this.bound = false;
    this.sectionAligns = true;
    this.smartFill = null;
    this.outside.clear();
    this.rememberSection();
    this.total = 0;
    this.stopped = false;
    this.markPosition();
  }

  sectionNamed(name: string): Section {
    let section = this.sections.get(name);
    if (section === undefined) {
      section = new Section(name);
      section.typed = name === '.text' || name === '.data' || name === '.bss';
      section.nobits = name === '.bss';
      this.sections.set(name, section);
    }
    return section;
  }

  /** What follows lies at an address, not in a section. */
  enterAbsolute(address: Value): void {
    this.absolute = address;
    this.markPosition();
  }

  /** The present section is that to which `endstruc` returns. */
  rememberSection(): void {
    this.remembered = { section: this.section, absolute: this.absolute };
  }

  returnToSection(): void {
    this.section = this.remembered.section;
    this.absolute = this.remembered.absolute;
  }

  /** `$` is the beginning of the statement from now on. */
  markPosition(): void {
    this.position = this.absolute;
    this.positionSection = this.section;
    this.positionOffset = this.section.offset;
  }

  here(): Value {
    this.position ??= based(this.positionSection, BigInt(this.positionOffset));
    return this.position;
  }

  base(): Value {
    return this.absolute === null ? based(this.section, 0n) : { ...this.absolute, number: 0n };
  }

  symbol(written: string, token: Token): Value {
    const name = this.symbols.fullName(written);
    const entry = this.symbols.find(name);
    if (entry !== undefined) return entry.value;
    const special = /^section\.(.+)\.(v?start)$/.exec(name);
    const section = special === null ? undefined : this.sections.get(special[1] ?? '');
    if (section !== undefined) return special?.[2] === 'start' ? this.symbols.startOf(section) : based(section, 0n);
    if (this.outside.has(name)) throw new SyntaxProblem(token, say('no-outside', { word: name }));
    if (this.pass === 1) return UNKNOWN;
    if (/^[er]ip$/i.test(name)) throw new SyntaxProblem(token, say('rip-written', { word: name }));
    if (isForeignWord(name)) throw new SyntaxProblem(token, say('foreign-word', { word: name }));
    throw new SyntaxProblem(token, say('undefined-symbol', { name, ...(this.final ? this.hintForSymbol(name) : {}) }));
  }

  evaluate(expression: Expression): Value {
    return evaluate(expression, this);
  }

  /** The number of an expression that must be plain; 0 while it is unknown. */
  plainNumber(expression: Expression, what: string, place: Located): bigint {
    const value = this.evaluate(expression);
    if (value.terms.length > 0) throw new SyntaxProblem(place, say('plain-number-expected', { what }));
    return value.unknown ? 0n : value.number;
  }

  defineLabel(token: Token): void {
    const { symbols, section, absolute } = this;
    const first =
      absolute === null
        ? symbols.defineLabel(token, section, section.offset, this.pass)
        : symbols.define(token, 'label', absolute, this.pass);
    if (!first) throw this.definedTwice(token);
  }

  define(token: Token, kind: 'label' | 'equ', value: Value): void {
    if (!this.symbols.define(token, kind, value, this.pass)) throw this.definedTwice(token);
  }

  private definedTwice(token: Token): SyntaxProblem {
    const name = this.symbols.fullName(token.text);
    const first = this.symbols.find(name);
    return new SyntaxProblem(token, say('defined-twice', { name, file: first?.file ?? '', line: first?.line ?? 0 }));
  }

  /** Counts bytes against the limit; false when it is passed. */
  allow(bytes: number, place: Located): boolean {
    this.total += bytes;
    if (this.total <= MAX_BYTES) return true;
    if (!this.stopped) {
      // The message must reach the user whichever pass meets the limit.
      this.stopped = true;
      this.limits.error(place, say('program-too-large', { limit: MAX_BYTES / 1024 / 1024 }));
    }
    return false;
  }

  /** Counts bytes that the last pass will put at the current position. */
  reserve(length: number, statement: Statement): number {
    const { section } = this;
    const at = section.offset;
    if (!this.allow(length, statement.place)) return at;
    if (this.absolute !== null) throw new SyntaxProblem(statement.place, say('bytes-in-absolute'));
    section.offset = at + length;
    return at;
  }

  /** Puts bytes at the current position. */
  emit(bytes: Uint8Array, statement: Statement, code: boolean): number {
    if (!this.final) return this.reserve(bytes.length, statement);
    if (!this.allow(bytes.length, statement.place)) return this.section.offset;
    if (this.absolute !== null) throw new SyntaxProblem(statement.place, say('bytes-in-absolute'));
    const { section } = this;
    if (section.nobits && bytes.length > 0) this.warn(statement, say('bytes-in-nobits', { section: section.name }));
    const at = section.write(bytes);
    this.note(at, bytes.length, statement, code);
    return at;
  }

  /** Leaves room at the current position. */
  skip(length: number, statement: Statement): void {
    if (!this.allow(length, statement.place)) return;
    if (this.absolute !== null) {
      this.absolute = { ...this.absolute, number: this.absolute.number + BigInt(length) };
      return;
    }
    const { section } = this;
    if (this.final && !section.nobits && length > 0 && statement.body !== null)
      this.warn(statement, say('reserved-in-loaded', { section: section.name }));
    if (!this.final) section.offset += length;
    else this.note(section.reserve(length), length, statement, false);
  }

  /** Repeats the bytes from `at` on. */
  repeat(at: number, times: number, statement: Statement): void {
    const length = this.section.offset - at;
    if (times <= 0 || length === 0 || !this.allow(length * times, statement.place)) return;
    if (!this.final) {
      this.section.offset += length * times;
      return;
    }
    const from = this.section.reserve(length * times);
    this.section.copyWithin(at, length, from, times);
    const last = this.section.pieces.at(-1);
    this.note(from, length * times, statement, last?.code ?? false);
  }

  private note(offset: number, length: number, statement: Statement, code: boolean): void {
    if (length === 0) return;
    const { pieces } = this.section;
    const last = pieces.at(-1);
    // One statement makes one piece, however many items it has.
    if (
      last !== undefined &&
      last.place === statement.place &&
      last.offset + last.length === offset &&
      last.code === code
    ) {
      pieces[pieces.length - 1] = { ...last, length: last.length + length };
    } else pieces.push({ offset, length, place: statement.place, invocation: statement.invocation, code });
  }

  /** Writes a number into emitted bytes now, or leaves it for the end when it depends on where sections are. */
  patch(
    at: number,
    size: number,
    value: Value,
    range: Fixup['range'],
    place: Located,
    invocation: Invocation | null,
  ): void {
    const { section } = this;
    if (value.terms.length === 0) section.patch(at, size, value.number);
    else section.fixups.push({ at, size, number: value.number, terms: value.terms, range, place, invocation });
  }

  warn(statement: Statement, message: Message, place: Located = statement.place): void {
    this.warnings += 1;
    if (this.final) this.diagnostics.warning(place, message, statement.invocation);
  }
}
