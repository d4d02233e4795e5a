import type { Expression } from '../expression/expression';
import type { RegisterFacts } from '../instruction/registers';
import type { InstructionNotes } from '../pass/instruction-notes';
import type { Located } from '../report/diagnostics';
import type { Invocation, Token } from '../source/token';

/** An address between brackets. */
export interface MemorySyntax {
  readonly segment: RegisterFacts | null;
  /** `[byte x]`: the size that the displacement shall have, in bytes; 0 when nothing is said. */
  readonly displacementSize: number;
  readonly relation: 'default' | 'rel' | 'abs';
  readonly nosplit: boolean;
  readonly expression: Expression;
}

/** One operand as written. */
export interface OperandSyntax {
  readonly place: Located;
  /** `byte`, `word`…: in bytes; 0 when nothing is said. */
  readonly size: number;
  readonly strict: boolean;
  readonly distance: '' | 'short' | 'near' | 'far';
  /** `fadd to st3`: the operand is the destination. */
  readonly to: boolean;
  /** Exactly one of these four. */
  readonly register: RegisterFacts | null;
  readonly memory: MemorySyntax | null;
  readonly immediate: Expression | null;
  readonly far: { readonly selector: Expression; readonly offset: Expression } | null;
}

/** What stands before the mnemonic. */
export interface Prefixes {
  wait: boolean;
  /** 0xF2, 0xF3 or 0. */
  repeat: number;
  lock: boolean;
  /** `bnd` or `nobnd`; '' leaves it to `default`. */
  bound: '' | 'bnd' | 'nobnd';
  segment: RegisterFacts | null;
  /** In bytes; 0 when nothing is said. */
  operandSize: number;
  addressSize: number;
}

export interface InstructionBody {
  readonly kind: 'instruction';
  readonly mnemonic: string;
  readonly token: Token;
  readonly prefixes: Prefixes;
  readonly operands: readonly OperandSyntax[];
  /** What stands behind the mnemonic. */
  readonly written: readonly Token[];
  /** No operand can change from pass to pass. */
  readonly fixed: boolean;
  /** What the passes tell each other of it. */
  readonly notes: InstructionNotes;
}

/** One item of `db`, `dw`…; size is that of the directive or of a size keyword inside a list. */
export type DataItem =
  | { readonly kind: 'number'; readonly size: number; readonly expression: Expression; readonly place: Located }
  | { readonly kind: 'bytes'; readonly size: number; readonly bytes: Uint8Array }
  | { readonly kind: 'reserve'; readonly size: number }
  | {
      readonly kind: 'repeat';
      readonly count: Expression;
      readonly items: readonly DataItem[];
      readonly place: Located;
    };

export type StatementBody =
  | InstructionBody
  | { readonly kind: 'data'; readonly items: readonly DataItem[] }
  | { readonly kind: 'reserve'; readonly unit: number; readonly count: Expression; readonly place: Located }
  | { readonly kind: 'equ'; readonly operand: Expression; readonly place: Located }
  | {
      readonly kind: 'directive';
      readonly name: string;
      readonly token: Token;
      readonly tokens: readonly Token[] /** Written as `[name …]`. */;
      readonly bracketed: boolean;
    };

/** One line of a program, parsed once and assembled in every pass. */
export interface Statement {
  readonly place: Located;
  readonly invocation: Invocation | null;
  readonly label: Token | null;
  readonly times: Expression | null;
  readonly body: StatementBody | null;
}
