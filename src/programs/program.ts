import type { SourceFile } from '../asm/program';

/** A text in both languages of the page. */
export interface BilingualText {
  readonly en: string;
  readonly zhCN: string;
}

/** A program of the menu: its sources and what to say about it. */
export interface ExampleProgram {
  readonly id: string;
  readonly title: BilingualText;
  /** One sentence. */
  readonly summary: BilingualText;
  /** What to try, one step each. */
  readonly tries: readonly BilingualText[];
  readonly files: readonly SourceFile[];
  /** Logical processors of its machine; absent = 1. */
  readonly processors?: number;
}
