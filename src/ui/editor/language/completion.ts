import type { ProgramSymbol } from '../../../asm/program';
import type { Language, Translate } from '../../../i18n/i18n';
import type { IndexedSymbol, InstructionFact, LanguageIndex } from '../../../protocol/language';
import { vmxConstants } from '../../../vmx/vmx-constants.table';
import { labelBefore, macroAround } from './find-symbol';
import { formsText, instructionText } from './instruction-text';
import { registerWords } from './registers.table';
import { symbolText } from './symbol-text';
import { registerText, wordText } from './word-text';
import { languageWords } from './words.table';

/** What may be written at a place, and what is said of it when it is looked at. */
export interface Proposal {
  readonly label: string;
  readonly insert: string;
  readonly kind: 'instruction' | 'macro' | 'directive' | 'label' | 'constant' | 'register' | 'define' | 'word';
  /** Beside the name, in few words. */
  readonly detail: string;
  /** Lower comes first; names of one group are in alphabetical order. */
  readonly group: number;
  /** Markdown paragraphs, made when somebody looks. */
  readonly describe: () => readonly string[];
}

/** What a line before the cursor is about to become. */
export type LinePlace = 'nothing' | 'preprocessor' | 'statement' | 'operand' | 'name' | 'file';

/** Tells from the text before the cursor what is being written: nothing to complete in comments, strings and numbers. */
export function placeOf(before: string): LinePlace {
  const file = /^\s*%include\s+["'][^"']*$/i.test(before);
  if (file) return 'file';
  const code = before.replace(/"[^"]*"|'[^']*'|`(?:\\.|[^`\\])*`/g, '""');
  if (/[;"'`]/.test(code.replaceAll('""', ''))) return 'nothing';
  if (/(?:^|[^\w.?@#$~])\d[\w.]*$/.test(code)) return 'nothing';
  if (/^\s*%[a-z]*$/i.test(code)) return 'preprocessor';
  if (/^\s*%i?(?:macro|define|assign|xdefine)\s+\S*$/i.test(code)) return 'name';
  if (/^\s*(?:[\w.?@#$~%]+:\s*)?(?:(?:rep|repe|repne|repz|repnz|lock)\s+|times\s+\S+\s+)?[\w.?@#$~]*$/i.test(code))
    return 'statement';
  return 'operand';
}

/** Everything that the list of completions is made of. */
export interface Knowledge {
  readonly index: LanguageIndex;
  readonly values: ReadonlyMap<string, ProgramSymbol>;
  readonly instructions: ReadonlyMap<string, InstructionFact>;
  readonly libraries: ReadonlySet<string>;
  readonly t: Translate;
  readonly language: Language;
}

/** What may be written at a place of a file; Monaco chooses among it by what was typed. */
export function proposals(place: LinePlace, file: string, line: number, knowledge: Knowledge): Proposal[] {
  switch (place) {
    case 'nothing':
    case 'name':
    case 'file':
      return [];
    case 'preprocessor':
      return languageWords.filter(({ kind }) => kind === 'preprocessor').map((row) => wordProposal(row, 0, knowledge));
    case 'statement':
      return [
        ...symbolProposals(file, line, knowledge).filter(({ kind }) => kind === 'macro'),
        ...[...knowledge.instructions.values()].map((fact) => instructionProposal(fact, knowledge.t)),
        ...languageWords.filter(({ kind }) => kind === 'directive').map((row) => wordProposal(row, 3, knowledge)),
      ];
    case 'operand':
      return [
        ...symbolProposals(file, line, knowledge).filter(({ kind }) => kind !== 'macro'),
        ...registerWords.map((row) => ({
          label: row.name,
          insert: row.name,
          kind: 'register' as const,
          detail: registerText(row, knowledge.t),
          group: 3,
          describe: () => [],
        })),
        ...languageWords.filter(({ kind }) => kind === 'size').map((row) => wordProposal(row, 6, knowledge)),
      ];
  }
}

function instructionProposal(fact: InstructionFact, t: Translate): Proposal {
  return {
    label: fact.mnemonic,
    insert: fact.mnemonic,
    kind: 'instruction',
    detail: formsText(fact.forms),
    // What a run would stop at comes behind what it carries out.
    group: fact.notModelled || !fact.longMode ? 5 : 1,
    describe: () => instructionText(fact, t),
  };
}

function wordProposal(row: (typeof languageWords)[number], group: number, { language }: Knowledge): Proposal {
  return {
    label: row.word,
    insert: row.word,
    kind: row.kind === 'size' ? 'word' : 'directive',
    detail: row.form === row.word ? '' : row.form,
    group,
    describe: () => wordText(row, language),
  };
}

const KINDS: Readonly<Record<IndexedSymbol['kind'], Proposal['kind']>> = {
  label: 'label',
  'local-label': 'label',
  constant: 'constant',
  macro: 'macro',
  define: 'define',
  'macro-local': 'label',
  section: 'label',
  structure: 'constant',
};

/** Names that can be used at a line: local labels only near their label, names of a macro only inside it. */
function symbolProposals(file: string, line: number, knowledge: Knowledge): Proposal[] {
  const { index, libraries } = knowledge;
  const scope = labelBefore(index, file, line);
  const macro = macroAround(index, file, line);
  return index.symbols.flatMap((symbol) => {
    const insert = insertOf(symbol, scope, macro);
    if (insert === null) return [];
    const own = symbol.definitions.some((span) => !libraries.has(span.file));
    return [
      {
        label: insert,
        insert,
        kind: KINDS[symbol.kind],
        detail: detailOf(symbol, knowledge),
        group: insert.startsWith('.') || insert.startsWith('%') ? 0 : own ? 1 : symbol.kind === 'macro' ? 0 : 4,
        describe: () => symbolText(symbol, knowledge.values.get(symbol.name), knowledge.t),
      },
    ];
  });
}

function insertOf(symbol: IndexedSymbol, scope: string, macro: string | null): string | null {
  const { kind, name, written } = symbol;
  if (kind === 'section') return null;
  if (kind === 'macro-local') return name === `${macro ?? ''}${written}` || written.startsWith('%$') ? written : null;
  if (kind !== 'local-label') return name;
  if (macro !== null && name === `${macro}:${written}`) return written;
  if (name.includes(':')) return null;
  return name === scope + written ? written : name;
}

function detailOf(symbol: IndexedSymbol, { values, t }: Knowledge): string {
  const value = values.get(symbol.name)?.value;
  if (value !== undefined) {
    const constant = vmxConstants.get(symbol.name);
    return `0x${value.toString(16)}${constant === undefined ? '' : `  ${constant.row.name}`}`;
  }
  if (symbol.kind === 'macro') return macroUse(symbol) ?? '';
  return symbol.kind === 'define' ? symbol.text.replace(/^%\w+\s+\S+\s*/, '') : t(`language.kinds.${symbol.kind}`);
}

/**
 * The arguments of a macro as its author wrote them above it, "name ARGUMENTS : what it does", else by their number; null
 * when it takes none.
 */
export function macroUse({ name, comment, text }: IndexedSymbol): string | null {
  for (const line of comment.split('\n')) {
    if (!line.startsWith(`${name} `)) continue;
    const [use = ''] = line.slice(name.length + 1).split(/ ?: /);
    // "one WANTED, other WANTED : …" speaks of two macros at once.
    const own = use.replace(/, [a-z_]+ [A-Z].*$/, '').trim();
    if (line.includes(' : ') || /^[A-Z][A-Z_, ]*$/.test(own)) return own || null;
  }
  const [, least = '0', most = least] = /^%\w+\s+\S+\s+(\d+)(?:-(\d+))?/.exec(text) ?? [];
  const parameters = Array.from({ length: Number(most) }, (_, n) => (n < Number(least) ? `%${n + 1}` : `[%${n + 1}]`));
  return parameters.length === 0 ? null : parameters.join(', ');
}
