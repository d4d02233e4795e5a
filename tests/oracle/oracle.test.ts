import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { assembleOracleImage, oracleImages, reportOf } from '../support/oracle-images';
import { differences, generalDifferences, type OracleDifference } from './differences';

const folder = fileURLToPath(new URL('.', import.meta.url));

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
  it('there are at least 60, each with a golden', () => {
    expect(oracleImages.length).toBeGreaterThanOrEqual(60);
    expect(readdirSync(join(folder, 'goldens')).sort()).toEqual(oracleImages.map((name) => `${name}.txt`).sort());
  });

  it.each(oracleImages)('%s', (name) => {
    expect(reportOf(assembleOracleImage(name), name).split('\n')).toEqual(expected(name).split('\n'));
  });
});
