import { describe, expect, it } from 'vitest';
import { ACCESS_PEEK, ACCESS_READ, ACCESS_USER, ACCESS_WRITE } from '../../../src/cpu/mmu/access';
import { explainWalk } from '../../../src/cpu/mmu/explain-walk';
import { translate } from '../../../src/cpu/mmu/linear';
import { flushTlb } from '../../../src/cpu/mmu/tlb';
import { cachedTranslations } from '../../../src/cpu/mmu/tlb-view';
import { Behind, GUEST_TABLES, RWX, WRITE_BACK } from '../../support/behind-ept';

/** The monitor's tables, which map linear 0x1000 to guest-physical 0x6000. */
const MANAGED = [0x1a_0000, 0x1a_1000, 0x1a_2000, 0x1a_3000];
const RESTART = 0x800n;
const PAGING_WRITE = 1n << 58n;
const VERIFY = 1n << 57n;

function behind(...controls: string[]): Behind {
  const b = new Behind();
  b.m.setControl('primary-processor-based', 'activate-tertiary-controls', 1);
  for (const id of controls) b.m.setControl('tertiary-processor-based', id, 1);
  b.m.set('hlat-pointer', BigInt(MANAGED[0] as number));
  for (const [n, table] of MANAGED.entries()) b.poke(table + (n === 3 ? 8 : 0), BigInt(MANAGED[n + 1] ?? 0x6000) | 7n);
  return b;
}

/** The names of the entries that a walk of linear 0x1000 reads, those of the monitor marked. */
const entriesOf = (b: Behind): string[] =>
  explainWalk(b.m.p, 0x1000n, ACCESS_PEEK).steps.map(
    ({ name, restarts }) => `${name}${restarts === undefined ? '' : restarts ? ' restart' : ' HLAT'}`,
  );

describe('HLAT paging', () => {
  it('reads the entries of the monitor instead of the guest’s', () => {
    const b = behind('enable-hlat');
    expect(entriesOf(b)).toEqual(['PML4E HLAT', 'PDPTE HLAT', 'PDE HLAT', 'PTE HLAT']);
    expect(explainWalk(b.m.p, 0x1234n, ACCESS_READ)).toMatchObject({ physical: 0x6234 });
    expect(translate(b.m.p, 0x1234, 0, ACCESS_READ)).toBe(0x6234);
    expect(entriesOf(behind())).toEqual(['PML4E', 'PDPTE', 'PDE', 'PTE']);
  });

  it.each([
    [3, ['PML4E HLAT', 'PDPTE HLAT', 'PDE HLAT', 'PTE restart']],
    [2, ['PML4E HLAT', 'PDPTE HLAT', 'PDE restart']],
    [0, ['PML4E restart']],
  ])('begins anew at an entry of table %i whose bit 11 is 1', (table, read) => {
    const b = behind('enable-hlat');
    b.poke((MANAGED[table] as number) + (table === 3 ? 8 : 0), 1n | RESTART);
    expect(entriesOf(b)).toEqual([...read, 'PML4E', 'PDPTE', 'PDE', 'PTE']);
    expect(translate(b.m.p, 0x1234, 0, ACCESS_READ)).toBe(0x5234);
  });

  it.each([
    ['PTE', 3, 0x1000],
    ['PDE', 2, 0x20_0000],
    ['PDPTE', 1, 0x4000_0000],
    ['PML4E', 0, 0x4000_0000],
  ])('remembers no larger page than a %s that restarted would map', (_, table, bytes) => {
    const b = behind('enable-hlat');
    b.poke((MANAGED[table] as number) + (table === 3 ? 8 : 0), 1n | RESTART);
    b.poke(GUEST_TABLES[1] as number, 0x87n);
    translate(b.m.p, 0x1234, 0, ACCESS_READ);
    expect(cachedTranslations(b.m.p)[0]).toMatchObject({ pageBytes: bytes, physical: 0x1000 });
  });

  it('takes the rights of the entries that translated alone', () => {
    const b = behind('enable-hlat');
    b.poke(MANAGED[0] as number, BigInt(MANAGED[1] as number) | 1n);
    b.poke((MANAGED[3] as number) + 8, 1n | RESTART);
    expect(explainWalk(b.m.p, 0x1000n, ACCESS_WRITE)).toMatchObject({ rule: null, physical: 0x5000 });
  });

  it.each([
    ['an entry that is not present', 0n, 0x80],
    ['a reserved bit, also where bit 11 is 1', 0x801n | (1n << 46n), 0x89],
  ])('faults with bit 7 of the error code for %s', (_, entry, errorCode) => {
    const b = behind('enable-hlat');
    b.poke((MANAGED[3] as number) + 8, entry);
    expect(explainWalk(b.m.p, 0x1000n, ACCESS_READ).errorCode).toBe(errorCode);
  });

  it('faults without it for a right that is missing, and behind a restart', () => {
    const b = behind('enable-hlat');
    b.poke((MANAGED[3] as number) + 8, 0x6001n);
    expect(explainWalk(b.m.p, 0x1000n, ACCESS_WRITE | ACCESS_USER).errorCode).toBe(7);
    b.poke((MANAGED[3] as number) + 8, 1n | RESTART);
    b.poke((GUEST_TABLES[3] as number) + 8, 0n);
    expect(explainWalk(b.m.p, 0x1000n, ACCESS_READ).errorCode).toBe(0);
  });

  it.each([
    [0n, 0, true],
    [0n, -1, true],
    [1n, 0, false],
    [1n, -1, true],
  ])('of prefix size %i serves addresses whose high half is %i: %s', (size, high, managed) => {
    const b = behind('enable-hlat');
    b.m.set('hlat-prefix-size', size);
    expect(b.m.p.secondLevel?.managedTable?.(b.m.p, high)).toBe(managed ? MANAGED[0] : -1);
  });
});

describe('guest-paging verification', () => {
  const mark = (b: Behind, tables: readonly number[]): void => {
    for (const table of tables) b.entry(3, table >>> 12, BigInt(table) | RWX | WRITE_BACK | PAGING_WRITE);
  };

  it('asks for marks of all paging structures, whether EPT’s entries are cached or not', () => {
    const b = behind('guest-paging-verification');
    const { p } = b.m;
    b.entry(3, 5, 0x5000n | RWX | WRITE_BACK | VERIFY);
    mark(b, GUEST_TABLES);
    expect(translate(p, 0x1000, 0, ACCESS_READ)).toBe(0x5000);
    flushTlb(p, false);
    expect(translate(p, 0x1000, 0, ACCESS_READ)).toBe(0x5000);
    expect(explainWalk(p, 0x1000n, ACCESS_READ).final?.refusal).toBeNull();
  });

  it.each(GUEST_TABLES.map((_, n) => [n]))('misses the mark of table %i', (n) => {
    const b = behind('guest-paging-verification');
    b.entry(3, 5, 0x5000n | RWX | WRITE_BACK | VERIFY);
    mark(
      b,
      GUEST_TABLES.filter((__, other) => other !== n),
    );
    expect(explainWalk(b.m.p, 0x1000n, ACCESS_READ).final?.refusal?.rule).toBe('ept-guest-paging-verification');
    expect(() => translate(b.m.p, 0x1000, 0, ACCESS_READ)).toThrow();
    expect(b.m.lastTransition).toMatchObject({ exitReason: 48, qualification: 0x8000n | 0x7b9n });
  });

  it('takes the paging structures behind a restart, not those before it', () => {
    const b = behind('guest-paging-verification', 'enable-hlat');
    b.entry(3, 5, 0x5000n | RWX | WRITE_BACK | VERIFY);
    b.poke((MANAGED[3] as number) + 8, 1n | RESTART);
    mark(b, GUEST_TABLES);
    expect(translate(b.m.p, 0x1000, 0, ACCESS_READ)).toBe(0x5000);
  });
});
