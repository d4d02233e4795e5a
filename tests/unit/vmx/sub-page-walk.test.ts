import { describe, expect, it } from 'vitest';
import { ACCESS_READ, ACCESS_WRITE } from '../../../src/cpu/mmu/access';
import { explainWalk } from '../../../src/cpu/mmu/explain-walk';
import { translate } from '../../../src/cpu/mmu/linear';
import { cachedTranslations } from '../../../src/cpu/mmu/tlb-view';
import { Behind, RWX, WRITE_BACK } from '../../support/behind-ept';

const WRITE = 2;
const FINAL = 0x180;
/** Tables of sub-page permissions, one behind another. */
const TABLES = [0x1a_0000, 0x1a_1000, 0x1a_2000, 0x1a_3000];
const SUB_PAGES = 1n << 61n;

/** The page 0x5000 may be read, and written in its second 128 bytes. */
function behind(rights = 4n, page = 0x5000n | WRITE_BACK | 1n | SUB_PAGES): Behind {
  const b = new Behind(undefined, ['sub-page-write-permissions']);
  b.m.set('sub-page-permission-table-pointer', BigInt(TABLES[0] as number));
  for (let n = 0; n < 3; n++) b.poke(TABLES[n] as number, BigInt(TABLES[n + 1] as number) | 1n);
  b.poke((TABLES[3] as number) + 5 * 8, rights);
  b.entry(3, 5, page);
  return b;
}

describe('the look-up of a right to write a part of a page', () => {
  it('names every entry that it reads', () => {
    const walk = behind().walk(0x50ff, WRITE | FINAL);
    expect(walk).toMatchObject({
      physical: 0x50ff,
      refusal: null,
      subPage: { part: 1, partBytes: 128, writable: true },
    });
    expect(walk.subPage?.steps.map(({ name, address, leaf }) => [name, address, leaf])).toEqual([
      ['SPPTL4E', TABLES[0], false],
      ['SPPTL3E', TABLES[1], false],
      ['SPPTL2E', TABLES[2], false],
      ['SPPTL1E', (TABLES[3] as number) + 40, true],
    ]);
  });

  it.each([
    ['the first part', 0, 1n],
    ['the last part of the low half', 15 * 128, 1n << 30n],
    ['the first part of the high half', 16 * 128, 1n << 32n],
    ['the last part', 0xfff, 1n << 62n],
  ])('takes the bit of %s', (_, offset, bit) => {
    expect(behind(bit).walk(0x5000 + offset, WRITE | FINAL).refusal).toBeNull();
    const others = 0x5555_5555_5555_5555n & ~bit;
    expect(behind(others).walk(0x5000 + offset, WRITE | FINAL).refusal?.rule).toBe('spp-write');
  });

  it.each([
    ['a read', 1 | FINAL, undefined],
    ['a write that no linear address leads to', WRITE, undefined],
    ['what paging writes to its own entries', WRITE | 0x80, undefined],
    ['a write by linear address', WRITE | FINAL, 1],
  ])('is made for writes by linear address alone: %s', (_, access, part) => {
    expect(behind().walk(0x5080, access).subPage?.part).toBe(part);
  });

  it.each([
    ['may be written', 0x5000n | WRITE_BACK | RWX | SUB_PAGES, null],
    ['has bit 61 clear', 0x5000n | WRITE_BACK | 1n, 'ept-write'],
    ['may only be executed', 0x5000n | WRITE_BACK | 4n | SUB_PAGES, 'ept-write'],
  ])('is not made for a page that %s', (_, page, rule) => {
    const walk = behind(4n, page).walk(0x5000, WRITE | FINAL);
    expect(walk.subPage).toBeUndefined();
    expect(walk.refusal?.rule ?? null).toBe(rule);
  });

  it('is not made for a page of 2 MiB, nor beyond 48 bits', () => {
    const b = behind();
    b.entry(2, 0, WRITE_BACK | 0x80n | 1n | SUB_PAGES);
    expect(b.walk(0x5080, WRITE | FINAL)).toMatchObject({ refusal: { rule: 'ept-write' } });
    expect(b.walk(0x5080, WRITE | FINAL).subPage).toBeUndefined();
  });

  it.each([
    ['is not valid', 1, 0x1a_2000n, 'spp-miss', false],
    ['has bit 1 set', 0, 0x1a_1003n, 'spp-reserved-bits', true],
    ['has bit 52 set', 2, 0x1a_3001n | (1n << 52n), 'spp-reserved-bits', true],
    ['names an address that does not exist', 2, 0x1a_3001n | (1n << 46n), 'spp-reserved-bits', true],
  ])('stops at an entry that %s', (_, table, entry, rule, misconfigured) => {
    const b = behind();
    b.poke(TABLES[table] as number, entry);
    const walk = b.walk(0x5080, WRITE | FINAL);
    expect(walk.refusal).toMatchObject({ rule, misconfigured, sdm: 'Sub-Page Write Permissions' });
    expect(walk.subPage).toMatchObject({ writable: false });
    expect(walk.subPage?.steps).toHaveLength(table + 1);
  });

  it('does not let the right be remembered for the whole page', () => {
    const b = behind();
    const { p } = b.m;
    expect(translate(p, 0x1080, 0, ACCESS_WRITE)).toBe(0x5080);
    expect(translate(p, 0x1000, 0, ACCESS_READ)).toBe(0x5000);
    expect(cachedTranslations(p)).toHaveLength(1);
    b.poke((TABLES[3] as number) + 5 * 8, 0n);
    expect(explainWalk(p, 0x1080n, ACCESS_WRITE)).toMatchObject({
      rule: 'second-level',
      final: { subPage: { part: 1 } },
    });
    expect(() => translate(p, 0x1080, 0, ACCESS_WRITE)).toThrow();
    expect(b.m.lastTransition).toMatchObject({ exitReason: 48, guestPhysicalAddress: 0x5080n });
  });
});
