import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportProgram } from '../../src/worker/export/export-program';
import mixed from './loops/mixed.asm?raw';

/** Turns of the mixed loop in the two images: the time of the difference is free of booting. */
const TURNS = [400_000, 8_400_000] as const;
const INSTRUCTIONS_OF_A_TURN = 27;

/** The line that ends a run: the runner waits for it on port 0xE9. */
const SAY_DONE = [...'done\n'].map((c) => `    mov     al, ${c.charCodeAt(0)}\n    out     0xe9, al`).join('\n');

/** Writes a Multiboot image for each number of turns into a folder (the argument) and prints what they are as JSON. */
const [folder = '.'] = process.argv.slice(2);
const images = TURNS.map((turns) => {
  const text = mixed
    .replace(/^ITERATIONS equ .*$/m, `ITERATIONS equ ${turns}`)
    .replace(/^ {4}hlt$/m, `${SAY_DONE}\n    hlt`);
  const made = exportProgram([{ name: 'mixed.asm', text }], 'multiboot');
  if (!made.ok) throw new Error(`the mixed loop as an image: ${made.refusal.kind}`);
  const file = join(folder, `mixed-${turns}.img`);
  writeFileSync(file, made.bytes);
  return { file, instructions: turns * INSTRUCTIONS_OF_A_TURN };
});
process.stdout.write(JSON.stringify(images));
