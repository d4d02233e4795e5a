// Records again what NASM makes of tests/programs/asm/*.asm: `node tests/support/record-nasm-goldens.mjs`.
// Needs `nasm` 2.16 (Debian's package) on the path. Included files lie in tests/programs/asm/include.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../programs/asm/', import.meta.url));
const version = execFileSync('nasm', ['-v'], { encoding: 'utf8' }).trim();
if (!version.includes('version 2.16')) throw new Error(`the goldens are those of NASM 2.16, and this is ${version}`);
for (const name of readdirSync(folder)
  .filter((file) => file.endsWith('.asm'))
  .sort()) {
  execFileSync('nasm', ['-f', 'bin', '-w-all', '-I', 'include/', '-o', name.replace(/\.asm$/, '.bin'), name], {
    cwd: folder,
    stdio: 'inherit',
  });
  process.stdout.write(`${name}\n`);
}
