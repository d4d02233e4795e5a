import { based, type Value } from '../expression/value';
import { Section } from '../section/section';

export interface SymbolEntry {
  readonly name: string;
  readonly kind: 'label' | 'equ';
  readonly file: string;
  readonly line: number;
  value: Value;
  /** The pass that has defined it last. */
  pass: number;
}

/** The names of a program. A look-up before the definition gives the value of the pass before. */
export class SymbolTable {
  readonly entries = new Map<string, SymbolEntry>();
  /** Some value differs from that of the pass before. */
  changed = false;
  /** A symbol whose value differs, for the message when values never settle. */
  unsettled: SymbolEntry | null = null;
  private scope = '';
  private readonly starts = new Map<Section, Section>();

  beginPass(): void {
    this.changed = false;
    this.scope = '';
  }

  /** `.name` belongs to the label before it; `$name` is a name that could be taken for something else. */
  fullName(name: string): string {
    if (name.startsWith('$')) return name.slice(1);
    return name.startsWith('.') && !name.startsWith('..') ? this.scope + name : name;
  }

  /** Gives a name a value in this pass; false when it had another one in the same pass. */
  define(written: string, kind: 'label' | 'equ', value: Value, pass: number, file: string, line: number): boolean {
    const name = this.fullName(written);
    if (kind === 'label' && !written.startsWith('.')) this.scope = name;
    const old = this.entries.get(name);
    if (old === undefined) {
      this.entries.set(name, { name, kind, file, line, value, pass });
      if (pass > 1) this.changed = true;
      return true;
    }
    const same = sameValue(old.value, value);
    if (old.pass === pass) return same;
    if (!same) {
      this.changed = true;
      this.unsettled = old;
    }
    old.value = value;
    old.pass = pass;
    return true;
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
