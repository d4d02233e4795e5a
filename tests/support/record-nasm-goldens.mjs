// Records again what NASM makes of tests/programs/asm/*.asm and of the generated instructions:
// `node tests/support/record-nasm-goldens.mjs`. Needs `nasm` 2.16 (Debian's package) on the path. Included files lie in
// tests/programs/asm/include.
import { writeFileSync } from 'node:fs';
import { corpus, FOLDER, isNasm216, nasmImage } from './nasm-corpus.mjs';

if (!isNasm216()) throw new Error('the goldens are those of NASM 2.16, and that is not on the path');
for (const { name, text, golden } of corpus()) {
  writeFileSync(`${FOLDER}${golden}`, nasmImage(name, text));
  process.stdout.write(`${name}\n`);
}
