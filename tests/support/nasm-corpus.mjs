// The sources whose bytes are compared with NASM's, and NASM itself where it is installed.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GENERATED, generateSource } from './generated-instructions.mjs';

export const FOLDER = fileURLToPath(new URL('../programs/asm/', import.meta.url));

/** Every source: those that lie in the folder, and the generated ones. `golden` is the file of NASM's bytes. */
export function corpus() {
  const written = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.asm'))
    .sort()
    .map((name) => ({
      name,
      text: readFileSync(`${FOLDER}${name}`, 'utf8'),
      golden: name.replace(/\.asm$/, '.bin'),
      generated: false,
    }));
  const generated = Object.keys(GENERATED).map((bits) => ({
    name: `generated-${bits}.asm`,
    text: generateSource(Number(bits)),
    golden: `generated-${bits}.bin`,
    generated: true,
  }));
  return [...written, ...generated];
}

/** Whether NASM 2.16 is on the path. */
export function isNasm216() {
  const { status, stdout } = spawnSync('nasm', ['-v'], { encoding: 'utf8' });
  return status === 0 && stdout.includes('version 2.16');
}

/** The flat image that NASM writes; throws what NASM says when there is none. */
export function nasmImage(name, text) {
  const folder = mkdtempSync(join(tmpdir(), 'nasm-'));
  try {
    writeFileSync(join(folder, name), text);
    const image = join(folder, 'image.bin');
    execFileSync('nasm', ['-f', 'bin', '-w-all', '-I', `${FOLDER}include/`, '-o', image, name], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    return readFileSync(image);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
