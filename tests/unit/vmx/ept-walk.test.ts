import { describe, expect, it } from 'vitest';
import { ACCESS_READ, ACCESS_WRITE } from '../../../src/cpu/mmu/access';
import { explainWalk } from '../../../src/cpu/mmu/explain-walk';
import { translate } from '../../../src/cpu/mmu/linear';
import { flushCombined } from '../../../src/cpu/mmu/tlb';
import { cachedTranslations, compareWithMemory } from '../../../src/cpu/mmu/tlb-view';
import { CR0, CR4, EFER, PDPTE } from '../../../src/cpu/state/processor-layout';
import { guestPhysicalMappings } from '../../../src/vmx/ept/guest-physical-cache';
import { leaveGuestTranslation } from '../../../src/vmx/ept/translation-context';
import { Behind, GUEST_TABLES, LARGE, RWX, TABLES, TOP, WRITE_BACK } from '../../support/behind-ept';

const READ = 1;
const WRITE = 2;
const FETCH = 4;
const USER_PAGE = 0x200;

const ruleOf = (b: Behind, address: number, access: number): string | undefined =>
  b.walk(address, access).refusal?.rule;

describe('an EPT walk', () => {
  it('names every entry that it reads, with the rights so far', () => {
    const b = new Behind();
    b.entry(1, 0, BigInt(TABLES[2]) | 5n);
    expect(b.walk(0x5678, READ)).toMatchObject({
      guestPhysical: 0x5678,
      physical: 0x5678,
      pageBytes: 0x1000,
      refusal: null,
      steps: [
        { name: 'EPT PML4E', address: TOP, leaf: false, write: true },
        { name: 'EPT PDPTE', write: false, execute: true },
        { name: 'EPT PDE', write: false },
        {
          name: 'EPT PTE',
          address: TABLES[3] + 5 * 8,
          leaf: true,
          read: true,
          write: false,
          memoryType: 6,
          accessed: null,
        },
      ],
    });
  });

  it('maps pages of 2 MiB and 1 GiB', () => {
    const b = new Behind();
    b.entry(2, 1, 0x40_0000n | RWX | WRITE_BACK | LARGE);
    b.entry(1, 1, 0x8000_0000n | RWX | WRITE_BACK | LARGE);
    expect(b.walk(0x20_1234, READ)).toMatchObject({ physical: 0x40_1234, pageBytes: 0x20_0000 });
    expect(b.walk(0x4012_3456, READ)).toMatchObject({ physical: 0x8012_3456, pageBytes: 0x4000_0000 });
  });

  it('has five levels where the EPTP says so', () => {
    const b = new Behind(BigInt(TOP) | 0x26n);
    expect(b.walk(0x5000, READ)).toMatchObject({ physical: 0x5000 });
    expect(b.walk(0x5000, READ).steps.map(({ name }) => name)[0]).toBe('EPT PML5E');
    expect(ruleOf(b, 2 ** 48, READ)).toBe('ept-not-present');
    expect(ruleOf(new Behind(), 2 ** 48, READ)).toBe('ept-address-width');
  });

  it.each([
    ['nothing', 0n, READ, 'ept-not-present'],
    ['execute-only, read', 4n | WRITE_BACK, READ, 'ept-read'],
    ['execute-only, fetched', 4n | WRITE_BACK, FETCH, undefined],
    ['read-only, read', 1n | WRITE_BACK, READ, undefined],
    ['read-only, written', 1n | WRITE_BACK, WRITE, 'ept-write'],
    ['read-write, fetched', 3n | WRITE_BACK, FETCH, 'ept-execute'],
    ['write without read', 2n | WRITE_BACK, READ, 'ept-write-without-read'],
    ['write and execute without read', 6n | WRITE_BACK, FETCH, 'ept-write-without-read'],
    ['memory type 2', RWX | 0x10n, READ, 'ept-memory-type'],
    ['memory type 7', RWX | 0x38n, READ, 'ept-memory-type'],
    ['an address bit beyond the width', RWX | WRITE_BACK | (1n << 46n), READ, 'ept-reserved-bits'],
    ['bits that are ignored', RWX | WRITE_BACK | 0xfc0n | (0xfffn << 52n), READ, undefined],
  ])('a page entry: %s', (_, entry, access, rule) => {
    const b = new Behind();
    b.entry(3, 5, entry);
    expect(ruleOf(b, 0x5000, access)).toBe(rule);
  });

  it.each([
    ['bit 3 of the PML4E', 0, RWX | 8n],
    ['bit 7 of the PML4E', 0, RWX | 0x80n],
    ['bit 6 of the PDPTE', 1, RWX | 0x40n],
    ['bit 3 of the PDE', 2, RWX | 8n],
    ['bit 12 of a PDE that maps a page', 2, RWX | WRITE_BACK | LARGE | 0x1000n],
    ['bit 29 of a PDPTE that maps a page', 1, RWX | WRITE_BACK | LARGE | 0x2000_0000n],
  ])('reserved: %s', (_, table, bits) => {
    const b = new Behind();
    const large = (bits & LARGE) !== 0n && table > 0;
    b.entry(table, 0, large ? bits : BigInt(TABLES[table + 1]) | bits);
    expect(b.walk(0x5000, READ).refusal).toMatchObject({ rule: 'ept-reserved-bits', misconfigured: true });
  });

  it('splits the right to execute with mode-based execute control', () => {
    const b = new Behind(undefined, ['mode-based-execute-control']);
    for (const table of [0, 1, 2]) b.entry(table, 0, BigInt(TABLES[table + 1]) | RWX | 0x400n);
    b.entry(3, 5, 0x5000n | WRITE_BACK | 1n | 0x400n);
    expect(ruleOf(b, 0x5000, FETCH)).toBe('ept-execute');
    expect(ruleOf(b, 0x5000, FETCH | USER_PAGE)).toBeUndefined();
    b.entry(3, 5, 0x5000n | WRITE_BACK | 0x400n);
    expect(ruleOf(b, 0x5000, READ)).toBe('ept-read');
    b.entry(3, 5, 0x5000n | WRITE_BACK | 5n);
    expect(ruleOf(b, 0x5000, FETCH | USER_PAGE)).toBe('ept-user-execute');
  });
});

describe('the walk of a linear address behind EPT', () => {
  it('nests the EPT walk of each entry, and of the page', () => {
    const b = new Behind();
    const walk = explainWalk(b.m.p, 0x1234n, ACCESS_READ);
    expect(walk.physical).toBe(0x5234);
    expect(walk.steps.map(({ nested }) => nested?.steps.length)).toEqual([4, 4, 4, 4]);
    expect(walk.steps[0]?.nested).toMatchObject({ guestPhysical: GUEST_TABLES[0], physical: GUEST_TABLES[0] });
    expect(walk.final).toMatchObject({ guestPhysical: 0x5234, physical: 0x5234 });
    expect(guestPhysicalMappings(b.m.p)).toEqual([]);
  });

  it('says which EPT entry refused', () => {
    const b = new Behind();
    b.entry(3, 5, 0x5000n | WRITE_BACK | 1n);
    const walk = explainWalk(b.m.p, 0x1234n, ACCESS_WRITE);
    expect(walk).toMatchObject({ rule: 'second-level', physical: null, final: { refusal: { rule: 'ept-write' } } });
    b.entry(3, 0x192, 0n);
    expect(explainWalk(b.m.p, 0x1234n, ACCESS_READ)).toMatchObject({
      rule: 'second-level',
      unread: { guestPhysical: GUEST_TABLES[2], refusal: { rule: 'ept-not-present' } },
    });
  });

  it('is cached as combined and guest-physical mappings, which INVEPT removes', () => {
    const b = new Behind();
    const { p } = b.m;
    expect(translate(p, 0x1234, 0, ACCESS_READ)).toBe(0x5234);
    const [cached] = cachedTranslations(p);
    expect(cached).toMatchObject({ linear: 0x1000n, physical: 0x5000, vpid: 0, ep4ta: TOP });
    expect(guestPhysicalMappings(p).map(({ guestPhysical }) => guestPhysical)).toEqual([0x5000, ...GUEST_TABLES]);
    expect(compareWithMemory(p, cached)).toMatchObject({ differences: [] });
    b.entry(3, 5, 0x6000n | RWX | WRITE_BACK);
    expect(compareWithMemory(p, cached)).toMatchObject({ differences: ['page'] });
    expect(translate(p, 0x1234, 0, ACCESS_READ)).toBe(0x5234);
    flushCombined(p, TOP + 0x1000);
    expect(cachedTranslations(p)).toHaveLength(1);
    flushCombined(p, TOP);
    expect(cachedTranslations(p)).toEqual([]);
  });

  it('belongs to the VPID: another one does not see it, the host neither', () => {
    const b = new Behind(undefined, ['enable-vpid']);
    const { m } = b;
    m.set('virtual-processor-identifier', 3n);
    b.enter();
    translate(m.p, 0x1234, 0, ACCESS_READ);
    leaveGuestTranslation(m.unit, m.unit.region);
    const [cached] = cachedTranslations(m.p);
    expect(cached).toMatchObject({ vpid: 3, ep4ta: TOP });
    expect(compareWithMemory(m.p, cached).memory).toBeNull();
    m.set('virtual-processor-identifier', 4n);
    b.enter();
    b.poke(GUEST_TABLES[3] + 8, 0x7007n);
    expect(translate(m.p, 0x1234, 0, ACCESS_READ)).toBe(0x7234);
  });
});

describe('PAE paging behind EPT', () => {
  it('takes the PDPTEs from the VMCS and saves them there', () => {
    const b = new Behind();
    const { m } = b;
    m.set('vm-entry-controls', m.field('vm-entry-controls') & ~0x200n);
    m.p.s[EFER] = 0;
    m.p.s[CR4] |= 0x20;
    m.p.s[CR0] |= 0x8000_0001 | 0;
    m.p.q[PDPTE >> 1] = 0x19_2001n;
    expect(translate(m.p, 0x1234, 0, ACCESS_READ)).toBe(0x5234);
    m.unit.tripleFault(m.p);
    expect(m.field('guest-pdpte-0')).toBe(0x19_2001n);
  });
});
