import { indexSources } from '../../asm/language/index-sources';
import type { LanguageIndex, RenameResult } from '../../asm/language/language';
import * as renaming from '../../asm/language/rename-symbol';
import type { ProgramSymbol, SourceFile, SourcePlace } from '../../asm/program';
import { libraryFiles } from '../../programs/library';
import { includeResolver } from '../include-resolver';
import { assembleWithLibrary } from '../load-program';

const resolverOf = (files: readonly SourceFile[]) => includeResolver(libraryFiles(), files);

/** Names of the program and of every library file, also of those that it does not include (yet). */
export function languageIndex(files: readonly SourceFile[]): LanguageIndex {
  return indexSources([...files, ...libraryFiles()], resolverOf(files));
}

export function symbolValues(files: readonly SourceFile[]): readonly ProgramSymbol[] {
  return assembleWithLibrary(files).symbols;
}

export function renameSymbol(files: readonly SourceFile[], place: SourcePlace, name: string): RenameResult {
  return renaming.renameSymbol(files, resolverOf(files), place, name);
}
