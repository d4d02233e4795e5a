import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { caseRandom } from '../support/native/case-values';
import { buildExecutor, runNatively } from '../support/native/executor';
import { caseForms, generateCase } from '../support/native/generate-cases';
import type { NativeCase } from '../support/native/native-state';
import { ourEffect, parseLine, toLine, withoutIrrelevantState } from '../support/native/vector-lines';

const FILE = new URL('vectors/native.txt', import.meta.url);
/** Cases of each form: operand size, register or memory, 64- or 32-bit code. */
const CASES_OF_FORM = 3;

/** Records the file on this machine's processor; tests/support/record-native-vectors.sh asks for it. */
async function record(): Promise<void> {
  const random = caseRandom(20);
  const cases: NativeCase[] = [];
  for (const form of caseForms())
    for (let count = 0, tries = 0; count < CASES_OF_FORM && tries < 50; tries++) {
      const one = generateCase(form, random);
      if (one === null) continue;
      cases.push(withoutIrrelevantState(one));
      count += 1;
    }
  const results = await runNatively(buildExecutor(), cases);
  const lines = cases.map((one, k) => toLine(one, results[k]));
  writeFileSync(FILE, `${[...new Set(lines)].sort().join('\n')}\n`);
}

if (process.env.RECORD_NATIVE === '1') await record();

const LINES = readFileSync(FILE, 'utf8').trim().split('\n');

function groupByName(): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const line of LINES) {
    const name = line.slice(0, line.indexOf('\t'));
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [line]);
    else group.push(line);
  }
  return groups;
}

describe('instructions against the results of a real processor', () => {
  const byName = groupByName();
  for (const [name, lines] of byName)
    it(`${name}: ${lines.length} cases`, () => {
      const wrong: string[] = [];
      for (const line of lines) {
        const { one, effect } = parseLine(line);
        const ours = ourEffect(one);
        if (ours !== effect) wrong.push(`${line}, not ${ours}`);
      }
      expect(wrong).toEqual([]);
    });

  it('has thousands of cases of each kind, exceptions among them', () => {
    expect(byName.size).toBeGreaterThan(250);
    expect(LINES.length).toBeGreaterThan(7000);
    expect(LINES.filter((line) => line.includes(' > !')).length).toBeGreaterThan(100);
  });

  it('covers every form that a program in ring 3 can run', () => {
    const missing = caseForms().filter(({ form }) => !byName.has(form.row.operation) && form.row.operation !== 'bswap');
    expect(missing.map(({ form }) => form.row.operation)).toEqual([]);
  });
});
