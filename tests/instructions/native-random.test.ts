import { describe, expect, it } from 'vitest';
import { caseRandom } from '../support/native/case-values';
import { mismatch } from '../support/native/compare-results';
import { buildExecutor, runNatively } from '../support/native/executor';
import { caseForms, generateCase } from '../support/native/generate-cases';
import type { NativeCase } from '../support/native/native-state';

/** How many random cases to run on this machine's processor and on ours: NATIVE_CASES=1000000 npx vitest run <this file>. */
const CASES = Number(process.env.NATIVE_CASES ?? 0);
const BATCH = 20_000;

/** One mismatch of each operation, with how many it has. */
function firstOfEach(wrong: readonly string[]): string[] {
  const byName = new Map<string, string[]>();
  for (const line of wrong) {
    const name = line.slice(0, line.indexOf(' '));
    byName.set(name, [...(byName.get(name) ?? []), line]);
  }
  return [...byName.values()].map((lines) => `${lines.length}: ${lines[0]}`);
}

describe.runIf(CASES > 0)(`${CASES} random cases on this machine's processor`, () => {
  it('agree in everything that the manual defines', { timeout: 3_600_000 }, async () => {
    const program = buildExecutor();
    const random = caseRandom(Number(process.env.NATIVE_SEED ?? 1));
    const forms = caseForms();
    const counts = new Map<string, number>();
    const wrong: string[] = [];
    for (let done = 0; done < CASES; ) {
      const cases: NativeCase[] = [];
      while (cases.length < Math.min(BATCH, CASES - done)) {
        const one = generateCase(forms[random.below(forms.length)], random);
        if (one !== null) cases.push(one);
      }
      const results = await runNatively(program, cases);
      for (const [k, one] of cases.entries()) {
        counts.set(one.name, (counts.get(one.name) ?? 0) + 1);
        const difference = mismatch(one, results[k]);
        if (difference !== null) wrong.push(difference);
      }
      done += cases.length;
    }
    console.log(
      [...counts]
        .sort()
        .map(([name, count]) => `${name} ${count}`)
        .join(', '),
    );
    console.log(`${CASES} cases of ${counts.size} operations in ${forms.length} forms, ${wrong.length} mismatches`);
    expect(firstOfEach(wrong)).toEqual([]);
  });
});
