import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { assembleRandomBatch, reportOf } from '../support/oracle-images';
import { randomBatchCount, randomBatchSize } from '../support/random-vmx-cases.mjs';
import { randomDifferences } from './random-differences';

/** Bochs's lines of a batch with ours in the place of those where Bochs is wrong. */
function expected(batch: number): string[] {
  const file = new URL(`random-goldens/${String(batch).padStart(2, '0')}.txt`, import.meta.url);
  const lines = readFileSync(fileURLToPath(file), 'utf8').split('\n');
  for (const [of, bochs, ours] of randomDifferences.flatMap(({ cases }) => cases)) {
    if (of !== batch) continue;
    const line = lines.indexOf(bochs);
    expect(line, `Bochs's line ${bochs}`).not.toBe(-1);
    lines[line] = ours;
  }
  return lines;
}

describe('random cases of controls, bitmaps and guest instructions end as under Bochs 2.7', () => {
  it('there are at least 1,000', () => {
    expect(randomBatchCount * randomBatchSize).toBeGreaterThanOrEqual(1000);
  });

  it.each(Array.from({ length: randomBatchCount }, (_, batch) => batch))('batch %i', (batch) => {
    const lines = reportOf(assembleRandomBatch(batch), `random-${batch}`).split('\n');
    expect(lines).toHaveLength(randomBatchSize + 2);
    expect(lines).toEqual(expected(batch));
  });
});
