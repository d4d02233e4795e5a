import { registerNames } from './instruction/registers';
import { assembleStatement } from './pass/assemble-statement';
import { Assembly } from './pass/assembly';
import { measureProgram, type ShortenedProgram, shorten } from './pass/statement-runs';
import { Preprocessor } from './preprocess/preprocessor';
import type { AssembledProgram, BinaryResolver, Diagnostic, IncludeResolver, SourceFile } from './program';
import { Diagnostics } from './report/diagnostics';
import { type Message, say } from './report/message';
import { type WordHint, WordHints } from './report/word-hints';
import { finishProgram } from './section/finish-program';
import { lex } from './source/lexer';
import type { SourceLine, Token } from './source/token';
import { type Remark, SyntaxProblem } from './source/token-reader';
import { isStatementWord, parseStatement, statementWords } from './statement/parse-statement';
import type { Statement } from './statement/statement';
import { SIZES } from './statement/words.table';

/** Other assemblers write sections so. */
const SECTION_NAME = /^\.(?:text|data|bss|rodata)$/;

/** Sizes settle after a handful of passes; a program that has not settled by now never will. */
const MAX_PASSES = 60;

/**
 * Assembles files as one NASM unit (`nasm -f bin` of the files one after the other) to the bytes that NASM 2.16 makes.
 * `resolve` finds the texts of included files, `readBytes` the contents of those of `incbin`; without it they are
 * texts, too. Never throws: what is wrong is in `diagnostics`, and a program with
 * errors has no sections.
 */
export function assemble(
  files: readonly SourceFile[],
  resolve: IncludeResolver,
  readBytes: BinaryResolver = (name) => textBytes(resolve(name)),
): AssembledProgram {
  return new Unit(files, resolve, readBytes).assemble();
}

/** One run of the assembler over one list of files. */
class Unit {
  /** Of preprocessing and parsing, which are done again only when they depend on the layout. */
  private reading = new Diagnostics();
  private readonly texts = new Map<string, readonly SourceLine[] | null>();
  private readonly assembly: Assembly;
  private readonly hints: WordHints;
  private preprocessor: Preprocessor | null = null;
  private statements: Statement[] = [];
  private shortened: ShortenedProgram | null = null;
  /** Symbols that `%if` and its like have asked for before any line defined them. */
  private readonly early: Token[] = [];
  /** Some `%if` or `%assign` has asked where things lie. */
  private readsLayout = false;

  constructor(
    private readonly files: readonly SourceFile[],
    private readonly resolve: IncludeResolver,
    readBytes: BinaryResolver,
  ) {
    const binaries = new Map<string, Uint8Array | null>();
    this.hints = new WordHints((name) => (this.texts.has(name) ? null : resolve(name)));
    const forSymbol = (name: string): WordHint => this.hints.find(name, () => this.operandWords(name));
    this.assembly = new Assembly(new Diagnostics(), forSymbol, (name) => {
      const known = binaries.get(name);
      if (known !== undefined) return known;
      const bytes = readBytes(name);
      binaries.set(name, bytes);
      return bytes;
    });
  }

  assemble(): AssembledProgram {
    const { assembly } = this;
    this.run(false);
    let settled = false;
    for (let pass = 2; pass <= MAX_PASSES && !settled; pass += 1) {
      this.run(false);
      settled = !assembly.symbols.changed;
    }
    this.run(true);
    const { diagnostics } = assembly;
    for (const token of this.early) {
      const name = assembly.symbols.fullName(token.text);
      // One that is defined nowhere has been reported as such.
      if (assembly.symbols.find(name) !== undefined)
        diagnostics.error(token, say('symbol-before-definition', { name }));
    }
    if (!settled || assembly.symbols.changed) {
      const { name, file, line } = assembly.symbols.unsettled ?? { name: '', file: this.files[0]?.name ?? '', line: 1 };
      const place = { file, line, column: 1, endColumn: 2 };
      if (this.reading.errors + diagnostics.errors + assembly.limits.errors === 0) {
        diagnostics.error(place, say('labels-do-not-settle', { name, passes: assembly.pass }));
      }
    }
    if (assembly.structure !== null)
      diagnostics.error(
        assembly.structure.place,
        say('structure-not-closed', { word: assembly.structure.kind, name: assembly.structure.name }),
      );
    if (!assembly.saidMode && assembly.firstCode !== null) {
      diagnostics.warning(assembly.firstCode, say('mode-not-said'));
    }
    return finishProgram(assembly, (late) => this.sorted([this.reading, diagnostics, assembly.limits, late]));
  }

  /** One pass. The first one reads the sources; later ones only when the reading depends on the layout. */
  private run(final: boolean): void {
    const { assembly } = this;
    assembly.beginPass(new Diagnostics(), final);
    if (assembly.pass > 1 && !this.readsLayout) {
      if (!final && assembly.pass > 2) {
        this.shortened ??= shorten(this.statements);
        measureProgram(assembly, this.shortened);
        return;
      }
      for (const statement of this.statements) {
        assembleStatement(assembly, statement);
        if (assembly.stopped) return;
      }
      return;
    }
    this.reading = new Diagnostics();
    this.statements = [];
    this.shortened = null;
    const files = this.files.map((file) => ({ name: file.name, lines: this.linesOf(file.name, file.text) }));
    const preprocessor = new Preprocessor(
      files,
      {
        load: (name) => this.load(name),
        scope: this.preprocessorScope(),
        isStatementWord,
        bits: () => {
          this.readsLayout = true;
          return assembly.bits;
        },
      },
      this.reading,
    );
    this.preprocessor = preprocessor;
    for (let line = preprocessor.next(); line !== null && !assembly.stopped; line = preprocessor.next()) {
      const statement = this.parse(line);
      if (statement === null) continue;
      this.statements.push(statement);
      assembleStatement(assembly, statement);
    }
    if (preprocessor.hopeless) this.statements = [];
  }

  private parse(line: Parameters<typeof parseStatement>[0]): Statement | null {
    const remark: Remark = (place, said) => this.reading.warning(place, this.withHint(said), line.invocation);
    try {
      return parseStatement(line, remark);
    } catch (problem) {
      if (!(problem instanceof SyntaxProblem)) throw problem;
      this.reading.error(problem.place, this.withHint(problem.said), line.invocation);
      return null;
    }
  }

  /** Adds a near word or a forgotten file to a message about a word that begins no statement. */
  private withHint(said: Message): Message {
    const { word, label } = said.params;
    if (typeof word !== 'string') return said;
    if (said.code === 'lone-label') return say('lone-label', { word, ...this.hintForStatement(word) });
    if (said.code === 'unknown-instruction')
      return say('unknown-instruction', { word, label, ...this.hintForStatement(word) });
    return said;
  }

  private hintForStatement(word: string): WordHint {
    if (SECTION_NAME.test(word)) return { suggestion: `section ${word}` };
    return this.hints.find(word, () => this.statementWords());
  }

  private *statementWords(): Iterable<string> {
    yield* statementWords();
    for (const macros of this.preprocessor?.multiLine.values() ?? []) for (const { name } of macros) yield name;
  }

  private *operandWords(symbol: string): Iterable<string> {
    for (const name of this.assembly.symbols.entries.keys()) if (!name.startsWith('..@')) yield name;
    // A local label is not mistaken for a register.
    if (symbol.includes('.')) return;
    yield* this.preprocessor?.macros.names() ?? [];
    yield* registerNames();
    yield* SIZES.keys();
  }

  /** Symbols and `$` for `%if` and `%assign`; using them makes every pass read the sources again. */
  private preprocessorScope(): Preprocessor['host']['scope'] {
    const { assembly } = this;
    const ask = (): Assembly => {
      this.readsLayout = true;
      assembly.markPosition();
      return assembly;
    };
    return {
      here: () => ask().here(),
      base: () => ask().base(),
      symbol: (name, token) => {
        const value = ask().symbol(name, token);
        if (value.unknown) this.early.push(token);
        return value;
      },
    };
  }

  private linesOf(name: string, text: string): readonly SourceLine[] {
    const known = this.texts.get(name);
    if (known !== undefined && known !== null) return known;
    const lines = lex(name, text);
    this.texts.set(name, lines);
    return lines;
  }

  private load(name: string): readonly SourceLine[] | null {
    const known = this.texts.get(name);
    if (known !== undefined) return known;
    const text = this.resolve(name);
    if (text !== null) return this.linesOf(name, text);
    this.texts.set(name, null);
    return null;
  }

  /** All diagnostics by file (in the order of the program) and line. */
  private sorted(sources: readonly Diagnostics[]): Diagnostic[] {
    const order = new Map<string, number>();
    for (const name of [...this.files.map((file) => file.name), ...this.texts.keys()])
      if (!order.has(name)) order.set(name, order.size);
    const rank = (diagnostic: Diagnostic): number => order.get(diagnostic.file) ?? order.size;
    return sources
      .flatMap((source) => source.list)
      .sort((a, b) => rank(a) - rank(b) || a.line - b.line || a.column - b.column);
  }
}

const ENCODER = new TextEncoder();

function textBytes(text: string | null): Uint8Array | null {
  return text === null ? null : ENCODER.encode(text);
}
