import { run } from './actions';

/** The line at which the editor's cursor stands. Nothing is drawn of it, so it lies outside the store. */
let cursor: { readonly file: string; readonly line: number } | null = null;

export function noteCursor(file: string, line: number): void {
  cursor = { file, line };
}

/** Runs until the processor stands before an instruction of the cursor's line. */
export async function runToCursor(): Promise<void> {
  if (cursor !== null) await run({ kind: 'run-to', ...cursor });
}
