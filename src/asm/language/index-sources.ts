import { registerNamed } from '../instruction/registers';
import type { IncludeResolver, SourceFile } from '../program';
import { lex } from '../source/lexer';
import type { SourceLine, Token } from '../source/token';
import { isStatementWord } from '../statement/parse-statement';
import { findFolds } from './find-folds';
import type { IndexedKind, LanguageIndex, SourceFold, SourceSpan } from './language';
import { SymbolCollection } from './symbol-collection';

/** Directives that give a name a meaning inside lines. */
const DEFINES = new Set(
  'define idefine xdefine ixdefine assign iassign defstr idefstr deftok ideftok strlen istrlen strcat istrcat substr isubstr pathsearch'
    .split(' ')
    .map((word) => `%${word}`),
);
const IGNORING_CASE = /^%i(?!f|nclude)/;
const MACRO_STARTS = new Set(['%macro', '%imacro', '%rmacro', '%irmacro']);
const MACRO_ENDS = new Set(['%endmacro', '%endm']);
/** Words of operands that are no names. */
const OPERAND_WORDS = new Set(
  'byte word dword qword tword oword yword zword ptr rel abs short near far strict nosplit seg wrt long dup'.split(' '),
);

/**
 * Reads the names of a program: each file in order, with what it includes in the place where it is included first. Nothing
 * is expanded and no condition decided, so names in every branch and in macros that are never used count, too.
 */
export function indexSources(files: readonly SourceFile[], resolve: IncludeResolver): LanguageIndex {
  const scan = new SourceScan(resolve);
  for (const file of files) scan.prepare(file);
  for (const file of files) scan.read(file.name);
  return scan.finish();
}

/** A file's text as the lexer cuts it. */
interface LexedFile {
  readonly texts: readonly string[];
  readonly lines: readonly SourceLine[];
}

/** Where names are being read. */
interface Scope {
  /** The label that local labels belong to. */
  label: string;
  /** The macro whose body this is. */
  macro: string | null;
  /** `struc`, in which a label is a field. */
  structure: boolean;
}

class SourceScan {
  private readonly lexed = new Map<string, LexedFile>();
  private readonly folds: Record<string, readonly SourceFold[]> = {};
  private readonly includes: { readonly span: SourceSpan; readonly target: string }[] = [];
  private readonly done = new Set<string>();
  private readonly symbols = new SymbolCollection();
  private readonly macroNames = new Set<string>();
  private readonly scope: Scope = { label: '', macro: null, structure: false };

  constructor(private readonly resolve: IncludeResolver) {}

  /** Lexes a file and those it includes, and learns the macros' names: a label is only told from a macro by them. */
  prepare(file: SourceFile): void {
    if (this.lexed.has(file.name)) return;
    const texts = file.text.split('\n');
    const lines = lex(file.name, file.text);
    this.lexed.set(file.name, { texts, lines });
    this.folds[file.name] = findFolds(texts, lines);
    for (const { tokens } of lines) {
      const [first, name] = tokens;
      if (first?.kind !== 'pp' || name === undefined) continue;
      const word = first.text.toLowerCase();
      if (MACRO_STARTS.has(word)) this.macroNames.add(name.text.toLowerCase());
      if (word !== '%include' || name.kind !== 'string') continue;
      const target = name.text.slice(1, -1);
      this.includes.push({ span: spanOf(name), target });
      const text = this.resolve(target);
      if (text !== null) this.prepare({ name: target, text });
    }
  }

  read(name: string): void {
    const file = this.lexed.get(name);
    if (file === undefined || this.done.has(name)) return;
    this.done.add(name);
    for (const line of file.lines) this.readLine(line, file);
  }

  finish(): LanguageIndex {
    return { symbols: this.symbols.finish(), folds: this.folds, includes: this.includes };
  }

  private readLine(line: SourceLine, file: LexedFile): void {
    const [first] = line.tokens;
    if (first === undefined) return;
    if (first.kind === 'pp' && /^%[a-z]/i.test(first.text)) this.readDirective(first, line, file);
    else this.readStatement(line, file);
  }

  private readDirective(first: Token, line: SourceLine, file: LexedFile): void {
    const { tokens } = line;
    const word = first.text.toLowerCase();
    const name = tokens[1];
    if (MACRO_ENDS.has(word)) {
      this.scope.macro = null;
      return;
    }
    if (word === '%include') {
      if (name?.kind === 'string') this.read(name.text.slice(1, -1));
      return;
    }
    if (name === undefined) return;
    const ignoreCase = IGNORING_CASE.test(word);
    if (MACRO_STARTS.has(word)) {
      this.define('macro', name, name.text, file, ignoreCase);
      this.scope.macro = name.text;
      this.readReferences(tokens.slice(2));
    } else if (DEFINES.has(word)) {
      if (name.kind === 'pp' && name.text.startsWith('%$')) this.refer(name);
      else this.define('define', name, name.text, file, ignoreCase);
      const own = word.endsWith('define') ? parametersOf(tokens) : new Set<string>();
      this.readReferences(tokens.slice(2).filter((token) => token.kind !== 'id' || !own.has(token.text)));
    } else this.readReferences(tokens.slice(1));
  }

  private readStatement(line: SourceLine, file: LexedFile): void {
    const { tokens } = line;
    let at = this.readLabel(tokens, file);
    const word = tokens[at];
    if (word?.kind === 'op' && word.text === '[') at += 1;
    const lower = tokens[at]?.kind === 'id' ? (tokens[at]?.text.toLowerCase() ?? '') : '';
    const operand = tokens[at + 1];
    if ((lower === 'section' || lower === 'segment') && operand !== undefined) {
      this.define('section', operand, operand.text, file);
      this.scope.label = '';
    } else if (lower === 'struc' && operand?.kind === 'id') {
      this.define('structure', operand, operand.text, file);
      this.scope.label = operand.text;
      this.scope.structure = true;
    } else if (lower === 'endstruc') {
      this.scope.structure = false;
    }
    this.readReferences(tokens.slice(at));
  }

  /** Takes the label of a line in; returns the index of what follows it. */
  private readLabel(tokens: readonly Token[], file: LexedFile): number {
    const [first, second] = tokens;
    if (first === undefined) return 0;
    const colon = second?.kind === 'op' && second.text === ':';
    const next = tokens[colon ? 2 : 1];
    if (first.kind === 'pp') {
      if (!colon || !/^%[%$]+[^%$\d]/.test(first.text)) return 0;
      this.define('macro-local', first, this.fullName(first.text), file);
      return 2;
    }
    if (first.kind !== 'id' || /^\$\$?$/.test(first.text)) return 0;
    const lower = first.text.toLowerCase();
    if (registerNamed(lower) !== undefined) return colon ? 2 : 0;
    if (!colon && (isStatementWord(lower) || this.macroNames.has(lower))) return 0;
    // `name%1:` is no name of its own.
    if (second?.kind === 'pp' && !second.space) return 0;
    const constant = next?.kind === 'id' && next.text.toLowerCase() === 'equ';
    const written = first.text.startsWith('$') ? first.text.slice(1) : first.text;
    const local = written.startsWith('.') && !written.startsWith('..');
    const kind: IndexedKind = constant ? 'constant' : local ? 'local-label' : 'label';
    this.define(kind, first, this.fullName(written), file);
    if (!constant && !local && this.scope.macro === null && !this.scope.structure) this.scope.label = written;
    return colon ? 2 : 1;
  }

  private define(kind: IndexedKind, token: Token, name: string, file: LexedFile, ignoreCase = false): void {
    const written = token.text.startsWith('$') ? token.text.slice(1) : token.text;
    this.symbols.define({
      kind,
      name,
      written,
      ignoreCase,
      span: spanOf(token, written),
      ...describe(file.texts, token.line),
    });
  }

  private readReferences(tokens: readonly Token[]): void {
    for (const token of tokens) this.refer(token);
  }

  private refer(token: Token): void {
    if (token.kind === 'pp') {
      if (/^%[%$]+[^%$\d]/.test(token.text)) this.symbols.refer(this.fullName(token.text), spanOf(token));
      return;
    }
    if (token.kind !== 'id' || OPERAND_WORDS.has(token.text.toLowerCase())) return;
    const written = token.text.startsWith('$') ? token.text.slice(1) : token.text;
    if (written === '' || registerNamed(written.toLowerCase()) !== undefined) return;
    this.symbols.refer(this.fullName(written), spanOf(token, written));
  }

  private fullName(written: string): string {
    const { macro, label } = this.scope;
    if (written.startsWith('%%')) return `${macro ?? ''}${written}`;
    if (!written.startsWith('.') || written.startsWith('..')) return written;
    return macro === null ? label + written : `${macro}:${written}`;
  }
}

function spanOf(token: Token, written = token.text): SourceSpan {
  // `$name`: the name begins behind the dollar.
  const skip = token.endColumn - token.column === written.length + 1 && token.text.startsWith('$') ? 1 : 0;
  return { file: token.file, line: token.line, column: token.column + skip, endColumn: token.endColumn };
}

/** Names of the parameters of `%define name(a, b)`. */
function parametersOf(tokens: readonly Token[]): ReadonlySet<string> {
  const open = tokens[2];
  if (open?.text !== '(' || open.space) return new Set();
  const close = tokens.findIndex((token) => token.text === ')');
  return new Set(
    tokens.slice(3, close < 0 ? undefined : close).flatMap(({ kind, text }) => (kind === 'id' ? [text] : [])),
  );
}

/** The text of a line and what is written about it: behind it, else in the comment lines right above. */
function describe(texts: readonly string[], line: number): { text: string; comment: string } {
  const [code, comment] = splitComment(texts[line - 1] ?? '');
  const text = code.trim().replace(/[ \t]+/g, ' ');
  if (comment !== '') return { text, comment };
  const above: string[] = [];
  for (let n = line - 2; n >= 0; n -= 1) {
    const own = texts[n]?.trim() ?? '';
    if (!own.startsWith(';') || own.startsWith('; ----')) break;
    above.unshift(own.replace(/^;+ ?/, ''));
  }
  return { text, comment: above.join('\n') };
}

/** Cuts a line at the semicolon that no quotation marks enclose. */
export function splitComment(line: string): readonly [code: string, comment: string] {
  const match = /^((?:[^;"'`]|"[^"]*"|'[^']*'|`(?:\\.|[^`\\])*`|["'`])*?)(?:;(.*))?$/.exec(line);
  return match === null ? [line, ''] : [match[1] ?? '', (match[2] ?? '').replace(/^;* ?/, '').trim()];
}
