import { based, UNKNOWN, type Value } from '../expression/value';
import { Section } from '../section/section';
import type { Token } from '../source/token';

/** A name with its value. That of a label in a section is only made when somebody asks: most labels move in most passes. */
export class SymbolEntry {
  private made: Value | null = null;
  section: Section | null = null;
  /** How far into its section a label lies. */
  offset = 0;

  constructor(
    readonly name: string,
    readonly kind: 'label' | 'equ',
    readonly file: string,
    readonly line: number,
    /** The pass that has defined it last. */
    public pass: number,
  ) {}

  get value(): Value {
    this.made ??= this.section === null ? UNKNOWN : based(this.section, BigInt(this.offset));
    return this.made;
  }

  /** Gives it a value; whether it was the same before. */
  set(value: Value): boolean {
    const same = sameValue(this.value, value);
    this.made = value;
    this.section = null;
    return same;
  }

  /** Puts it at a place of a section; whether it was there before. */
  setPlace(section: Section, offset: number): boolean {
    if (this.section === section && this.offset === offset) return true;
    this.section = section;
    this.offset = offset;
    this.made = null;
    return false;
  }
}

/** The names of a program. A look-up before the definition gives the value of the pass before. */
export class SymbolTable {
  readonly entries = new Map<string, SymbolEntry>();
  /** Some value differs from that of the pass before. */
  changed = false;
  /** A symbol whose value differs, for the message when values never settle. */
  unsettled: SymbolEntry | null = null;
  private scope = '';
  /** The entry that was asked for last did not exist before. */
  private isNew = false;
  /** Full names by scope and local name: putting them together in every pass takes its time. */
  private readonly locals = new Map<string, Map<string, string>>();
  private readonly starts = new Map<Section, Section>();

  beginPass(): void {
    this.changed = false;
    this.scope = '';
  }

  /** `.name` belongs to the label before it; `$name` is a name that could be taken for something else. */
  fullName(name: string): string {
    if (name.startsWith('$')) return name.slice(1);
    if (!name.startsWith('.') || name.startsWith('..')) return name;
    const { scope } = this;
    let locals = this.locals.get(scope);
    if (locals === undefined) {
      locals = new Map();
      this.locals.set(scope, locals);
    }
    let full = locals.get(name);
    if (full === undefined) {
      full = scope + name;
      locals.set(name, full);
    }
    return full;
  }

  /** Gives a name a value in this pass; false when it had another one in the same pass. */
  define(token: Token, kind: 'label' | 'equ', value: Value, pass: number): boolean {
    const entry = this.entry(token, kind, pass);
    const again = entry.pass === pass;
    if (again && !this.isNew) return sameValue(entry.value, value);
    this.note(entry, entry.set(value), pass);
    return true;
  }

  /** Puts a label at a place of a section; false when it had another one in the same pass. */
  defineLabel(token: Token, section: Section, offset: number, pass: number): boolean {
    const entry = this.entry(token, 'label', pass);
    if (entry.pass === pass && !this.isNew) return entry.section === section && entry.offset === offset;
    this.note(entry, entry.setPlace(section, offset), pass);
    return true;
  }

  private entry(token: Token, kind: 'label' | 'equ', pass: number): SymbolEntry {
    const written = token.text;
    const name = this.fullName(written);
    if (kind === 'label' && !written.startsWith('.')) this.scope = name;
    const old = this.entries.get(name);
    this.isNew = old === undefined;
    if (old !== undefined) return old;
    const entry = new SymbolEntry(name, kind, token.file, token.line, pass);
    this.entries.set(name, entry);
    return entry;
  }

  private note(entry: SymbolEntry, same: boolean, pass: number): void {
    entry.pass = pass;
    if (this.isNew ? pass > 1 : !same) {
      this.changed = true;
      this.unsettled = entry;
    }
  }

  find(name: string): SymbolEntry | undefined {
    return this.entries.get(name);
  }

  /** The base that `section.NAME.start` stands for. */
  startOf(section: Section): Value {
    let base = this.starts.get(section);
    if (base === undefined) {
      base = new Section(section.name, 'start');
      this.starts.set(section, base);
    }
    return based(base, 0n);
  }
}

function sameValue(a: Value, b: Value): boolean {
  if (a.number !== b.number || a.unknown !== b.unknown || a.terms.length !== b.terms.length) return false;
  return a.terms.every((term, index) => term.base === b.terms[index]?.base && term.factor === b.terms[index]?.factor);
}
