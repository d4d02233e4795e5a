import { describe, expect, test } from 'vitest';
import type { Processor } from '../../../src/cpu/processor';
import { IOPL, setRflags, VM } from '../../../src/cpu/registers/flags';
import { setCpl } from '../../../src/cpu/registers/privilege';
import { loadVirtual8086Segment } from '../../../src/cpu/registers/real-mode-segments';
import { setSegment } from '../../../src/cpu/registers/segments';
import { CPL, CR4, CS, GPR, SEGMENT_ACCESS, STOP } from '../../../src/cpu/state/processor-layout';
import { run } from '../../../src/cpu/step';
import { pokeBytes } from '../../support/core-processor';
import {
  CODE,
  define,
  descriptor,
  FREE,
  gate,
  IDT,
  poke64,
  protectedProcessor,
  realModeProcessor,
} from '../../support/mode-processor';

/** xorshift32: the same images every time. */
function generator(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

/** Opcodes of what modes are about, so that random code meets it often. */
const LIKELY = [
  0xcf, 0xcb, 0xca, 0xea, 0x9a, 0xff, 0xcd, 0xcc, 0xce, 0x8e, 0x07, 0x17, 0x1f, 0x0f, 0xc4, 0xc5, 0x62, 0x63, 0x9d,
  0xc8, 0xc9, 0x66, 0x67,
];

function randomBytes(random: () => number, count: number): Uint8Array {
  return Uint8Array.from({ length: count }, () => {
    const value = random();
    return value % 3 === 0 ? (LIKELY[(value >>> 8) % LIKELY.length] as number) : (value >>> 8) & 0xff;
  });
}

/** Descriptors and gates of every type in the GDT and IDT. */
function scatter(p: Processor, random: () => number): void {
  for (let selector = FREE; selector < 0x100; selector += 8) {
    const access = random() & 0xff;
    const value =
      (random() & 1) === 0
        ? descriptor((random() & 0xf) << 12, random() & 0xffff, access, random() & 15)
        : gate(random() & 0xff, CODE + (random() & 0xff), access, random() & 31);
    define(p, selector, value);
  }
  for (let vector = 0; vector < 32; vector++) {
    if ((random() & 3) === 0)
      poke64(p, IDT + 8 * vector, gate(random() & 0xff, CODE + (random() & 0xff), random() & 0xff));
  }
}

const MODES: Readonly<Record<string, (random: () => number) => Processor>> = {
  real: () => realModeProcessor('nop'),
  'protected, 32-bit': (random) => {
    const p = protectedProcessor('nop');
    scatter(p, random);
    return p;
  },
  'protected, 16-bit, ring 3': (random) => {
    const p = protectedProcessor('nop');
    scatter(p, random);
    setSegment(p, CS, 0x1b, 0n, 0xffff_ffff, 0x80fb);
    for (const segment of [0, 2, 3, 4, 5]) setSegment(p, segment, 0x23, 0n, -1, 0x80f3);
    setCpl(p, 3);
    return p;
  },
  'virtual-8086': (random) => {
    const p = protectedProcessor('nop');
    scatter(p, random);
    p.s[CR4] = random() & 3;
    setRflags(p, VM | 2 | ((random() & 1) === 0 ? IOPL : 0));
    setCpl(p, 3);
    for (let segment = 0; segment < 6; segment++) loadVirtual8086Segment(p, segment, CODE >> 4);
    return p;
  },
};

describe('random code in every mode of 16 and 32 bits', () => {
  test.each(Object.entries(MODES))('%s: never throws, and CPL stays what the segments say', (name, make) => {
    const random = generator(name.length * 7919);
    for (let image = 0; image < 80; image++) {
      const p = make(random);
      pokeBytes(p, CODE, randomBytes(random, 0x200));
      for (let n = 0; n < 8; n++) if (n !== 4) p.s[GPR + 2 * n] = random() & 0xffff;
      expect(() => run(p, 200)).not.toThrow();
      const cpl = p.s[CPL] as number;
      expect(cpl).toBeGreaterThanOrEqual(0);
      expect(cpl).toBeLessThanOrEqual(3);
      expect(p.s[STOP]).toBeGreaterThanOrEqual(0);
      expect((p.s[SEGMENT_ACCESS + CS] as number) >>> 17).toBe(0);
    }
  });
});
