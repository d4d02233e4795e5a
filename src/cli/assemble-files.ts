import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { assemble } from '../asm/assembler';
import type { AssembledProgram, Diagnostic, IncludeResolver, SourceFile } from '../asm/program';
import { libraryFiles } from '../programs/library';
import { CommandError, STATUS_INPUT } from './exit-status';
import type { Host } from './host';

/** A diagnostic in the form that editors and terminals make clickable. */
const toLine = ({ file, line, column, severity, message, via = [] }: Diagnostic): string =>
  [
    `${file}:${line}:${column}: ${severity}: ${message}`,
    ...via.map(({ kind, name, ...at }) =>
      kind === 'macro'
        ? `  in macro ${name}, used at ${at.file}:${at.line}`
        : `  in ${name}, included at ${at.file}:${at.line}`,
    ),
  ].join('\n');

/**
 * Assembles sources that the user named. `%include` finds the library's files first, then files in the folders of the
 * sources; `incbin` those in the folders. Warnings go to standard error.
 * @throws CommandError with every error as file:line:column, status 66
 */
export function assembleFiles(files: readonly SourceFile[], folders: readonly string[], host: Host): AssembledProgram {
  const program = assemble([...files], includeFrom(folders), (name) => bytesFrom(folders, name));
  const errors = program.diagnostics.filter(({ severity }) => severity === 'error');
  const lines = program.diagnostics.map(toLine);
  if (errors.length > 0) throw new CommandError(STATUS_INPUT, lines.join('\n'));
  if (lines.length > 0) host.standardError(`${lines.join('\n')}\n`);
  return program;
}

/** The contents of a file for `incbin`, in one of the folders. */
function bytesFrom(folders: readonly string[], name: string): Uint8Array | null {
  for (const folder of folders) {
    try {
      return readFileSync(resolve(folder, name));
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

function includeFrom(folders: readonly string[]): IncludeResolver {
  const library = libraryFiles();
  return (name) => {
    const known = library.find((file) => file.name === name);
    if (known !== undefined) return known.text;
    for (const folder of folders) {
      try {
        return readFileSync(resolve(folder, name), 'utf8');
      } catch {
        // Not in this folder.
      }
    }
    return null;
  };
}
