import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assemble } from '../../src/asm/assembler';
import { createMachine } from '../../src/machine/create-machine';
import { libraryFiles } from '../../src/programs/library';
import { randomBatch } from './random-vmx-cases.mjs';

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
  return assembleImage(file, readFileSync(join(folder, file), 'utf8'));
}

/** The Multiboot image of a batch of random cases, from 0. */
export const assembleRandomBatch = (index: number): Uint8Array =>
  assembleImage(`random-${index}.asm`, randomBatch(index));

/** What an image writes to port 0xE9 until it halts. Throws for one that does not come to its end. */
export function reportOf(image: Uint8Array, name: string): string {
  const machine = createMachine({ multiboot: { image, commandLine: name, modules: [] } });
  let text = '';
  machine.output = {
    debugcon: (byte) => {
      text += String.fromCharCode(byte);
    },
    serial: () => undefined,
  };
  for (let slice = 0; slice < 20 && machine.stop === 0; slice++) machine.run(500_000);
  if (machine.stop === 0) throw new Error(`${name} does not come to its end`);
  return text;
}

function assembleImage(file: string, text: string): Uint8Array {
  const { image, diagnostics } = assemble([{ name: file, text }], resolve);
  const error = diagnostics.find(({ severity }) => severity === 'error');
  if (image === undefined || error !== undefined) throw new Error(`${file}: ${error?.message ?? 'no image'}`);
  return image;
}
