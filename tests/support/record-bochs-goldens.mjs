/**
 * Records again what Bochs 2.7 says about the self-reporting images of tests/oracle/images and the random batches
 * (random-00, random-01, …):
 *   node tests/support/record-bochs-goldens.mjs RUNNER [IMAGE…]
 * RUNNER is a command that boots a Multiboot image (first argument) on a Bochs CPU model (second argument) and prints what
 * the image wrote to port 0xE9. The images are assembled by `vmxray assemble`, so both sides run the same bytes.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { randomBatch, randomBatchCount } from './random-vmx-cases.mjs';

const MODEL = 'corei7_skylake_x';
const root = fileURLToPath(new URL('../..', import.meta.url));
const oracle = join(root, 'tests/oracle');
const [runner, ...wanted] = process.argv.slice(2);
if (runner === undefined) {
  console.error('usage: node tests/support/record-bochs-goldens.mjs RUNNER [IMAGE…]');
  process.exit(64);
}

/** Where sources of batches lie beside the files that they include, and images. */
const folder = mkdtempSync(join(tmpdir(), 'vmxray-oracle-'));
mkdirSync(join(folder, 'batches'));
symlinkSync(join(oracle, 'include'), join(folder, 'include'));

/** Every image and batch as {name, source file, golden file}. */
const all = [
  ...readdirSync(join(oracle, 'images')).map((file) => {
    const name = basename(file, '.asm');
    return { name, source: join(oracle, 'images', file), golden: join(oracle, 'goldens', `${name}.txt`) };
  }),
  ...Array.from({ length: randomBatchCount }, (_, index) => {
    const number = String(index).padStart(2, '0');
    const source = join(folder, 'batches', `random-${number}.asm`);
    writeFileSync(source, randomBatch(index));
    return { name: `random-${number}`, source, golden: join(oracle, 'random-goldens', `${number}.txt`) };
  }),
];

for (const { name, source, golden } of all.filter((each) => wanted.length === 0 || wanted.includes(each.name))) {
  const image = join(folder, `${name}.img`);
  execFileSync(process.execPath, [join(root, 'build/vmxray.mjs'), 'assemble', source, '--output', image], {
    stdio: 'inherit',
  });
  const text = execFileSync(runner, [image, MODEL], { encoding: 'utf8', env: { ...process.env, T: '60' } });
  if (!text.trimEnd().endsWith('done')) throw new Error(`${name}: Bochs did not finish:\n${text}`);
  writeFileSync(golden, text);
  console.log(`${name}: ${text.split('\n').length - 1} lines`);
}
