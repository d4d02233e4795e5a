/**
 * Records again what Bochs 2.7 says about the self-reporting images of tests/oracle/images:
 *   node tests/support/record-bochs-goldens.mjs RUNNER [IMAGE…]
 * RUNNER is a command that boots a Multiboot image (first argument) on a Bochs CPU model (second argument) and prints what
 * the image wrote to port 0xE9. The images are assembled by `vmxray assemble`, so both sides run the same bytes.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MODEL = 'corei7_skylake_x';
const root = fileURLToPath(new URL('../..', import.meta.url));
const oracle = join(root, 'tests/oracle');
const [runner, ...wanted] = process.argv.slice(2);
if (runner === undefined) {
  console.error('usage: node tests/support/record-bochs-goldens.mjs RUNNER [IMAGE…]');
  process.exit(64);
}

const folder = mkdtempSync(join(tmpdir(), 'vmxray-oracle-'));
const names = readdirSync(join(oracle, 'images')).map((file) => basename(file, '.asm'));
for (const name of names.filter((each) => wanted.length === 0 || wanted.includes(each))) {
  const image = join(folder, `${name}.img`);
  execFileSync(
    process.execPath,
    [join(root, 'build/vmxray.mjs'), 'assemble', join(oracle, 'images', `${name}.asm`), '--output', image],
    {
      stdio: 'inherit',
    },
  );
  const text = execFileSync(runner, [image, MODEL], { encoding: 'utf8', env: { ...process.env, T: '60' } });
  if (!text.trimEnd().endsWith('done')) throw new Error(`${name}: Bochs did not finish:\n${text}`);
  writeFileSync(join(oracle, 'goldens', `${name}.txt`), text);
  console.log(`${name}: ${text.split('\n').length - 1} lines`);
}
