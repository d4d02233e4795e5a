import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { ACTIVITY, CPL, GPR, RIP } from '../../src/cpu/state/processor-layout';
import { BootError } from '../../src/machine/boot/boot-error';
import { createMachine, type MachineOptions } from '../../src/machine/create-machine';
import type { Machine } from '../../src/machine/machine';
import { assembleOracleImage, oracleImages } from '../support/oracle-images';

/** How many images: RANDOM_IMAGES=100000 npx vitest run <this file>. */
const IMAGES = Number(process.env.RANDOM_IMAGES ?? 600);
const SEED = Number(process.env.RANDOM_SEED ?? 1);
/** Positions that an image may take after it was made wrong. */
const LIMIT = 3_000;
/** Positions in which a whole image may come to where it is made wrong: the images end within some ten thousands. */
const HEAD_START = 20_000;
const MEMORY_MIB = 2;
const PROGRAM = 0x10_0000;

/** xorshift32. */
function generator(seed: number): (below: number) => number {
  let state = Math.imul(seed, 0x9e37_79b1) | 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

type Random = ReturnType<typeof generator>;

const someBytes = (random: Random, length: number): Uint8Array => Uint8Array.from({ length }, () => random(256));

/** A machine for an image that may be refused: null then. Anything but a refusal in words fails the test. */
function bootOrRefuse(options: MachineOptions): Machine | null {
  try {
    return createMachine(options);
  } catch (error) {
    if (error instanceof BootError) return null;
    throw error;
  }
}

const whole = new Map<string, Uint8Array>();

function oracleImage(name: string): Uint8Array {
  const image = whole.get(name) ?? assembleOracleImage(name);
  whole.set(name, image);
  return image;
}

const wholeKernel = (random: Random): MachineOptions => ({
  multiboot: { image: oracleImage(oracleImages[random(oracleImages.length)] as string), commandLine: 'x' },
  memoryMib: 4,
  processors: 1 + random(3),
});

/** Overwrites some bytes of RAM, most of them where the processor is going to execute. */
function spoilMemory(machine: Machine, random: Random): void {
  const near = (machine.current.s[RIP] as number) >>> 0;
  for (let n = 1 + random(12); n > 0; n--) {
    const anywhere = random(machine.image.ramBytes - 8);
    const close = near + random(64) < machine.image.ramBytes - 8 ? near + random(64) : anywhere;
    machine.load(random(4) === 0 ? anywhere : close, someBytes(random, 1 + random(4)));
  }
}

const KINDS: Readonly<Record<string, (random: Random) => Machine | null>> = {
  'a boot sector of noise, in real mode': (random) => {
    const sector = someBytes(random, 512);
    sector.set([0x55, 0xaa], 510);
    return bootOrRefuse({ bootSector: sector, memoryMib: MEMORY_MIB });
  },
  'noise as a program of the lab boot, in 64-bit mode': (random) => {
    const bytes = someBytes(random, 64 + random(512));
    const program = {
      sections: [{ name: '.text', start: PROGRAM, vstart: PROGRAM, bytes }],
      symbols: [],
      lines: [],
      diagnostics: [],
    };
    return bootOrRefuse({ program, memoryMib: MEMORY_MIB, processors: 1 + random(2) });
  },
  'a kernel with wrong bytes in its file': (random) => {
    const options = wholeKernel(random);
    if (options.multiboot === undefined) return null;
    const image = options.multiboot.image.slice();
    for (let n = 1 + random(20); n > 0; n--) image[random(4) === 0 ? random(64) : random(image.length)] = random(256);
    return bootOrRefuse({ ...options, multiboot: { ...options.multiboot, image } });
  },
  'a kernel that goes wrong on its way, in the mode that it has come to': (random) => {
    const machine = createMachine(wholeKernel(random));
    machine.run(random(HEAD_START));
    spoilMemory(machine, random);
    for (let n = random(4); n > 0; n--) machine.current.s[GPR + random(32)] = random(0xffff_ffff);
    return machine;
  },
};

/** Collects garbage now. */
const collect = (() => {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
})();

function runToLimit(machine: Machine): void {
  const before = machine.position();
  const done = machine.run(LIMIT);
  expect(machine.position() - before).toBe(done);
  expect(done).toBeLessThanOrEqual(LIMIT);
  if (machine.stop === 0) expect(done).toBe(LIMIT);
  for (const p of machine.processors) {
    expect(p.s[CPL]).toBeLessThanOrEqual(3);
    expect(p.s[ACTIVITY]).toBeLessThanOrEqual(3);
  }
}

describe(`${IMAGES} random images`, () => {
  it('never throw, end at the limit, do the same again, and leave nothing behind', { timeout: 7_200_000 }, async () => {
    const makers = Object.entries(KINDS);
    const ran = new Map<string, number>();
    let alive = 0;
    const registry = new FinalizationRegistry(() => alive--);
    for (let n = 0; n < IMAGES; n++) {
      const [kind, make] = makers[n % makers.length] as (typeof makers)[number];
      const seed = SEED * 1_000_003 + n;
      const machine = make(generator(seed));
      if (machine === null) continue;
      try {
        runToLimit(machine);
      } catch (error) {
        throw new Error(`${kind}, seed ${seed}`, { cause: error });
      }
      if (n % 50 < makers.length) {
        const again = make(generator(seed)) as Machine;
        again.run(LIMIT / 3);
        again.run(LIMIT - LIMIT / 3);
        expect(again.digest(), `${kind}, seed ${seed}, again and in two parts`).toBe(machine.digest());
      }
      ran.set(kind, (ran.get(kind) ?? 0) + 1);
      alive++;
      registry.register(machine, n);
      // What was collected is reported between tasks, and a task or two late.
      if (n % 50 === 0) {
        collect();
        await new Promise((resolve) => setTimeout(resolve));
        expect(alive, `machines alive after ${n}`).toBeLessThan(Math.min(1000, IMAGES / 2));
      }
    }
    for (const [kind] of makers) expect(ran.get(kind) ?? 0, kind).toBeGreaterThan(IMAGES / 40);
  });
});
