import { describe, expect, it } from 'vitest';
import { Dice } from './random-work';
import { EntryBoard } from './vm-entry/entry-board';
import { type EntryModel, entryModel } from './vm-entry/entry-case';
import { expectedEntry } from './vm-entry/entry-expectation';
import { randomEntry, type ValidVmcs, validVmcss } from './vm-entry/random-entry';

/** How many VMCSs: RANDOM_VMCSS=1000000 npx vitest run <this file>. RANDOM_SEED and RANDOM_FIRST repeat a failing one. */
const CASES = Number(process.env.RANDOM_VMCSS ?? 6000);
const SEED = Number(process.env.RANDOM_SEED ?? 1);
const FIRST = Number(process.env.RANDOM_FIRST ?? 0);
/** Positions that a case goes on for: into the guest, or back in the host. */
const POSITIONS_AFTER = 3;

interface Bench {
  readonly model: EntryModel;
  readonly board: EntryBoard;
  readonly valid: readonly ValidVmcs[];
}

function bench(id: string): Bench {
  const model = entryModel(id);
  return { model, board: new EntryBoard(model), valid: validVmcss(model) };
}

/** "everything" gets most of the cases; the generations have fewer controls, fields and MSRs. */
const benches = ['everything', 'merom', 'nehalem', 'haswell', 'ice-lake-sp', 'sapphire-rapids'].map(bench);

/** Runs case `number` and compares; returns the outcome, or null where the reference does not know it. */
function runCase(number: number): string | null {
  const dice = new Dice(Math.imul(SEED, 0x9e37_79b1) ^ Math.imul(number, 0x85eb_ca6b));
  const { model, board, valid } = dice.chance(75) ? (benches[0] as Bench) : dice.pick(benches);
  const begin = dice.pick(valid);
  const given = randomEntry(dice, model, begin);
  board.prepare(given, begin.fields);
  const expected = expectedEntry(given, (address) => board.read(address));
  const outcome = board.enter(given);
  if (expected.outcome !== null && outcome !== expected.outcome)
    throw new Error(`${outcome}, not ${expected.outcome} (failing rows: ${expected.failing.join(' ')})`);
  if (outcome === 'vm-entry' && expected.failing.length > 0) throw new Error(`entered against ${expected.failing}`);
  const [transition] = board.transitions;
  if (given.listener === 'detailed' && transition?.checks.some(({ group }) => group !== 'msr-load'))
    expect(transition.checks.map(({ check }) => check)).toEqual(expected.failing);
  board.goOn(POSITIONS_AFTER);
  return expected.outcome;
}

const kindOf = (outcome: string): string => outcome.replace(/qualification \d+/, '…').replace(/^(exit 34) …/, '$1');

describe(`VM entries with ${CASES} random VMCSs`, () => {
  it('never throw, and end as the rows say', { timeout: 36_000_000 }, () => {
    const counts = new Map<string, number>();
    for (let number = FIRST; number < FIRST + CASES; number++) {
      try {
        const kind = kindOf(runCase(number) ?? 'an MSR area of unknown content');
        counts.set(kind, (counts.get(kind) ?? 0) + 1);
      } catch (error) {
        throw new Error(`repeat with RANDOM_SEED=${SEED} RANDOM_FIRST=${number} RANDOM_VMCSS=1`, { cause: error });
      }
    }
    if (CASES < 1000) return;
    const share = (kind: string): number => ((counts.get(kind) ?? 0) / CASES) * 100;
    const list = [...counts].sort((a, b) => b[1] - a[1]).map(([kind, count]) => `${kind}: ${count}`);
    process.stdout.write(`random VMCSs, seed ${SEED}: ${list.join('; ')}\n`);
    expect(share('vm-entry')).toBeGreaterThan(15);
    expect(share('an MSR area of unknown content')).toBeLessThan(3);
    for (const kind of ['vm-fail-invalid', 'vm-fail-valid 7', 'vm-fail-valid 8', 'exit 33 …', 'exit 34'])
      expect([kind, share(kind) > 0.5]).toEqual([kind, true]);
  });
});
