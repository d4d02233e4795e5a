import type { InstructionForms } from '../asm/language/language';
import type { Diagnostic } from '../asm/program';

export type {
  FlagFacts,
  IndexedSymbol,
  LanguageIndex,
  OperandForm,
  RenameRefusal,
  RenameResult,
  SourceSpan,
} from '../asm/language/language';

/** What decides whether an instruction leaves a guest, from the tables of VMX non-root operation. */
export interface ExitFact {
  /** What the rule is about when it is not the whole instruction: "mov to cr3". */
  readonly subject: string;
  /** Basic exit reason. */
  readonly reason: number;
  /** nothing: always; a control by word and id; or the name of a bitmap, mask or list. */
  readonly decidedBy: 'nothing' | { readonly word: string; readonly id: string } | string;
  /** Value of the deciding bit with which the VM exit happens. */
  readonly exitsWhen: 0 | 1;
  readonly sdm: string;
}

/** What is known of an instruction by its mnemonic. */
export interface InstructionFact extends InstructionForms {
  readonly exits: readonly ExitFact[];
  /** Its entry in the manual's Vol. 2; null when that is not known. */
  readonly sdm: string | null;
  /** VMXray's processor stops at it. */
  readonly notModelled: boolean;
}

/** A program as something to take away. */
export type ExportForm = 'source' | 'multiboot';

export type ExportResult =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly refusal: ExportRefusal };

/** Why a program cannot be taken away in a form. */
export type ExportRefusal =
  | { readonly kind: 'errors' | 'one-file'; readonly diagnostic: Diagnostic }
  /** As one file it would have other bytes. */
  | { readonly kind: 'other-bytes' | 'nothing-to-load' | 'no-room' }
  /** It lies where a Multiboot loader cannot put it. */
  | { readonly kind: 'too-low' | 'too-high'; readonly address: number };
