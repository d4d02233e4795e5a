import { describe, expect, it } from 'vitest';
import { PF } from '../../src/cpu/interrupts/fault';
import { ACCESS_FETCH, ACCESS_USER, ACCESS_WRITE } from '../../src/cpu/mmu/access';
import { explainWalk } from '../../src/cpu/mmu/explain-walk';
import { translate } from '../../src/cpu/mmu/linear';
import { modify8, read8 } from '../../src/cpu/mmu/memory';
import { invalidatePage, invalidatePageOfPcid, pagingChanged } from '../../src/cpu/mmu/tlb';
import type { CpuidResult } from '../../src/cpu/ports';
import type { Processor } from '../../src/cpu/processor';
import { loadCr0, loadCr3, loadCr4, loadEfer, writeCr3 } from '../../src/cpu/registers/control-registers';
import { setRflags } from '../../src/cpu/registers/flags';
import { setCpl } from '../../src/cpu/registers/privilege';
import { writePkrs, writePkru } from '../../src/cpu/registers/protection-key-rights';
import { CPL, CR0, CR3, CR4, EFER, FAULT, PDPTE, PKRS, PKRU, RFLAGS } from '../../src/cpu/state/processor-layout';
import { RAM_BASE } from '../../src/cpu/state/state-image';
import { coreProcessor } from '../support/core-processor';
import { type PagingState, type ReferenceAccess, type ReferenceResult, referenceWalk } from '../support/reference-walk';
import { Dice } from './random-work';

const RAM = 0x10_0000;
/** Pages that are tables and frames alike: any linear address leads somewhere among them. */
const TABLES = 12;
const WIDTH = 39;
type Mode = PagingState['mode'];

const CR0_BASE = 0x8000_0011n;
const WP = 0x1_0000n;
const PSE = 0x10n;
const PAE = 0x20n;
const LA57 = 0x1000n;
const PCIDE = 0x2_0000n;
const SMEP = 0x10_0000n;
const SMAP = 0x20_0000n;
const PKE = 0x40_0000n;
const PKS = 0x100_0000n;
const AC = 0x4_0000;

function processorWithTables(dice: Dice, mode: Mode): Processor {
  const p = coreProcessor(mode === '32-bit' || mode === 'pae' ? 32 : 64, RAM);
  const leaf = (n: number): CpuidResult => (n === 1 ? [0, 0, -1, -1] : [0, -1, -1, 0x400_0000]);
  Object.assign(p, { cpuid: { leaf, physicalAddressBits: WIDTH, linearAddressBits: 57 } });
  for (let page = 1; page <= TABLES; page++) {
    p.image.noteWrite(page);
    for (let offset = 0; offset < 0x1000; offset += mode === '32-bit' ? 4 : 8) {
      const at = RAM_BASE + page * 0x1000 + offset;
      if (mode === '32-bit') p.view.setUint32(at, Number(entry(dice, mode) & 0xffff_ffffn), true);
      else p.view.setBigUint64(at, entry(dice, mode), true);
    }
  }
  const legacy = mode === '32-bit' || mode === 'pae';
  loadEfer(p, (legacy ? 0n : 0x500n) | (dice.chance(70) ? 0x800n : 0n));
  if (mode === 'pae')
    for (let n = 0; n < 4; n++) p.q[(PDPTE >> 1) + n] = BigInt((1 + dice.roll(TABLES)) << 12) | (n === 3 ? 0n : 1n);
  setControls(p, dice, mode);
  loadCr3(p, BigInt((1 + dice.roll(TABLES)) << 12));
  pagingChanged(p);
  return p;
}

/** An entry that is present, open and well-formed more often than not. */
function entry(dice: Dice, mode: Mode): bigint {
  let value = BigInt((1 + dice.roll(TABLES)) << 12);
  if (dice.chance(92)) value |= 1n;
  if (dice.chance(80)) value |= 2n;
  if (dice.chance(80)) value |= 4n;
  if (dice.chance(25)) value = (value & 0xfffn) | 0x80n | (dice.chance(80) ? 0n : 0x20_2000n);
  if (dice.chance(20)) value |= 0x100n;
  if (mode === '32-bit') return value;
  if (dice.chance(10)) value |= 1n << 63n;
  if (dice.chance(3)) value |= 1n << BigInt(WIDTH + dice.roll(20));
  return value | (mode === 'pae' ? 0n : BigInt(dice.roll(16)) << 59n);
}

function setControls(p: Processor, dice: Dice, mode: Mode): void {
  const long = mode === '4-level' || mode === '5-level';
  const maybe = (mask: bigint): bigint => (dice.chance(50) ? mask : 0n);
  const keep = p.q[CR4 >> 1] & (PCIDE | 0x80n);
  loadCr0(p, CR0_BASE | maybe(WP));
  const always = mode === '32-bit' ? 0n : PAE | (mode === '5-level' ? LA57 : 0n);
  loadCr4(p, always | maybe(PSE) | maybe(SMEP) | maybe(SMAP) | (long ? keep | maybe(PKE) | maybe(PKS) : 0n));
}

function stateOf(p: Processor, mode: Mode): PagingState {
  const cr4 = p.q[CR4 >> 1] as bigint;
  return {
    mode,
    cr3: p.q[CR3 >> 1] as bigint,
    pdptes: [0, 1, 2, 3].map((n) => p.q[(PDPTE >> 1) + n] as bigint),
    physicalAddressBits: WIDTH,
    pse: (cr4 & PSE) !== 0n,
    nxe: (p.s[EFER] & 0x800) !== 0,
    wp: ((p.q[CR0 >> 1] as bigint) & WP) !== 0n,
    smep: (cr4 & SMEP) !== 0n,
    smap: (cr4 & SMAP) !== 0n,
    ac: (p.s[RFLAGS] & AC) !== 0,
    pke: (cr4 & PKE) !== 0n,
    pks: (cr4 & PKS) !== 0n,
    pkru: p.s[PKRU],
    pkrs: p.s[PKRS],
    read: (address, bytes) => {
      if (address + BigInt(bytes) > BigInt(RAM)) return 0n;
      const at = RAM_BASE + Number(address);
      return bytes === 8 ? p.view.getBigUint64(at, true) : BigInt(p.view.getUint32(at, true));
    },
  };
}

/** A few addresses, so that they meet in the TLB again; canonical in the mode. */
function addresses(dice: Dice, mode: Mode): bigint[] {
  const bits = mode === '5-level' ? 57 : mode === '4-level' ? 48 : 32;
  return Array.from({ length: 24 }, () => {
    const raw = (BigInt(dice.roll(2 ** 31)) << 31n) ^ BigInt(dice.roll(2 ** 31)) ^ (BigInt(dice.roll(2 ** 31)) << 12n);
    return bits === 32 ? BigInt.asUintN(32, raw) : BigInt.asUintN(64, BigInt.asIntN(bits, raw));
  });
}

const resultOf = (p: Processor, action: () => number): ReferenceResult => {
  try {
    return { physical: BigInt(action()) };
  } catch {
    expect(p.s[FAULT]).toBe(PF);
    return { error: p.s[FAULT + 2] };
  }
};

/** The byte that the processor reads must be the one at the reference's address. */
function expectByte(p: Processor, expected: ReferenceResult, read: () => number): void {
  const result = resultOf(p, read);
  if ('error' in expected) expect(result).toEqual(expected);
  else {
    const inRam = expected.physical < BigInt(RAM);
    const byte = inRam ? p.view.getUint8(RAM_BASE + Number(expected.physical)) : 0;
    expect(result).toEqual({ physical: BigInt(byte) });
  }
}

/** One thing that may happen between two accesses; none of them changes what the tables say. */
function disturb(p: Processor, dice: Dice, mode: Mode, linear: bigint): void {
  const long = mode === '4-level' || mode === '5-level';
  const low = Number(BigInt.asIntN(32, linear));
  const high = Number(BigInt.asIntN(32, linear >> 32n));
  const kind = dice.roll(8);
  if (kind === 0) setCpl(p, p.s[CPL] === 3 ? 0 : 3);
  else if (kind === 1) setControls(p, dice, mode);
  else if (kind === 2) setRflags(p, 2 | (dice.chance(50) ? AC : 0));
  else if (kind === 3) writePkru(p, dice.roll(2 ** 31) << 1);
  else if (kind === 4) writePkrs(p, dice.roll(2 ** 31) << 1);
  else if (kind === 5) invalidatePage(p, low, high);
  else if (kind === 6) invalidatePageOfPcid(p, low, high, dice.roll(3));
  else if (long && (p.q[CR4 >> 1] & PCIDE) !== 0n) {
    const table = (p.q[CR3 >> 1] as bigint) & ~0xfffn;
    writeCr3(p, table | BigInt(dice.roll(3)) | (dice.chance(60) ? 1n << 63n : 0n));
  } else if (long) loadCr4(p, (p.q[CR4 >> 1] as bigint) | PCIDE | 0x80n);
}

describe.each(['32-bit', 'pae', '4-level', '5-level'] as const)('%s paging', (mode) => {
  it('translates random tables as the manual says, from memory, from the TLB and by fast tags', () => {
    let mapped = 0;
    let refused = 0;
    for (let seed = 1; seed <= 12; seed++) {
      const dice = new Dice(seed * 7919);
      const p = processorWithTables(dice, mode);
      const pool = addresses(dice, mode);
      for (let step = 0; step < 600; step++) {
        const linear = dice.pick(pool);
        const low = Number(BigInt.asIntN(32, linear));
        const high = Number(BigInt.asIntN(32, linear >> 32n));
        const access: ReferenceAccess = { user: p.s[CPL] === 3, ...dice.pick(KINDS) };
        const expected = referenceWalk(stateOf(p, mode), linear, access);
        const bits =
          (access.user ? ACCESS_USER : 0) | (access.write ? ACCESS_WRITE : 0) | (access.fetch ? ACCESS_FETCH : 0);
        const why = explainWalk(p, linear, bits);
        expect(why.physical === null ? { error: why.errorCode } : { physical: BigInt(why.physical) }).toEqual(expected);
        if (access.fetch || dice.chance(30)) expect(resultOf(p, () => translate(p, low, high, bits))).toEqual(expected);
        else expectByte(p, expected, () => (access.write ? modify8(p, low, high) : read8(p, low, high)));
        if ('error' in expected) refused += 1;
        else mapped += 1;
        if (dice.chance(25)) disturb(p, dice, mode, linear);
      }
    }
    expect(mapped).toBeGreaterThan(500);
    expect(refused).toBeGreaterThan(500);
  });
});

const KINDS = [
  { write: false, fetch: false },
  { write: true, fetch: false },
  { write: false, fetch: true },
] as const;
