import { describe, expect, it } from 'vitest';
import { type InvalidationScope, removesTranslation } from '../../../src/cpu/mmu/invalidation';
import {
  fillTlb,
  flushCombined,
  flushPcid,
  flushTlb,
  flushVpid,
  flushVpidsButZero,
  invalidatePage,
  invalidatePageOfPcid,
  invalidatePageOfVpid,
  setTranslationContext,
  TLB_GLOBAL,
  TLB_SECOND_LEVEL_ALL,
  TLB_SIZE_SHIFT,
  tlbEntryOf,
} from '../../../src/cpu/mmu/tlb';
import { type CachedTranslation, cachedTranslations } from '../../../src/cpu/mmu/tlb-view';
import type { Processor } from '../../../src/cpu/processor';
import { CR3, CR4 } from '../../../src/cpu/state/processor-layout';
import { coreProcessor } from '../../support/core-processor';

const PCIDE = 0x2_0000;
const VPIDS = [0, 1, 2];
const EP4TAS = [null, 0x1000, 0x10_0000_2000];
const PCIDS = [0, 5];
const SIZES = [0, 1, 3];

/** A processor whose TLB holds a translation for every kind of tags, each of a page of its own. */
function filled(): Processor {
  const p = coreProcessor();
  p.s[CR4] = PCIDE;
  let page = 0;
  for (const vpid of VPIDS)
    for (const ep4ta of EP4TAS)
      for (const pcid of PCIDS)
        for (const global of [0, TLB_GLOBAL])
          for (const size of SIZES) {
            setTranslationContext(p, vpid, ep4ta);
            p.s[CR3] = pcid;
            const linear = page * 0x1000;
            const fetch = page % 2 === 1;
            const second = ep4ta === null ? 0 : TLB_SECOND_LEVEL_ALL;
            fillTlb(p, tlbEntryOf(linear, fetch), linear, 0, page + 9, global | (size << TLB_SIZE_SHIFT), second);
            page += 1;
          }
  setTranslationContext(p, 1, 0x1000);
  p.s[CR3] = 5;
  return p;
}

const all = VPIDS.length * EP4TAS.length * PCIDS.length * 2 * SIZES.length;
const names = (list: readonly CachedTranslation[]): readonly bigint[] => list.map(({ linear }) => linear);

describe('an invalidation', () => {
  it.each([
    ['INVLPG', (p: Processor) => invalidatePage(p, 0x5_0123, 0)],
    ['INVLPG beyond 4 GiB', (p: Processor) => invalidatePage(p, 0x5_0123, 1)],
    ['INVPCID of an address', (p: Processor) => invalidatePageOfPcid(p, 0x5_0123, 0, 0)],
    ['INVPCID of a PCID', (p: Processor) => flushPcid(p, 0, 'invpcid')],
    ['INVPCID of all', (p: Processor) => flushTlb(p, false, 'invpcid')],
    ['INVPCID of all but global ones', (p: Processor) => flushTlb(p, true, 'invpcid')],
    ['INVVPID of an address', (p: Processor) => invalidatePageOfVpid(p, 0x5_0123, 0, 2)],
    ['INVVPID of a VPID', (p: Processor) => flushVpid(p, 2, false, 'invvpid')],
    ['INVVPID but for global ones', (p: Processor) => flushVpid(p, 2, true, 'invvpid')],
    ['INVVPID of all', (p: Processor) => flushVpidsButZero(p)],
    ['INVEPT of one', (p: Processor) => flushCombined(p, 0x10_0000_2000)],
    ['INVEPT of all', (p: Processor) => flushCombined(p, null)],
    ['VM entry without a VPID', (p: Processor) => flushVpid(p, 0, false, 'vm-entry')],
  ])('%s tells listeners what it removes before it does, and removes just that', (_, invalidate) => {
    const p = filled();
    const before = cachedTranslations(p);
    expect(before).toHaveLength(all);
    const told: InvalidationScope[] = [];
    p.listener = {
      invalidating: (_p, _cause, scope) => {
        told.push(scope);
        expect(cachedTranslations(p)).toEqual(before);
      },
    };
    invalidate(p);
    expect(told).toHaveLength(1);
    const [scope] = told;
    const left = before.filter((entry) => !removesTranslation(scope as InvalidationScope, entry));
    expect(names(cachedTranslations(p))).toEqual(names(left));
  });

  it('of a page removes some and leaves some', () => {
    const p = filled();
    invalidatePage(p, 0x5_0123, 0);
    const left = cachedTranslations(p).length;
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(all);
  });
});
