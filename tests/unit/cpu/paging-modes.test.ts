import { beforeEach, describe, expect, it } from 'vitest';
import { GP, PF } from '../../../src/cpu/interrupts/fault';
import { ACCESS_FETCH, ACCESS_READ, ACCESS_USER, ACCESS_WRITE } from '../../../src/cpu/mmu/access';
import { explainWalk, peekLinear } from '../../../src/cpu/mmu/explain-walk';
import { read32, write32 } from '../../../src/cpu/mmu/memory';
import { isCanonical } from '../../../src/cpu/mmu/paging-mode';
import { invalidatePage, pagingChanged } from '../../../src/cpu/mmu/tlb';
import { cachedTranslations } from '../../../src/cpu/mmu/tlb-view';
import type { CpuidResult } from '../../../src/cpu/ports';
import type { Processor } from '../../../src/cpu/processor';
import { writeCr0, writeCr3, writeCr4 } from '../../../src/cpu/registers/control-registers';
import { setCpl } from '../../../src/cpu/registers/privilege';
import { CR0, CR3, CR4, EFER, FAULT, PDPTE } from '../../../src/cpu/state/processor-layout';
import { RAM_BASE } from '../../../src/cpu/state/state-image';
import { coreProcessor } from '../../support/core-processor';

const CR0_PAGING = 0x8001_0001 | 0;
const PSE = 0x10;
const PAE = 0x20;
const LA57 = 0x1000;
const DIRECTORY = 0x1000;
const TABLE = 0x2000;
const FRAME = 0x9000;

let p: Processor;

function poke32(address: number, value: number): void {
  p.image.noteWrite(address >> 12);
  p.view.setInt32(RAM_BASE + address, value, true);
}
function poke64(address: number, value: bigint): void {
  p.image.noteWrite(address >> 12);
  p.view.setBigUint64(RAM_BASE + address, value, true);
}
const peek32 = (address: number): number => p.view.getInt32(RAM_BASE + address, true);

function faultOf(action: () => void): { vector: number; code: number } | null {
  try {
    action();
    return null;
  } catch {
    return { vector: p.s[FAULT], code: p.s[FAULT + 2] };
  }
}

/** CPUID that has PSE-36, PAE, 1-GByte pages, PCID, LA57, PKU and PKS as the leaf says. */
function withCpuid(leaf: (leaf: number, subleaf: number) => CpuidResult, physicalAddressBits = 39): void {
  Object.assign(p, { cpuid: { leaf, physicalAddressBits, linearAddressBits: 57 } });
}
const everyFeature = (leaf: number): CpuidResult =>
  leaf === 1 ? [0, 0, -1, -1] : leaf === 7 ? [0, -1, -1, 0] : [0, 0, 0, 0x400_0000];

describe('32-bit paging', () => {
  beforeEach(() => {
    p = coreProcessor(32);
    withCpuid(everyFeature);
    p.s[CR0] = CR0_PAGING;
    p.s[CR3] = DIRECTORY;
    p.s[CR4] = PSE;
    poke32(DIRECTORY + 4 * 0x3ff, TABLE | 7);
    poke32(TABLE + 4 * 5, FRAME | 7);
    pagingChanged(p);
  });
  const LINEAR = 0xffc0_5000 | 0;

  it('translates by two levels and sets accessed and dirty flags', () => {
    poke32(FRAME + 8, 77);
    expect(read32(p, LINEAR + 8, 0)).toBe(77);
    expect([peek32(DIRECTORY + 4 * 0x3ff), peek32(TABLE + 20)]).toEqual([TABLE | 0x27, FRAME | 0x27]);
    write32(p, LINEAR, 0, 1);
    expect([peek32(DIRECTORY + 4 * 0x3ff), peek32(TABLE + 20)]).toEqual([TABLE | 0x27, FRAME | 0x67]);
    expect(peekLinear(p, 0xffc0_5008n)).toBe(77);
  });

  it('maps 4-MByte pages while CR4.PSE is 1; bits 20:13 are address bits 39:32', () => {
    poke32(DIRECTORY, 0x40_0083);
    poke32(0x40_0000 >> 12, 0);
    expect(explainWalk(p, 0x1234n, ACCESS_READ)).toMatchObject({
      mode: '32-bit',
      physical: 0x40_1234,
      pageBytes: 0x40_0000,
      rule: null,
    });
    poke32(DIRECTORY, 0x40_2083);
    expect(explainWalk(p, 0x1234n, ACCESS_READ).physical).toBe(0x1_0040_1234);
    poke32(DIRECTORY, TABLE | 0x83);
    p.s[CR4] = 0;
    expect(explainWalk(p, 0x5000n, ACCESS_READ)).toMatchObject({ physical: FRAME, pageBytes: 0x1000 });
  });

  it('reserves bit 21 of a large PDE, and those beyond MAXPHYADDR', () => {
    for (const [entry, bits, reserved] of [
      [0x60_0083, 39, 0x20_0000n],
      [0x50_0083, 39, 0x10_0000n],
      [0x50_0083, 40, 0n],
      [0x40_2083, 32, 0x2000n],
    ] as const) {
      withCpuid(everyFeature, bits);
      poke32(DIRECTORY, entry);
      const why = explainWalk(p, 0n, ACCESS_READ);
      expect([why.rule, why.errorCode, why.steps[0].reserved]).toEqual(
        reserved === 0n ? [null, null, 0n] : ['reserved-bit', 9, reserved],
      );
    }
  });

  it('invalidates all of a 4-MByte page at once', () => {
    poke32(DIRECTORY, 0x83);
    read32(p, 0x3000, 0);
    read32(p, 0x5000, 0);
    expect(cachedTranslations(p).map((entry) => [entry.linear, entry.pageBytes])).toEqual([
      [0x3000n, 0x40_0000],
      [0x5000n, 0x40_0000],
    ]);
    invalidatePage(p, 0x4567, 0);
    expect(cachedTranslations(p)).toEqual([]);
  });

  it.each([
    ['supervisor page, user read', 3, 7, true, ACCESS_READ, 'user-supervisor', 5],
    ['read-only table, supervisor write', 5, 7, false, ACCESS_WRITE, 'read-write', 3],
    ['read-only page, user write', 7, 5, true, ACCESS_WRITE, 'read-write', 7],
    ['page not present', 7, 6, false, ACCESS_WRITE, 'not-present', 2],
    ['table not present', 6, 7, true, ACCESS_READ, 'not-present', 4],
  ] as const)('refuses: %s', (_, directory, table, user, access, rule, code) => {
    poke32(DIRECTORY + 4 * 0x3ff, TABLE | directory);
    poke32(TABLE + 20, FRAME | table);
    if (user) setCpl(p, 3);
    expect(faultOf(() => (access === ACCESS_WRITE ? write32(p, LINEAR, 0, 1) : read32(p, LINEAR, 0)))).toEqual({
      vector: PF,
      code,
    });
    expect(explainWalk(p, 0xffc0_5000n, access | (user ? ACCESS_USER : 0))).toMatchObject({ rule, errorCode: code });
  });

  it('has no execute-disable: a fetch is not told apart in the error code unless SMEP is on', () => {
    p.s[EFER] = 0x800;
    poke32(TABLE + 20, 0);
    expect(explainWalk(p, 0xffc0_5000n, ACCESS_FETCH).errorCode).toBe(0);
    p.s[CR4] |= 0x10_0000;
    expect(explainWalk(p, 0xffc0_5000n, ACCESS_FETCH).errorCode).toBe(0x10);
  });
});

describe('PAE paging', () => {
  const POINTERS = 0x1020;
  beforeEach(() => {
    p = coreProcessor(32);
    withCpuid(everyFeature);
    p.s[EFER] = 0x800;
    p.s[CR3] = POINTERS;
    p.s[CR4] = PAE;
    // Linear 0xC0205000: PDPTE 3, PDE 1, PTE 5.
    poke64(POINTERS + 24, 0x3001n);
    poke64(0x3000 + 8, 0x4007n);
    poke64(0x4000 + 40, BigInt(FRAME) | 7n);
    p.s[CR0] = 1;
    writeCr0(p, 0x8001_0011n);
  });
  const LINEAR = 0xc020_5000 | 0;

  it('loads the PDPTE registers when paging is turned on, and does not look at memory again', () => {
    expect(p.q[(PDPTE >> 1) + 3]).toBe(0x3001n);
    poke32(FRAME, 5);
    poke64(POINTERS + 24, 0n);
    expect(read32(p, LINEAR, 0)).toBe(5);
    writeCr3(p, BigInt(POINTERS));
    expect(faultOf(() => read32(p, LINEAR, 0))).toEqual({ vector: PF, code: 0 });
  });

  it.each([
    ['bit 1', 2n],
    ['bit 8', 0x100n],
    ['a bit from MAXPHYADDR up', 1n << 39n],
    ['bit 63', 1n << 63n],
  ])('MOV to CR3 refuses a present PDPTE with %s', (_, bit) => {
    poke64(POINTERS + 8, bit);
    expect(faultOf(() => writeCr3(p, BigInt(POINTERS)))).toBeNull();
    poke64(POINTERS + 8, bit | 1n);
    expect(faultOf(() => writeCr3(p, BigInt(POINTERS + 0x1000)))).toBeNull();
    expect(faultOf(() => writeCr3(p, BigInt(POINTERS)))).toEqual({ vector: GP, code: 0 });
    expect(p.s[CR3]).toBe(POINTERS + 0x1000);
    expect(p.q[(PDPTE >> 1) + 3]).toBe(0n);
  });

  it('MOV to CR0 and CR4 load them when they change what the manual lists', () => {
    poke64(POINTERS + 8, 3n);
    expect(faultOf(() => writeCr4(p, BigInt(PAE | 4)))).toBeNull();
    expect(faultOf(() => writeCr4(p, BigInt(PAE | 0x80)))).toEqual({ vector: GP, code: 0 });
    expect(faultOf(() => writeCr0(p, 0x8000_0011n))).toBeNull();
    expect(faultOf(() => writeCr0(p, 0xc000_0011n))).toEqual({ vector: GP, code: 0 });
  });

  it('explains the register and the entries', () => {
    const why = explainWalk(p, 0xc020_5123n, ACCESS_WRITE);
    expect(why).toMatchObject({ mode: 'pae', rule: null, physical: FRAME + 0x123, pageBytes: 0x1000 });
    expect(why.steps.map(({ name, address, leaf, writable }) => [name, address, leaf, writable])).toEqual([
      ['PDPTE', null, false, null],
      ['PDE', 0x3008, false, true],
      ['PTE', 0x4028, true, true],
    ]);
  });

  it('has execute-disable, and reserves bits 62:52', () => {
    poke64(0x4000 + 40, BigInt(FRAME) | 7n | (1n << 63n));
    expect(explainWalk(p, 0xc020_5000n, ACCESS_FETCH)).toMatchObject({ rule: 'execute-disable', errorCode: 0x11 });
    poke64(0x4000 + 40, BigInt(FRAME) | 7n | (1n << 59n));
    expect(explainWalk(p, 0xc020_5000n, ACCESS_READ)).toMatchObject({ rule: 'reserved-bit', errorCode: 9 });
    poke64(0x3008, 0x20_00e7n);
    expect(explainWalk(p, 0xc020_5000n, ACCESS_READ)).toMatchObject({ physical: 0x20_5000, pageBytes: 0x20_0000 });
  });
});

describe('5-level paging', () => {
  const LINEAR = 0x0056_8000_0000_3000n;
  beforeEach(() => {
    p = coreProcessor();
    withCpuid(everyFeature);
    p.s[CR0] = CR0_PAGING;
    p.s[CR3] = 0x1000;
    p.s[CR4] = PAE | LA57;
    p.s[EFER] = 0xd00;
    poke64(0x1000 + 0x56 * 8, 0x2007n);
    poke64(0x2000 + 0x100 * 8, 0x3007n);
    poke64(0x3000, 0x4007n);
    poke64(0x4000, 0x5007n);
    poke64(0x5000 + 24, BigInt(FRAME) | 7n);
    pagingChanged(p);
  });

  it('reads five entries', () => {
    const why = explainWalk(p, LINEAR + 4n, ACCESS_READ);
    expect(why).toMatchObject({ mode: '5-level', physical: FRAME + 4, pageBytes: 0x1000, rule: null });
    expect(why.steps.map(({ name }) => name)).toEqual(['PML5E', 'PML4E', 'PDPTE', 'PDE', 'PTE']);
    poke32(FRAME, 9);
    expect(read32(p, 0x3000, Number(LINEAR >> 32n))).toBe(9);
    expect(peek32(0x1000 + 0x56 * 8) & 0x20).toBe(0x20);
  });

  it('makes 57 bits canonical', () => {
    expect([0x0056_8000, 0x00ff_ffff, 0x0100_0000, 0xff00_0000 | 0].map((high) => isCanonical(p, high))).toEqual([
      true,
      true,
      false,
      true,
    ]);
    p.s[CR4] = PAE;
    expect(isCanonical(p, 0x0056_8000)).toBe(false);
    expect(explainWalk(p, LINEAR, ACCESS_READ).rule).toBe('non-canonical');
  });

  it('cannot be entered or left in IA-32e mode', () => {
    expect(faultOf(() => writeCr4(p, BigInt(PAE)))).toEqual({ vector: GP, code: 0 });
    p.s[CR4] = PAE;
    expect(faultOf(() => writeCr4(p, BigInt(PAE | LA57)))).toEqual({ vector: GP, code: 0 });
  });
});
