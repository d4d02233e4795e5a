import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assemble } from '../../src/asm/assembler';
import { libraryFiles } from '../../src/programs/library';

const folder = fileURLToPath(new URL('../oracle/images/', import.meta.url));

/** Names of the self-reporting images of tests/oracle, in order. */
export const oracleImages: readonly string[] = readdirSync(folder)
  .map((file) => basename(file, '.asm'))
  .sort();

function resolve(name: string): string | null {
  const library = libraryFiles().find((file) => file.name === name);
  if (library !== undefined) return library.text;
  return name.startsWith('../include/') ? readFileSync(join(folder, name), 'utf8') : null;
}

/** The Multiboot image of one of them. Throws for one that does not assemble. */
export function assembleOracleImage(name: string): Uint8Array {
  const file = `${name}.asm`;
  const { image, diagnostics } = assemble([{ name: file, text: readFileSync(join(folder, file), 'utf8') }], resolve);
  const error = diagnostics.find(({ severity }) => severity === 'error');
  if (image === undefined || error !== undefined) throw new Error(`${file}: ${error?.message ?? 'no image'}`);
  return image;
}
