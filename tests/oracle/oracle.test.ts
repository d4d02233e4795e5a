import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { assemble } from '../../src/asm/assembler';
import { createMachine } from '../../src/machine/create-machine';
import { libraryFiles } from '../../src/programs/library';
import { differences, generalDifferences, type OracleDifference } from './differences';

const folder = fileURLToPath(new URL('.', import.meta.url));
const images = readdirSync(join(folder, 'images'))
  .map((file) => basename(file, '.asm'))
  .sort();

function resolve(name: string): string | null {
  const library = libraryFiles().find((file) => file.name === name);
  if (library !== undefined) return library.text;
  return name.startsWith('../include/') ? readFileSync(join(folder, 'images', name), 'utf8') : null;
}

/** What the image writes to port 0xE9 until it halts. */
function run(name: string): string {
  const file = `${name}.asm`;
  const program = assemble([{ name: file, text: readFileSync(join(folder, 'images', file), 'utf8') }], resolve);
  expect(program.diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  if (program.image === undefined) throw new Error('no image');
  const machine = createMachine({ multiboot: { image: program.image, commandLine: name, modules: [] } });
  let text = '';
  machine.output = {
    debugcon: (byte) => {
      text += String.fromCharCode(byte);
    },
    serial: () => undefined,
  };
  for (let slice = 0; slice < 20 && machine.stop === 0; slice++) machine.run(500_000);
  expect(machine.stop, 'the image came to its end').not.toBe(0);
  return text;
}

/** The golden with our lines in the place of those where Bochs is wrong; fails when a difference no longer applies. */
function expected(name: string): string {
  let golden = readFileSync(join(folder, 'goldens', `${name}.txt`), 'utf8');
  for (const difference of differences.filter((each) => each.image === name)) {
    const from = block(difference, difference.bochs);
    expect(golden, `${difference.title}: Bochs's lines`).toContain(from);
    golden = golden.replace(from, block(difference, difference.ours));
  }
  const line = (bochs: string): string => generalDifferences.reduce((text, { ours }) => ours(text), bochs);
  return golden.split('\n').map(line).join('\n');
}

const block = ({ title }: OracleDifference, lines: readonly string[]): string => `${[title, ...lines].join('\n')}\n`;

describe('self-reporting images say what they say under Bochs 2.7', () => {
  it('there are at least 30, each with a golden', () => {
    expect(images.length).toBeGreaterThanOrEqual(30);
    expect(readdirSync(join(folder, 'goldens')).sort()).toEqual(images.map((name) => `${name}.txt`));
  });

  it.each(images)('%s', (name) => {
    expect(run(name).split('\n')).toEqual(expected(name).split('\n'));
  });
});
