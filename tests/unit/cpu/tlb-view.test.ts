import { beforeEach, describe, expect, it } from 'vitest';
import { read32, write32 } from '../../../src/cpu/mmu/memory';
import { pagingChanged } from '../../../src/cpu/mmu/tlb';
import {
  type ComparedTranslation,
  cachedTranslationOf,
  cachedTranslations,
  compareWithMemory,
} from '../../../src/cpu/mmu/tlb-view';
import type { Processor } from '../../../src/cpu/processor';
import { CR0, CR3, CR4, EFER } from '../../../src/cpu/state/processor-layout';
import { RAM_BASE } from '../../../src/cpu/state/state-image';
import { coreProcessor } from '../../support/core-processor';

const PT = 0x4000;
const FRAME = 0x9000;
const RIGHTS = 7n;
const DIRTY = 0x40n;
const GLOBAL = 0x100n;
const PGE = 0x80;
const PCIDE = 0x2_0000;

let p: Processor;

function poke(address: number, value: bigint): void {
  p.image.noteWrite(address >> 12);
  p.view.setBigUint64(RAM_BASE + address, value, true);
}
/** Makes the entry that maps linear page 1. */
const pte = (value: bigint): void => poke(PT + 8, value);

beforeEach(() => {
  p = coreProcessor();
  p.s[CR0] = 0x8001_0001 | 0;
  p.s[CR3] = 0x1000;
  p.s[CR4] = 0x20 | PGE;
  p.s[EFER] = 0xd00;
  poke(0x1000, 0x2000n | RIGHTS);
  poke(0x2000, 0x3000n | RIGHTS);
  poke(0x3000, BigInt(PT) | RIGHTS);
  pte(BigInt(FRAME) | RIGHTS);
  pagingChanged(p);
});

/** The only entry, beside what memory says. */
function compared(): ComparedTranslation {
  const [only, ...rest] = cachedTranslations(p);
  expect(rest).toEqual([]);
  return compareWithMemory(p, only);
}

describe('a cached translation beside memory', () => {
  it('agrees with the walk that made it', () => {
    write32(p, 0x1000, 0, 1);
    expect(compared()).toMatchObject({ kind: 'data', linear: 0x1000n, physical: FRAME, dirty: true, differences: [] });
  });

  it.each([
    ['the page is gone', 0n, ['unmapped']],
    ['another page', 0xa000n | RIGHTS | DIRTY, ['page']],
    ['no writes', BigInt(FRAME) | 5n | DIRTY, ['rights']],
    ['supervisor', BigInt(FRAME) | 3n | DIRTY, ['rights']],
    ['no fetches', BigInt(FRAME) | RIGHTS | DIRTY | (1n << 63n), ['rights']],
    ['dirty flag cleared', BigInt(FRAME) | RIGHTS, ['dirty']],
    ['global', BigInt(FRAME) | RIGHTS | DIRTY | GLOBAL, ['global']],
    ['protection key', BigInt(FRAME) | RIGHTS | DIRTY | (5n << 59n), ['key']],
    ['page and rights', 0xa000n | 5n | DIRTY, ['page', 'rights']],
  ] as const)('%s', (_, entry, differences) => {
    write32(p, 0x1000, 0, 1);
    pte(entry);
    expect(compared().differences).toEqual(differences);
  });

  it('does not mind a dirty flag that somebody else has set: the next write walks', () => {
    read32(p, 0x1000, 0);
    pte(BigInt(FRAME) | RIGHTS | DIRTY);
    expect(compared().differences).toEqual([]);
  });

  it('notices another page size', () => {
    write32(p, 0x1000, 0, 1);
    poke(0x3000, 0x80n | RIGHTS | DIRTY);
    expect(compared().differences).toEqual(['page', 'size']);
  });

  it('says which rule ends the walk now', () => {
    read32(p, 0x1000, 0);
    poke(0x2000, 0x3000n | RIGHTS | (1n << 51n));
    expect(compared().memory).toBe('reserved-bit');
  });

  it('compares a translation of another PCID only when it is global', () => {
    p.s[CR4] |= PCIDE;
    p.s[CR3] = 0x1003;
    read32(p, 0x1000, 0);
    p.s[CR3] = 0x1004;
    expect(compared()).toMatchObject({ pcid: 3, memory: null, differences: [] });
    expect(cachedTranslationOf(p, 0x1234n, false)).toBeNull();
    p.s[CR3] = 0x1003;
    expect(cachedTranslationOf(p, 0x1234n, false)).toMatchObject({ linear: 0x1000n });
    expect(cachedTranslationOf(p, 0x1234n, true)).toBeNull();
  });

  it('changes nothing', () => {
    write32(p, 0x1000, 0, 1);
    pte(BigInt(FRAME) | RIGHTS);
    const before = p.image.u8.slice(RAM_BASE, RAM_BASE + 0x5000);
    compared();
    expect(p.image.u8.slice(RAM_BASE, RAM_BASE + 0x5000)).toEqual(before);
  });
});
