import { evaluate } from '../expression/evaluate';
import { parseExpression } from '../expression/parse-expression';
import { type Diagnostics, type Located, spanOf } from '../report/diagnostics';
import { say } from '../report/message';
import { suggest } from '../report/suggest';
import { type ExpandedLine, type Invocation, retold, type SourceLine, type Token } from '../source/token';
import { SyntaxProblem, TokenReader } from '../source/token-reader';
import { builtinMacros } from './builtins';
import { ConditionStack, isConditional } from './conditionals';
import { runDirective } from './directives';
import { FUNCTIONS } from './functions';
import type { PreprocessorHost } from './host';
import {
  chooseMacro,
  isComma,
  type MacroUse,
  type MultiLineMacro,
  parseMacroHeader,
  substituteParameters,
} from './multi-line-macros';
import { type SingleLineMacro, SingleLineMacros, TooLong } from './single-line-macros';
import { initialStackFrame } from './stack-frame';

/** A place that lines come from: a file, the body of a macro, the body of a `%rep`. */
interface LineSource {
  readonly kind: 'file' | 'macro' | 'repeat';
  readonly name: string;
  readonly lines: readonly SourceLine[];
  index: number;
  /** The macro whose parameters hold here. */
  readonly use: MacroUse | null;
  /** The use of a macro or of `%include` that brought these lines. */
  readonly origin: Invocation | null;
  /** Repetitions that are still to come. */
  remaining: number;
  /** `%exitrep` or `%exitmacro` was met: nothing more happens, but conditions are still balanced. */
  leaving: boolean;
  readonly conditionDepth: number;
}

/** A body that is being collected. */
interface Collecting {
  readonly ends: string;
  readonly starts: ReadonlySet<string>;
  readonly lines: SourceLine[];
  readonly place: Located;
  readonly finish: (lines: SourceLine[]) => void;
  depth: number;
}

/** More lines than this come from a runaway `%rep` or macro. */
const MAX_LINES = 200_000;
const MAX_NESTING = 300;
const MAX_INCLUDES = 32;

const MACRO_STARTS = new Set(['%macro', '%imacro', '%rmacro', '%irmacro']);
const REPEAT_STARTS = new Set(['%rep']);
const SECTION_WORDS = new Set(['section', 'segment', 'absolute']);

/**
 * Turns files into the lines that the assembler sees. Lines are pulled one by one, because `%if` and `%assign` may
 * ask for the position that the lines before have reached.
 */
export class Preprocessor {
  readonly macros: SingleLineMacros;
  readonly multiLine = new Map<string, MultiLineMacro[]>();
  readonly conditions: ConditionStack;
  readonly contexts: { name: string; serial: number }[] = [];
  readonly frame = initialStackFrame();
  /** Packages that `%use` has brought. */
  readonly packages = new Set<string>();
  /** The `section` or `absolute` line that holds now: `__SECT__`. */
  sectionLine: readonly Token[] | null = null;
  /** What `%line` says: lines of a file behind `line` count from `base` in steps, and belong to another file. */
  readonly lineShifts = new Map<string, { line: number; base: number; step: number; name: string | null }>();
  private readonly sources: LineSource[] = [];
  private readonly pending: ExpandedLine[] = [];
  private collecting: Collecting | null = null;
  private serial = 0;
  private lineCount = 0;
  /** Nothing more is read: the end, `%fatal`, or a limit. */
  stopped = false;
  /** A limit was met, so that what was read is not worth assembling. */
  hopeless = false;

  /** `files` is the program's list; it is read as one text. */
  constructor(
    files: readonly { name: string; lines: readonly SourceLine[] }[],
    readonly host: PreprocessorHost,
    readonly diagnostics: Diagnostics,
  ) {
    this.macros = new SingleLineMacros(builtinMacros(host, this), {
      evaluate: (tokens, at) => this.evaluate(tokens, at),
      functions: FUNCTIONS,
      callFunction: (name, args, at) => FUNCTIONS.get(name)?.(this, args, at) ?? [],
    });
    this.conditions = new ConditionStack(diagnostics);
    for (const file of [...files].reverse()) this.pushFile(file.name, file.lines, null);
  }

  /** The next line for the assembler, or null at the end. */
  next(): ExpandedLine | null {
    while (!this.stopped) {
      const ready = this.pending.shift();
      if (ready !== undefined) return ready;
      const source = this.sources.at(-1);
      if (source === undefined) {
        this.finish();
        return null;
      }
      const line = source.lines[source.index];
      if (line === undefined) {
        this.endOfSource(source);
        continue;
      }
      source.index += 1;
      this.lineCount += 1;
      if (this.lineCount > MAX_LINES) {
        this.diagnostics.error(spanOf(line.tokens, line), say('too-many-lines', { limit: MAX_LINES }));
        this.hopeless = true;
        this.stop();
        return null;
      }
      try {
        this.process(line, source);
      } catch (problem) {
        this.report(problem, line, source);
      }
    }
    return null;
  }

  /** Reads no further (`%fatal`, limits). */
  stop(): void {
    this.stopped = true;
  }

  /** Where a line was invoked from, for diagnostics. */
  invocation(): Invocation | null {
    return this.sources.at(-1)?.origin ?? null;
  }

  currentUse(): MacroUse | null {
    return this.sources.at(-1)?.use ?? null;
  }

  nextSerial(): number {
    this.serial += 1;
    return this.serial;
  }

  /** `%include` */
  include(name: string, place: Located): void {
    const open = this.sources.filter((source) => source.kind === 'file').map((source) => source.name);
    if (open.length > MAX_INCLUDES + 1) {
      const start = open.lastIndexOf(name, open.length - 1);
      const cycle = start < 0 ? [name] : [...open.slice(start), name];
      this.diagnostics.error(
        place,
        say('include-cycle', { chain: [...new Set(cycle), name].join(' → ') }),
        this.invocation(),
      );
      this.stop();
      return;
    }
    const lines = this.host.load(name);
    if (lines === null) this.diagnostics.error(place, say('include-not-found', { file: name }), this.invocation());
    else {
      const origin = { kind: 'include', name, file: place.file, line: place.line, outer: this.invocation() } as const;
      this.pushFile(name, lines, origin);
    }
  }

  /** `%use`: the lines of a package are read like those of an included file. */
  readPackage(name: string, lines: readonly SourceLine[], place: Located): void {
    this.pushFile(name, lines, { kind: 'include', name, file: place.file, line: place.line, outer: this.invocation() });
  }

  /** `%exitrep`, `%exitmacro` */
  leave(kind: 'repeat' | 'macro', place: Token): void {
    for (let i = this.sources.length - 1; i >= 0; i -= 1) {
      const source = this.sources[i];
      if (source === undefined || source.kind === 'file') break;
      source.leaving = true;
      if (source.kind === kind) return;
    }
    this.diagnostics.error(
      place,
      kind === 'repeat' ? say('outside-repeat', { word: '%exitrep' }) : say('outside-macro', { word: '%exitmacro' }),
    );
  }

  /** Starts to collect the body of a `%macro` or `%rep`. */
  collect(kind: 'macro' | 'repeat', place: Located, finish: (lines: SourceLine[]) => void): void {
    this.collecting = {
      ends: kind === 'macro' ? '%endmacro' : '%endrep',
      starts: kind === 'macro' ? MACRO_STARTS : REPEAT_STARTS,
      lines: [],
      place,
      finish,
      depth: 0,
    };
  }

  /** `%macro` */
  beginMacro(reader: TokenReader, ignoreCase: boolean, recursive: boolean, place: Located): void {
    let macro: MultiLineMacro;
    try {
      macro = parseMacroHeader(reader, ignoreCase, recursive, place);
    } catch (problem) {
      // The body must be taken away all the same.
      this.collect('macro', place, () => undefined);
      throw problem;
    }
    this.collect('macro', place, (lines) => {
      macro.body.push(...lines);
      const key = macro.name.toLowerCase();
      const known = (this.multiLine.get(key) ?? []).filter((other) => other.name === macro.name);
      const rival = known.find((other) => overlap(macro, other));
      if (rival !== undefined) {
        const { file, line } = rival.place;
        const said = say('macro-redefined', { macro: macro.name, count: arity(rival), file, line });
        this.diagnostics.warning(place, said, this.invocation());
      }
      const others = (this.multiLine.get(key) ?? []).filter(
        (other) => !(other.name === macro.name && other.minimum === macro.minimum && other.maximum === macro.maximum),
      );
      this.multiLine.set(key, [macro, ...others]);
    });
  }

  /** `%rep` */
  beginRepeat(count: number, place: Located): void {
    this.collect('repeat', place, (lines) => {
      if (count <= 0 || lines.length === 0) return;
      this.sources.push({
        kind: 'repeat',
        name: '%rep',
        lines,
        index: 0,
        use: this.currentUse(),
        origin: this.invocation(),
        remaining: count - 1,
        leaving: false,
        conditionDepth: this.conditions.depth,
      });
    });
  }

  /** The plain number of an expression; throws SyntaxProblem. */
  evaluate(tokens: readonly Token[], at: Located, what = ''): bigint {
    const rest = this.expand(tokens);
    const [first] = rest;
    if (first === undefined) throw new SyntaxProblem(at, say('expression-missing'));
    const inner = new TokenReader(rest, first);
    const value = evaluate(parseExpression(inner), this.host.scope);
    if (!inner.atEnd()) throw inner.problem(say('expression-ends-here'));
    if (value.terms.length > 0)
      throw new SyntaxProblem(spanOf(rest), say('plain-number-expected', { what: what === '' ? first.text : what }));
    return value.number;
  }

  /** Gives a name a single-line macro; throws SyntaxProblem. */
  define(name: Token, macro: SingleLineMacro, ignoreCase = false): void {
    const problem = this.macros.define(macro, ignoreCase);
    if (problem !== null) throw new SyntaxProblem(name, problem);
  }

  expand(tokens: readonly Token[]): readonly Token[] {
    return this.macros.expand(this.withContexts(tokens));
  }

  private pushFile(name: string, lines: readonly SourceLine[], origin: Invocation | null): void {
    this.sources.push({
      kind: 'file',
      name,
      lines,
      index: 0,
      use: null,
      origin,
      remaining: 0,
      leaving: false,
      conditionDepth: this.conditions.depth,
    });
  }

  private endOfSource(source: LineSource): void {
    if (this.collecting !== null && source.kind === 'file') this.unfinished();
    if (source.kind === 'repeat' && source.remaining > 0 && !source.leaving) {
      source.remaining -= 1;
      source.index = 0;
      return;
    }
    this.sources.pop();
    if (source.kind === 'file') this.conditions.closeTo(this.sources.length === 0 ? 0 : source.conditionDepth);
  }

  private unfinished(): void {
    if (this.collecting === null) return;
    const closer = this.collecting.ends;
    const opener = closer === '%endmacro' ? '%macro' : '%rep';
    const { lines, place } = this.collecting;
    const misspelt = lines.find(({ tokens }) => suggest(tokens[0]?.text.toLowerCase() ?? '', [closer]) !== undefined);
    const found = misspelt?.tokens[0]?.text;
    this.diagnostics.error(place, say('closer-missing', { opener, closer, found, line: misspelt?.line }));
    this.collecting = null;
  }

  private finish(): void {
    this.unfinished();
    this.conditions.closeTo(0);
    this.stopped = true;
  }

  private report(problem: unknown, line: SourceLine, source: LineSource): void {
    const invocation = source.origin;
    if (problem instanceof SyntaxProblem) this.diagnostics.error(problem.place, problem.said, invocation);
    else if (problem instanceof TooLong) {
      this.diagnostics.error(spanOf(line.tokens, line), say('macro-without-end'), invocation);
    } else throw problem;
  }

  private process(raw: SourceLine, source: LineSource): void {
    const first = raw.tokens[0];
    const word = first !== undefined && first.kind === 'pp' ? first.text.toLowerCase() : '';
    if (this.collecting !== null) {
      this.collectLine(raw, word, this.collecting);
      return;
    }
    const silent = source.leaving || !this.conditions.emitting;
    if (silent && !isConditional(word)) return;
    if (raw.unclosed !== undefined) {
      const said = say('string-not-closed', { quote: raw.unclosed.text[0] ?? '' });
      this.diagnostics.error(raw.unclosed, said, source.origin);
    }
    const substituted = source.use === null || silent ? raw.tokens : substituteParameters(raw.tokens, source.use);
    const tokens = silent ? substituted : this.macros.expandIndirections(substituted);
    const call = FUNCTIONS.has(word) && raw.tokens[1]?.text === '(';
    if (word !== '' && first !== undefined && !call && /^%[a-z]/.test(word)) {
      runDirective(this, word, first, tokens, silent);
      return;
    }
    this.emit(raw, tokens, source);
  }

  private collectLine(raw: SourceLine, word: string, collecting: Collecting): void {
    if (collecting.starts.has(word)) collecting.depth += 1;
    else if (word === collecting.ends || (collecting.ends === '%endmacro' && word === '%endm')) {
      if (collecting.depth === 0) {
        this.collecting = null;
        collecting.finish(collecting.lines);
        return;
      }
      collecting.depth -= 1;
    }
    collecting.lines.push(raw);
  }

  private emit(raw: SourceLine, tokens: readonly Token[], source: LineSource): void {
    const expanded = this.expand(tokens);
    if (expanded.length === 0) return;
    const invocation = source.origin;
    if (this.callMacro(raw, expanded, source)) return;
    if (SECTION_WORDS.has(expanded[0]?.text.toLowerCase() ?? '')) this.sectionLine = expanded;
    this.pending.push({ tokens: expanded, file: raw.file, line: raw.line, invocation });
  }

  /** Handles a line that uses a multi-line macro, perhaps after a label. */
  private callMacro(raw: SourceLine, tokens: readonly Token[], source: LineSource): boolean {
    if (this.multiLine.size === 0) return false;
    const [first, second, third] = tokens;
    if (first === undefined || first.kind !== 'id') return false;
    if (this.startMacro(raw, tokens, 0, null, source)) return true;
    const colon = second !== undefined && second.kind === 'op' && second.text === ':';
    const at = colon ? 2 : 1;
    const name = colon ? third : second;
    if (name === undefined || name.kind !== 'id') return false;
    if (!this.startMacro(raw, tokens, at, first, source)) return false;
    const label = colon ? [first, second] : [first, retold(first, 'op', ':')];
    this.pending.push({ tokens: label, file: raw.file, line: raw.line, invocation: source.origin });
    return true;
  }

  private startMacro(
    raw: SourceLine,
    tokens: readonly Token[],
    at: number,
    label: Token | null,
    source: LineSource,
  ): boolean {
    const name = tokens[at];
    if (name === undefined) return false;
    const sameName = this.multiLine.get(name.text.toLowerCase());
    const candidates = sameName?.filter((macro) => macro.ignoreCase || macro.name === name.text);
    if (candidates === undefined || candidates.length === 0) return false;
    const args = tokens.slice(at + 1);
    const usable = candidates.filter((macro) => macro.recursive || !isActive(macro, source.use));
    const { macro, parameters } = chooseMacro(usable, args);
    if (macro !== null) {
      if (args.length > 1 && isComma(args.at(-1)))
        this.diagnostics.warning(name, say('empty-parameter-dropped', { macro: name.text }), source.origin);
      if (this.sources.length > MAX_NESTING) throw new SyntaxProblem(name, say('macro-nesting'));
      const invocation: Invocation = {
        kind: 'macro',
        name: macro.name,
        file: raw.file,
        line: raw.line,
        outer: source.origin,
      };
      this.sources.push({
        kind: 'macro',
        name: macro.name,
        lines: macro.body,
        index: 0,
        origin: invocation,
        use: {
          macro,
          calledAs: name.text,
          parameters,
          label,
          serial: this.nextSerial(),
          outer: source.use,
        },
        remaining: 0,
        leaving: false,
        conditionDepth: this.conditions.depth,
      });
      return true;
    }
    if (usable.length > 0 && !this.host.isStatementWord(name.text.toLowerCase())) {
      const wanted = usable.map(arity).join(' / ');
      throw new SyntaxProblem(
        spanOf(tokens.slice(at)),
        say('macro-parameters', { macro: name.text, wanted, count: args.length === 0 ? 0 : bindCount(args) }),
      );
    }
    return false;
  }

  /** Replaces `%$name`, `%$$name` by names that belong to the context. */
  private withContexts(tokens: readonly Token[]): readonly Token[] {
    if (!tokens.some((token) => token.kind === 'pp' && token.text.startsWith('%$'))) return tokens;
    return tokens.map((token) => {
      const match = token.kind === 'pp' ? /^%(\$+)(.+)$/.exec(token.text) : null;
      if (match === null) return token;
      const context = this.contexts.at(-(match[1]?.length ?? 1));
      if (context === undefined) throw new SyntaxProblem(token, say('no-context', { text: token.text }));
      return retold(token, 'id', `..@${context.serial}.${match[2]}`);
    });
  }

  resolveContexts(tokens: readonly Token[]): readonly Token[] {
    return this.withContexts(tokens);
  }
}

function isActive(macro: MultiLineMacro, use: MacroUse | null): boolean {
  for (let at = use; at !== null; at = at.outer) if (at.macro === macro) return true;
  return false;
}

/** Whether some number of parameters suits both. */
function overlap(a: MultiLineMacro, b: MultiLineMacro): boolean {
  const most = (macro: MultiLineMacro): number => (macro.greedy ? Number.POSITIVE_INFINITY : macro.maximum);
  return a.minimum <= most(b) && b.minimum <= most(a);
}

function arity(macro: MultiLineMacro): string {
  if (macro.maximum === macro.minimum) return `${macro.minimum}`;
  return `${macro.minimum}-${macro.maximum === Number.POSITIVE_INFINITY ? '*' : macro.maximum}`;
}

function bindCount(tokens: readonly Token[]): number {
  let count = 1;
  let braces = 0;
  for (const token of tokens) {
    if (token.kind !== 'op') continue;
    if (token.text === '{') braces += 1;
    else if (token.text === '}') braces -= 1;
    else if (token.text === ',' && braces === 0) count += 1;
  }
  return count;
}
