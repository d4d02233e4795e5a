import type { SourceFile } from '../../asm/program';

/** What nearly every program includes. */
const ALWAYS: ReadonlySet<string> = new Set(['lab.inc', 'vmx.inc', 'vmm.inc']);

const INCLUDE = /^[ \t]*%include[ \t]+["'`]([^"'`\n]+)["'`]/gim;

/**
 * The libraries that get a tab: the usual ones, those that a file of the program includes, and the one that is open. The rest would only take the place of the program's own files.
 */
export function shownLibraries(
  files: readonly SourceFile[],
  libraries: readonly SourceFile[],
  open: string | null,
): readonly SourceFile[] {
  const included = new Set(files.flatMap(({ text }) => includesOf(text)));
  return libraries.filter(({ name }) => ALWAYS.has(name) || name === open || included.has(name));
}

const includesOf = (text: string): readonly string[] => [...text.matchAll(INCLUDE)].map(([, name = '']) => name);
