import type { IndexedKind, IndexedSymbol, SourceSpan } from './language';

/** A definition as it is met. */
export interface FoundDefinition {
  readonly kind: IndexedKind;
  readonly name: string;
  readonly written: string;
  readonly text: string;
  readonly comment: string;
  readonly ignoreCase: boolean;
  readonly span: SourceSpan;
}

interface Collected extends Omit<FoundDefinition, 'span'> {
  readonly definitions: SourceSpan[];
  readonly references: SourceSpan[];
}

/** Brings definitions and references together: a name may be used before it is defined. */
export class SymbolCollection {
  private readonly exact = new Map<string, Collected>();
  private readonly folded = new Map<string, Collected>();
  private readonly uses: { readonly name: string; readonly span: SourceSpan }[] = [];

  define(found: FoundDefinition): void {
    const { span, ...symbol } = found;
    const known = this.find(found.name);
    // A name that the preprocessor replaces never reaches the assembler: the first meaning stands for both.
    if (known !== undefined) {
      if (!known.definitions.some((other) => sameSpan(other, span))) known.definitions.push(span);
      return;
    }
    const collected: Collected = { ...symbol, definitions: [span], references: [] };
    this.exact.set(found.name, collected);
    if (found.ignoreCase) this.folded.set(found.name.toLowerCase(), collected);
  }

  refer(name: string, span: SourceSpan): void {
    this.uses.push({ name, span });
  }

  finish(): IndexedSymbol[] {
    for (const { name, span } of this.uses) this.place(name, span);
    return [...this.exact.values()];
  }

  private place(name: string, span: SourceSpan): void {
    const own = this.find(name);
    const written = span.endColumn - span.column;
    // `label.local`, or `.local` whose full name is longer than what stands there.
    const dot = name.indexOf('.', 1);
    const whole = dot > 0 && written === name.length && !name.startsWith('..');
    if (own !== undefined) {
      const from = whole && own.kind === 'local-label' ? span.column + dot : span.column;
      this.add(own, { ...span, column: from });
    }
    if (!whole) return;
    const label = this.find(name.slice(0, dot));
    if (label !== undefined && own !== undefined) this.add(label, { ...span, endColumn: span.column + dot });
  }

  private add(symbol: Collected, span: SourceSpan): void {
    if (symbol.definitions.some((other) => sameSpan(other, span))) return;
    symbol.references.push(span);
  }

  private find(name: string): Collected | undefined {
    return this.exact.get(name) ?? (this.folded.size > 0 ? this.folded.get(name.toLowerCase()) : undefined);
  }
}

const sameSpan = (a: SourceSpan, b: SourceSpan): boolean =>
  a.line === b.line && a.column === b.column && a.file === b.file && a.endColumn === b.endColumn;
