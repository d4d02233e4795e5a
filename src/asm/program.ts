/** A source text under its name, e.g. "vmm.asm". */
export interface SourceFile {
  readonly name: string;
  readonly text: string;
}

/** A place in a source: lines and columns count from 1. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface Diagnostic extends SourcePlace {
  readonly severity: 'error' | 'warning';
  /** One past the last column that is wrong, on the same line. */
  readonly endColumn: number;
  /** What is wrong, for translations: a key of report/messages.table.ts, or one of the machine's own (`cannot-boot`). */
  readonly code: string;
  /** What the text of the message names. */
  readonly params: Readonly<Record<string, string | number>>;
  /** The English text. */
  readonly message: string;
  /** The macros and included files through which the place was reached, the nearest first; absent when there are none. */
  readonly via?: readonly DiagnosticOrigin[];
}

/** Where a macro was used or a file included. */
export interface DiagnosticOrigin {
  readonly kind: 'macro' | 'include';
  /** Of the macro, or of the included file. */
  readonly name: string;
  readonly file: string;
  readonly line: number;
}

/** Bytes that one source line made. Addresses are virtual (after vstart) and below 2^53. */
export interface LineMapEntry {
  readonly address: number;
  readonly length: number;
  readonly file: string;
  readonly line: number;
  /** Where the outermost macro was invoked, when the line lies inside a macro. */
  readonly invokedAt?: { readonly file: string; readonly line: number };
  /** True for instructions, false for data. */
  readonly code: boolean;
}

export interface ProgramSection {
  readonly name: string;
  /** Where it is loaded (start=). */
  readonly start: number;
  /** Where it believes to be (vstart=). */
  readonly vstart: number;
  readonly bytes: Uint8Array;
}

export interface ProgramSymbol {
  readonly name: string;
  readonly value: bigint;
  readonly kind: 'label' | 'equ';
  readonly file: string;
  readonly line: number;
}

/** What the assembler makes of a program. With errors, sections is empty. */
export interface AssembledProgram {
  readonly sections: readonly ProgramSection[];
  readonly symbols: readonly ProgramSymbol[];
  /** Ascending by address. */
  readonly lines: readonly LineMapEntry[];
  readonly diagnostics: readonly Diagnostic[];
  /** The flat image that NASM would write with -f bin; absent when there were errors. */
  readonly image?: Uint8Array;
}

/** Finds the bytes of a file for `incbin`; null when there is none. */
export type BinaryResolver = (name: string) => Uint8Array | null;

/** Finds the text of an included file; null when there is none. */
export type IncludeResolver = (name: string) => string | null;
