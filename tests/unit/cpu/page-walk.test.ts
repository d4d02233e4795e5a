import { beforeEach, describe, expect, it } from 'vitest';
import { GP, PF } from '../../../src/cpu/interrupts/fault';
import { ACCESS_FETCH, ACCESS_READ, ACCESS_USER, ACCESS_WRITE } from '../../../src/cpu/mmu/access';
import { explainWalk, peekLinear } from '../../../src/cpu/mmu/explain-walk';
import { read32, read64, systemRead32, write32, write64 } from '../../../src/cpu/mmu/memory';
import { flushTlb, invalidatePage, pagingChanged } from '../../../src/cpu/mmu/tlb';
import type { Processor } from '../../../src/cpu/processor';
import { setRflags } from '../../../src/cpu/registers/flags';
import { setCpl } from '../../../src/cpu/registers/privilege';
import {
  CR0,
  CR3,
  CR4,
  EFER,
  FAULT,
  FAULT_ADDRESS,
  HIGH,
  SECOND_LEVEL_FIRST_WORD,
  TLB_FIRST_WORD,
} from '../../../src/cpu/state/processor-layout';
import { RAM_BASE } from '../../../src/cpu/state/state-image';
import { coreProcessor } from '../../support/core-processor';

const PRESENT = 1n,
  WRITABLE = 2n,
  USER = 4n,
  ACCESSED = 0x20n,
  DIRTY = 0x40n,
  LARGE = 0x80n,
  GLOBAL = 0x100n;
const XD = 1n << 63n;
const RWU = PRESENT | WRITABLE | USER;
const PML4 = 0x1000,
  PDPT = 0x2000,
  PD = 0x3000,
  PT = 0x4000;
/** Linear page under test and the physical page behind it. */
const PAGE = 0x40_0000_3000n;
const FRAME = 0x9000;

let p: Processor;
const LOW = Number(PAGE & 0xffff_ffffn);
const HIGH_HALF = Number(PAGE >> 32n);

function poke(address: number, value: bigint): void {
  p.image.noteWrite(address >> 12);
  p.view.setBigUint64(RAM_BASE + address, value, true);
}
const peek = (address: number): bigint => p.view.getBigUint64(RAM_BASE + address, true);
const pte = (flags: bigint, frame = FRAME): void => poke(PT + 3 * 8, BigInt(frame) | flags);

beforeEach(() => {
  p = coreProcessor();
  p.s[CR0] = 0x8001_0001;
  p.s[CR3] = PML4;
  p.s[CR4] = 0xa0;
  p.s[EFER] = 0xd00;
  poke(PML4 + 0, BigInt(PDPT) | RWU);
  // Linear 0x4000003000: PML4 entry 0, PDPT entry 256, PD entry 0, PT entry 3.
  poke(PDPT + 256 * 8, BigInt(PD) | RWU);
  poke(PD, BigInt(PT) | RWU);
  pte(RWU);
  pagingChanged(p);
});

/** Vector and error code of the fault that an access raises, or null. */
function faultOf(access: () => void): { vector: number; code: number } | null {
  try {
    access();
    return null;
  } catch {
    return { vector: p.s[FAULT], code: p.s[FAULT + 2] };
  }
}

describe('4-level paging', () => {
  it('translates, sets accessed flags on a read and the dirty flag on the first write', () => {
    poke(FRAME + 8, 0x1122_3344_5566_7788n);
    expect(read64(p, LOW + 8, HIGH_HALF)).toBe(0x5566_7788);
    expect(p.s[HIGH]).toBe(0x1122_3344);
    for (const entry of [PML4, PDPT + 256 * 8, PD, PT + 24]) expect(peek(entry) & ACCESSED).toBe(ACCESSED);
    expect(peek(PT + 24) & DIRTY).toBe(0n);
    write32(p, LOW, HIGH_HALF, 5);
    expect(peek(PT + 24) & DIRTY).toBe(DIRTY);
    expect(peek(PD) & DIRTY).toBe(0n);
    expect(peek(FRAME) & 0xffff_ffffn).toBe(5n);
  });

  it.each([
    ['not present', 0n, false, false, 'not-present', 0],
    ['not present, user write', 0n, true, true, 'not-present', 6],
    ['read-only page, supervisor write with WP', PRESENT | USER, false, true, 'read-write', 3],
    ['read-only page, user write', PRESENT | USER, true, true, 'read-write', 7],
    ['supervisor page, user read', PRESENT | WRITABLE, true, false, 'user-supervisor', 5],
    ['reserved bit', RWU | (1n << 45n), false, false, 'reserved-bit', 9],
  ] as const)('refuses: %s', (_, flags, user, write, rule, code) => {
    pte(flags);
    if (user) setCpl(p, 3);
    const fault = faultOf(() => (write ? write32(p, LOW, HIGH_HALF, 1) : read32(p, LOW, HIGH_HALF)));
    expect(fault).toEqual({ vector: PF, code });
    expect([p.s[FAULT_ADDRESS], p.s[FAULT_ADDRESS + 1]]).toEqual([LOW, HIGH_HALF]);
    const why = explainWalk(p, PAGE, (write ? ACCESS_WRITE : 0) | (user ? ACCESS_USER : 0));
    expect(why).toMatchObject({ rule, errorCode: code, physical: null });
    expect(why.steps.map(({ name }) => name)).toEqual(['PML4E', 'PDPTE', 'PDE', 'PTE']);
  });

  it('lets a supervisor write a read-only page while CR0.WP is 0', () => {
    pte(PRESENT | USER);
    p.s[CR0] &= ~0x1_0000;
    pagingChanged(p);
    expect(faultOf(() => write32(p, LOW, HIGH_HALF, 1))).toBeNull();
  });

  it('refuses fetches by XD and SMEP, and data by SMAP unless RFLAGS.AC is set', () => {
    pte(RWU | XD);
    expect(explainWalk(p, PAGE, ACCESS_FETCH)).toMatchObject({ rule: 'execute-disable', errorCode: 0x11 });
    pte(RWU);
    p.s[CR4] |= 0x30_0000;
    pagingChanged(p);
    expect(explainWalk(p, PAGE, ACCESS_FETCH)).toMatchObject({ rule: 'smep', errorCode: 0x11 });
    expect(faultOf(() => read32(p, LOW, HIGH_HALF))).toEqual({ vector: PF, code: 1 });
    setRflags(p, 0x4_0002);
    expect(faultOf(() => read32(p, LOW, HIGH_HALF))).toBeNull();
    expect(faultOf(() => systemRead32(p, LOW, HIGH_HALF))).toEqual({ vector: PF, code: 1 });
    setRflags(p, 2);
    expect(faultOf(() => read32(p, LOW, HIGH_HALF))).toEqual({ vector: PF, code: 1 });
  });

  it('reserves XD while IA32_EFER.NXE is 0', () => {
    pte(RWU | XD);
    p.s[EFER] &= ~0x800;
    pagingChanged(p);
    expect(faultOf(() => read32(p, LOW, HIGH_HALF))).toEqual({ vector: PF, code: 9 });
  });

  it('maps 2-MiB and 1-GiB pages and checks their reserved bits', () => {
    poke(PD, RWU | LARGE);
    pagingChanged(p);
    expect(explainWalk(p, PAGE, ACCESS_READ)).toMatchObject({ physical: 0x3000, pageBytes: 0x20_0000 });
    poke(PD, RWU | LARGE | 0x2000n);
    expect(explainWalk(p, PAGE, ACCESS_READ).rule).toBe('reserved-bit');
    poke(PDPT + 256 * 8, RWU | LARGE);
    expect(explainWalk(p, PAGE, ACCESS_READ)).toMatchObject({ physical: 0x3000, pageBytes: 0x4000_0000 });
    poke(PML4, BigInt(PDPT) | RWU | LARGE);
    expect(explainWalk(p, PAGE, ACCESS_READ).rule).toBe('reserved-bit');
  });

  it('explains and peeks without a trace', () => {
    const before = p.image.u8.slice(RAM_BASE, RAM_BASE + 0x10000);
    explainWalk(p, PAGE, ACCESS_WRITE);
    peekLinear(p, PAGE);
    expect(p.image.u8.slice(RAM_BASE, RAM_BASE + 0x10000)).toEqual(before);
    expect(p.s.slice(TLB_FIRST_WORD, SECOND_LEVEL_FIRST_WORD).every((word) => word === 0)).toBe(true);
    poke(FRAME, 0xabn);
    expect(peekLinear(p, PAGE)).toBe(0xab);
    expect(peekLinear(p, 0x10n)).toBeNull();
    expect(peekLinear(p, 1n << 60n)).toBeNull();
    expect(explainWalk(p, 1n << 60n, ACCESS_READ).rule).toBe('non-canonical');
  });
});

describe('the TLB', () => {
  it('keeps a stale translation until it is invalidated', () => {
    poke(FRAME, 1n);
    poke(0xa000, 2n);
    expect(read32(p, LOW, HIGH_HALF)).toBe(1);
    pte(RWU, 0xa000);
    expect(read32(p, LOW, HIGH_HALF)).toBe(1);
    invalidatePage(p, LOW, HIGH_HALF);
    expect(read32(p, LOW, HIGH_HALF)).toBe(2);
  });

  it('keeps global translations over a flush that spares them', () => {
    pte(RWU | GLOBAL);
    poke(FRAME, 1n);
    poke(0xa000, 2n);
    expect(read32(p, LOW, HIGH_HALF)).toBe(1);
    pte(RWU | GLOBAL, 0xa000);
    flushTlb(p, true);
    expect(read32(p, LOW, HIGH_HALF)).toBe(1);
    flushTlb(p, false);
    expect(read32(p, LOW, HIGH_HALF)).toBe(2);
  });

  it('invalidates all fragments of a large page at once', () => {
    poke(PD, RWU | LARGE);
    pagingChanged(p);
    poke(0x5000, 7n);
    expect(read32(p, 0x5000, HIGH_HALF)).toBe(7);
    expect(read32(p, LOW, HIGH_HALF)).toBe(Number(peek(0x3000) & 0x7fff_ffffn));
    poke(PD, 0n);
    expect(read32(p, 0x5000, HIGH_HALF)).toBe(7);
    invalidatePage(p, LOW, HIGH_HALF);
    expect(faultOf(() => read32(p, 0x5000, HIGH_HALF))).toEqual({ vector: PF, code: 0 });
  });

  it('sees more rights at once, for a refusal by a cached translation is walked again', () => {
    pte(PRESENT | USER);
    read32(p, LOW, HIGH_HALF);
    pte(RWU);
    expect(faultOf(() => write32(p, LOW, HIGH_HALF, 1))).toBeNull();
  });

  it('drops fast accesses when the privilege level changes', () => {
    pte(PRESENT | WRITABLE);
    read32(p, LOW, HIGH_HALF);
    setCpl(p, 3);
    expect(faultOf(() => read32(p, LOW, HIGH_HALF))).toEqual({ vector: PF, code: 5 });
  });
});

describe('accesses that cross a page', () => {
  it('read and write both pages', () => {
    poke(PT + 4 * 8, 0xc000n | RWU);
    write64(p, LOW + 0xffc, HIGH_HALF, 0x1111_1111, 0x2222_2222);
    expect(peek(FRAME + 0xff8) >> 32n).toBe(0x1111_1111n);
    expect(peek(0xc000) & 0xffff_ffffn).toBe(0x2222_2222n);
    expect(read64(p, LOW + 0xffc, HIGH_HALF)).toBe(0x1111_1111);
    expect(p.s[HIGH]).toBe(0x2222_2222);
  });

  it('write nothing when the second page refuses, and report its address', () => {
    write32(p, LOW + 0xff8, HIGH_HALF, 0);
    expect(faultOf(() => write32(p, LOW + 0xffe, HIGH_HALF, -1))).toEqual({ vector: PF, code: 2 });
    expect(p.s[FAULT_ADDRESS]).toBe(LOW + 0x1000);
    expect(peek(FRAME + 0xff8)).toBe(0n);
  });

  it('raise #GP for addresses that are not canonical', () => {
    expect(faultOf(() => read32(p, 0, 0x8000))).toEqual({ vector: GP, code: 0 });
  });
});
