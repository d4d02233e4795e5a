import type { IncludeResolver, SourceFile } from '../asm/program';

/** Finds included files among the library first, then among the files given. */
export function includeResolver(library: readonly SourceFile[], files: readonly SourceFile[]): IncludeResolver {
  return (name) => {
    const file =
      library.find((candidate) => candidate.name === name) ?? files.find((candidate) => candidate.name === name);
    return file?.text ?? null;
  };
}
