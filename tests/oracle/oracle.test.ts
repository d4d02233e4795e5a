import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createMachine } from '../../src/machine/create-machine';
import { assembleOracleImage, oracleImages } from '../support/oracle-images';
import { differences, generalDifferences, type OracleDifference } from './differences';

const folder = fileURLToPath(new URL('.', import.meta.url));

/** What the image writes to port 0xE9 until it halts. */
function run(name: string): string {
  const machine = createMachine({ multiboot: { image: assembleOracleImage(name), commandLine: name, modules: [] } });
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
    expect(oracleImages.length).toBeGreaterThanOrEqual(30);
    expect(readdirSync(join(folder, 'goldens')).sort()).toEqual(oracleImages.map((name) => `${name}.txt`));
  });

  it.each(oracleImages)('%s', (name) => {
    expect(run(name).split('\n')).toEqual(expected(name).split('\n'));
  });
});
