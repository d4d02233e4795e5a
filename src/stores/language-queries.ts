import type { ProgramSymbol, SourceFile, SourcePlace } from '../asm/program';
import type { InstructionFact, LanguageIndex, RenameResult } from '../protocol/language';
import { useSimulator } from './simulator-store';
import { call } from './worker-line';

/** What the editor asks of the assembler about the program as it is now. Answers are kept until the program changes. */

/** Keeps the answer about one list of files. */
function remembered<T>(ask: (files: readonly SourceFile[]) => Promise<T>): () => Promise<T> {
  let files: readonly SourceFile[] | null = null;
  let answer: Promise<T> | null = null;
  return () => {
    const now = useSimulator.getState().files;
    if (answer === null || files !== now) {
      files = now;
      answer = ask(now);
      answer.catch(() => {
        answer = null;
      });
    }
    return answer;
  };
}

export const languageIndex: () => Promise<LanguageIndex> = remembered((files) => call((s) => s.languageIndex(files)));

/** Values of labels and constants by their full names. */
export const symbolValues: () => Promise<ReadonlyMap<string, ProgramSymbol>> = remembered(async (files) => {
  const symbols = await call((s) => s.symbolValues(files));
  return new Map(symbols.map((symbol) => [symbol.name, symbol]));
});

let facts: Promise<ReadonlyMap<string, InstructionFact>> | null = null;

/** Every instruction by its mnemonic in lower case. */
export function instructionFacts(): Promise<ReadonlyMap<string, InstructionFact>> {
  facts ??= call((s) => s.instructionFacts()).then((rows) => new Map(rows.map((row) => [row.mnemonic, row])));
  facts.catch(() => {
    facts = null;
  });
  return facts;
}

export function renameSymbol(place: SourcePlace, name: string): Promise<RenameResult> {
  const { files } = useSimulator.getState();
  return call((s) => s.renameSymbol(files, place, name));
}

export function formatSource(text: string): Promise<string> {
  return call((s) => s.formatSource(text));
}
