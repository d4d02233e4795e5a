import type { Diagnostic, SourcePlace } from '../program';

/** A stretch of one line of a file; columns count from 1, `endColumn` is one past the last. */
export interface SourceSpan extends SourcePlace {
  readonly endColumn: number;
}

export type IndexedKind =
  | 'label'
  /** `.name`, which belongs to the label before it. */
  | 'local-label'
  /** `name equ …` */
  | 'constant'
  /** `%macro` */
  | 'macro'
  /** `%define`, `%assign` and their relatives. */
  | 'define'
  /** `%%name` of a macro, `%$name` of a context. */
  | 'macro-local'
  | 'section'
  | 'structure';

/** A name of a program with every place where it stands. */
export interface IndexedSymbol {
  readonly kind: IndexedKind;
  /** In full: a local label has its label before it, "vm_exit.done"; one of a macro the macro, "print.%%text". */
  readonly name: string;
  /** As it is written where it is defined: ".done", "%%text". */
  readonly written: string;
  /** The line that defines it, without its comment. */
  readonly text: string;
  /** What its author wrote about it: the comment behind it, else the comment lines above it. */
  readonly comment: string;
  /** `%imacro`, `%idefine`: upper and lower case are the same. */
  readonly ignoreCase: boolean;
  readonly definitions: readonly SourceSpan[];
  readonly references: readonly SourceSpan[];
}

/** Lines of a file that belong together and may be folded; both are visible parts of the whole. */
export interface SourceFold {
  readonly from: number;
  readonly to: number;
  readonly kind: 'macro' | 'condition' | 'repetition' | 'structure' | 'section' | 'label' | 'comment';
}

/** Names and structure of a program with the libraries it includes, as the assembler's own lexer reads them. */
export interface LanguageIndex {
  readonly symbols: readonly IndexedSymbol[];
  /** Folds by file. */
  readonly folds: Readonly<Record<string, readonly SourceFold[]>>;
  /** The file that each `%include` names. */
  readonly includes: readonly { readonly span: SourceSpan; readonly target: string }[];
}

/** One change of a text within a line. */
export interface TextEdit {
  readonly span: SourceSpan;
  readonly text: string;
}

/** Why a name cannot be given; `params` fill the page's sentence. */
export type RenameRefusal =
  | { readonly kind: 'nothing-there' | 'library' | 'not-a-name' | 'reserved' }
  | { readonly kind: 'taken'; readonly file: string; readonly line: number }
  /** The program would have other bytes or new errors: some use of the name is made by a macro. */
  | { readonly kind: 'changes-program'; readonly diagnostic: Diagnostic | null };

export type RenameResult =
  | { readonly ok: true; readonly edits: readonly TextEdit[] }
  | { readonly ok: false; readonly refusal: RenameRefusal };

/** Flags by name, joined by blanks: "CF ZF". */
export interface FlagFacts {
  readonly read: string;
  readonly written: string;
  readonly cleared: string;
  readonly set: string;
  readonly undefined: string;
}

/** Operands of an instruction in the manual's notation without sizes, "r, r/m", and the sizes in bits that there are. */
export interface OperandForm {
  readonly operands: string;
  readonly sizes: readonly number[];
}

/** What iced-x86's tables say of an instruction. */
export interface InstructionForms {
  /** In lower case, as NASM spells it. */
  readonly mnemonic: string;
  /** The name that the manual has for it: of `jz`, `je`. */
  readonly canonical: string;
  /** Empty when the instruction has no operands. */
  readonly forms: readonly OperandForm[];
  readonly flags: FlagFacts;
  /** False when no form exists in 64-bit mode. */
  readonly longMode: boolean;
  /** CPUID features that its forms need: "SSE2"; empty for what every processor has. */
  readonly features: readonly string[];
}
