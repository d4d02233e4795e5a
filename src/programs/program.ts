import type { SourceFile } from '../asm/program';
import type { BilingualText, MenuRow } from './menu.table';

/** A program of the menu: its sources and what to say about it. */
export interface ExampleProgram extends MenuRow {
  /** What to try, one step each. */
  readonly tries: readonly BilingualText[];
  readonly files: readonly SourceFile[];
  /** Logical processors of its machine; absent = 1. */
  readonly processors?: number;
}
