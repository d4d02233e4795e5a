import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { programs } from '../../src/programs/index';
import { readLink, toLink } from '../../src/share/link';
import type { Reading } from '../../src/share/read-work';
import type { Work } from '../../src/share/work';
import { InlineSimulator } from '../../src/worker/inline-simulator';
import { Dice, randomWork } from './random-work';

const ROUND_TRIPS = 10_000;
const MUTATIONS = 50_000;
/** Links that are read at the same time. */
const AT_ONCE = 250;

const hashOf = (link: string) => link.slice(link.indexOf('#'));

async function inBatches(total: number, one: (n: number) => Promise<void>): Promise<void> {
  for (let first = 0; first < total; first += AT_ONCE) {
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, total - first) }, (_, k) => one(first + k)));
  }
}

describe('links', () => {
  it(`${ROUND_TRIPS} random programs and moments come back as they were`, { timeout: 600_000 }, async () => {
    await inBatches(ROUND_TRIPS, async (n) => {
      const work = randomWork(new Dice(n));
      const reading = await readLink(hashOf(await toLink(work, 'https://example.org/')));
      expect(reading, `seed ${n}`).toEqual({ work, exampleChanged: false });
    });
  });

  it(`${MUTATIONS} mutated links are read or refused, and nothing gets past the schema`, {
    timeout: 600_000,
  }, async () => {
    const good = await Promise.all(
      Array.from({ length: 40 }, async (_, n) => hashOf(await toLink(randomWork(new Dice(n)), 'https://example.org/'))),
    );
    const seen = new Map<string, number>();
    await inBatches(MUTATIONS, async (n) => {
      const dice = new Dice(n + 1_000_000);
      const reading = await readLink(mutate(dice, dice.pick(good)));
      const outcome = 'problem' in reading ? reading.problem : 'opened';
      seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
      if ('work' in reading) await expectSound(reading, n);
    });
    // Each way out was taken, so that the mutations reach all of the code that refuses.
    for (const outcome of ['opened', 'damaged', 'newer', 'not-a-work', 'unknown-example']) {
      expect(seen.get(outcome) ?? 0, outcome).toBeGreaterThan(20);
    }
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe('a moment in a link', () => {
  it.each(programs.map(({ id }) => id))('of %s comes back bit for bit in another machine', async (id) => {
    const example = programs.find((program) => program.id === id);
    const files = example?.files ?? [];
    for (let seed = 0; seed < 6; seed++) {
      const dice = new Dice(seed);
      const here = new InlineSimulator();
      await here.load({ files, model: 'everything', memoryMib: 64 });
      for (let n = 0; n < 8; n++) await disturb(here, dice);
      const snapshot = await here.run({ kind: 'step' });
      const journal = (await here.journal()).filter(({ position }) => position <= snapshot.position);
      const [digest, { position }] = [await here.digest(), snapshot];
      const work: Work = { ...randomWork(dice), files, moment: { journal, position, transition: 0, digest } };
      const reading = await readLink(hashOf(await toLink(work, 'https://example.org/')));
      if ('problem' in reading) throw new Error(reading.problem);

      const there = new InlineSimulator();
      const { moment } = reading.work;
      await there.load({
        files: reading.work.files,
        model: 'everything',
        memoryMib: 64,
        journal: moment?.journal ?? [],
      });
      await there.run({ kind: 'seek', position: moment?.position ?? 0 });
      expect(await there.digest(), `${id}, seed ${seed}`).toBe(moment?.digest);
      for (const simulator of [here, there]) simulator.dispose();
    }
  });
});

/** Moves the machine, or changes it from outside. */
async function disturb(simulator: InlineSimulator, dice: Dice): Promise<void> {
  const kind = dice.roll(8);
  if (kind === 0) await simulator.inject({ kind: 'external-interrupt', vector: 0x20 + dice.roll(16) });
  else if (kind === 1) await simulator.inject({ kind: 'nmi' });
  else if (kind === 2)
    await simulator.edit({ kind: 'register', name: dice.pick(['RAX', 'RBX', 'R9']), value: dice.word() });
  else if (kind === 3) {
    const address = 0x18_0000n + BigInt(dice.roll(4096));
    await simulator.edit({ kind: 'memory', space: 'linear', address, bytes: [dice.roll(256), dice.roll(256)] });
  } else if (kind === 4) await simulator.run({ kind: 'step-back' });
  else for (let steps = dice.roll(60); steps > 0; steps--) await simulator.run({ kind: 'step' });
}

/** A work that was let through has only what works have, within their bounds, and can be sent on. */
async function expectSound(reading: Extract<Reading, { work: Work }>, n: number): Promise<void> {
  const { work } = reading;
  const known = [
    'engine',
    'program',
    'model',
    'memoryMib',
    'processors',
    'files',
    'breakpoints',
    'panes',
    'exercise',
    'moment',
  ];
  expect(
    Object.keys(work).filter((key) => !known.includes(key)),
    `seed ${n}`,
  ).toEqual([]);
  expect(Object.getPrototypeOf(work)).toBe(Object.prototype);
  for (const word of [
    work.engine,
    work.model,
    work.program ?? '',
    work.panes?.middle ?? '',
    work.panes?.inspector ?? '',
  ]) {
    expect(word).toMatch(/^[\w.+-]*$/);
  }
  for (const { name, text } of work.files) {
    expect(typeof text).toBe('string');
    expect(name).toMatch(/^[^\p{Cc}]{1,100}$/u);
  }
  expect(new Set(work.files.map(({ name }) => name)).size).toBe(work.files.length);
  expect(work.memoryMib).toBeGreaterThanOrEqual(2);
  expect(work.memoryMib).toBeLessThanOrEqual(3072);
  expect(Number.isSafeInteger(work.moment?.position ?? 0)).toBe(true);
  if (n % 20 !== 0) return;
  const again = await readLink(hashOf(await toLink(work, 'https://example.org/')));
  expect(again, `seed ${n}`).toEqual({ work, exampleChanged: false });
}

/** Breaks a link in its characters, in its bytes, or in the meaning of what it packs. */
function mutate(dice: Dice, hash: string): string {
  const packed = hash.slice('#v1='.length);
  const kind = dice.roll(10);
  if (kind < 4)
    return `#${dice.chance(95) ? 'v1' : dice.pick(['v2', 'v0', 'V1', 'v1x', ''])}=${mutateText(dice, packed)}`;
  const json = inflateRawSync(Buffer.from(packed, 'base64url')).toString('utf8');
  const changed = kind < 6 ? mutateText(dice, json) : JSON.stringify(mutateData(dice, JSON.parse(json)));
  return `#v1=${deflateRawSync(changed).toString('base64url')}`;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/{}[]",:<>\\\u0000\ud800%';

function mutateText(dice: Dice, text: string): string {
  let result = text;
  for (let times = 1 + dice.roll(3); times > 0; times--) {
    const at = dice.roll(result.length + 1);
    const length = dice.pick([1, 1, 2, 8, 100]);
    const insert = dice.list(dice.pick([1, 4]), () => dice.pick([...ALPHABET])).join('');
    const removed = dice.chance(60) ? length : 0;
    result = dice.chance(10) ? result.slice(0, at) : result.slice(0, at) + insert + result.slice(at + removed);
  }
  return result;
}

const EVIL: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  0.5,
  2 ** 53,
  1e308,
  '',
  '<img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  '0x',
  '0xffffffffffffffff',
  `0x${'f'.repeat(17)}`,
  'a'.repeat(200),
  '\u202egpj.asm',
  '..',
  [],
  {},
  [[[[]]]],
  { toString: 1 },
  { kind: 'line' },
  Array.from({ length: 2000 }, () => 0),
  'life-cycle',
  'no-such-example',
  3,
  99,
];
const KEYS = [
  '__proto__',
  'constructor',
  'toString',
  'version',
  'files',
  'kind',
  'moment',
  'unchanged',
  'program',
  'x',
  '<b>',
];

/** Replaces, removes or adds something somewhere in a tree of data. */
function mutateData(dice: Dice, data: unknown): unknown {
  if (typeof data !== 'object' || data === null || dice.chance(8)) return dice.pick(EVIL);
  if (Array.isArray(data)) {
    const at = dice.roll(data.length + 1);
    const change = at === data.length ? [dice.pick(EVIL)] : [mutateData(dice, data[at])];
    return [...data.slice(0, at), ...(dice.chance(15) ? [] : change), ...data.slice(at + 1)];
  }
  const entries = Object.entries(data);
  const at = dice.roll(entries.length + 1);
  const [key, value] = entries[at] ?? [dice.pick(KEYS), dice.pick(EVIL)];
  const change: [string, unknown][] = dice.chance(15)
    ? []
    : [[key, at === entries.length ? value : mutateData(dice, value)]];
  // fromEntries makes own keys of all names, `__proto__` included, as JSON.parse does.
  return Object.fromEntries([...entries.slice(0, at), ...change, ...entries.slice(at + 1)]);
}
