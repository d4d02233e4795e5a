import type { Instruction, Operation } from '../../decode/instruction';
import { GP, raiseWithCode } from '../../interrupts/fault';
import { requireMmx, requireSse } from '../../interrupts/unit-checks';
import { modify8, read32, write8, write32 } from '../../mmu/memory';
import type { Processor } from '../../processor';
import { enterMmx, MXCSR_MASK } from '../../registers/x87-state';
import { ADDRESS, MXCSR } from '../../state/processor-layout';
import { effectiveAddress, getGpr16, readRm16, setGpr32 } from '../operands';
import { Lanes } from './lanes';
import { loadMmx, loadXmm, storeMmx, storeXmm } from './vector-registers';

/** Single elements, sign masks, masked stores, MXCSR. SDM Vol. 2: each instruction's entry. */

const lanes = new Lanes();
const mask = new Lanes();
const RDI = 7;

function signs(view: { readonly [k: number]: number }, count: number): number {
  let bits = 0;
  for (let k = 0; k < count; k++) if (view[k] < 0) bits |= 1 << k;
  return bits;
}

/** The word that PINSRW puts in: of a register, or of memory. */
function wordOperand(p: Processor, i: Instruction): number {
  return i.memory ? readRm16(p, i) : getGpr16(p, i.rm);
}

/** MASKMOVQ and MASKMOVDQU: bytes whose mask has the top bit set go to DS:rDI; all of them are writable, or none is written. */
function storeMasked(p: Processor, i: Instruction, bytes: number): void {
  i.base = RDI;
  i.writesMemory = true;
  effectiveAddress(p, i);
  const low = p.s[ADDRESS];
  const high = p.s[ADDRESS + 1];
  for (const write of [false, true]) {
    for (let k = 0; k < bytes; k++) {
      if (mask.i8[k] >= 0) continue;
      const carry = (low + k) >>> 0 < low >>> 0 && i.addressSize === 8 ? 1 : 0;
      if (write) write8(p, (low + k) | 0, (high + carry) | 0, lanes.u8[k]);
      else modify8(p, (low + k) | 0, (high + carry) | 0);
    }
  }
}

export const VECTOR_ELEMENTS: readonly [string, Operation][] = [
  [
    'pmovmskb.GE8',
    (p, i) => {
      requireMmx(p);
      loadMmx(p, i.rm, lanes);
      enterMmx(p);
      setGpr32(p, i.reg, signs(lanes.i8, 8));
    },
  ],
  [
    'pmovmskb.GE16',
    (p, i) => {
      requireSse(p);
      loadXmm(p, i.rm, lanes);
      setGpr32(p, i.reg, signs(lanes.i8, 16));
    },
  ],
  [
    'movmskps',
    (p, i) => {
      requireSse(p);
      loadXmm(p, i.rm, lanes);
      setGpr32(p, i.reg, signs(lanes.words, 4));
    },
  ],
  [
    'movmskpd',
    (p, i) => {
      requireSse(p);
      loadXmm(p, i.rm, lanes);
      setGpr32(p, i.reg, (lanes.words[1] >>> 31) | ((lanes.words[3] >>> 31) << 1));
    },
  ],
  [
    'pinsrw_mmx',
    (p, i) => {
      requireMmx(p);
      const word = wordOperand(p, i);
      loadMmx(p, i.reg, lanes);
      lanes.u16[i.immediateLow & 3] = word;
      storeMmx(p, i.reg, lanes.words[0], lanes.words[1]);
    },
  ],
  [
    'pinsrw_xmm',
    (p, i) => {
      requireSse(p);
      const word = wordOperand(p, i);
      loadXmm(p, i.reg, lanes);
      lanes.u16[i.immediateLow & 7] = word;
      storeXmm(p, i.reg, lanes);
    },
  ],
  [
    'pextrw.GEI8',
    (p, i) => {
      requireMmx(p);
      loadMmx(p, i.rm, lanes);
      enterMmx(p);
      setGpr32(p, i.reg, lanes.u16[i.immediateLow & 3]);
    },
  ],
  [
    'pextrw.GEI16',
    (p, i) => {
      requireSse(p);
      loadXmm(p, i.rm, lanes);
      setGpr32(p, i.reg, lanes.u16[i.immediateLow & 7]);
    },
  ],
  [
    'maskmov.GE8',
    (p, i) => {
      requireMmx(p);
      loadMmx(p, i.reg, lanes);
      loadMmx(p, i.rm, mask);
      storeMasked(p, i, 8);
      enterMmx(p);
    },
  ],
  [
    'maskmov.GE16',
    (p, i) => {
      requireSse(p);
      loadXmm(p, i.reg, lanes);
      loadXmm(p, i.rm, mask);
      storeMasked(p, i, 16);
    },
  ],
  [
    'ldmxcsr',
    (p, i) => {
      requireSse(p);
      effectiveAddress(p, i);
      const value = read32(p, p.s[ADDRESS], p.s[ADDRESS + 1]);
      if ((value & ~MXCSR_MASK) !== 0) raiseWithCode(p, GP, 0);
      p.s[MXCSR] = value;
    },
  ],
  [
    'stmxcsr',
    (p, i) => {
      requireSse(p);
      effectiveAddress(p, i);
      write32(p, p.s[ADDRESS], p.s[ADDRESS + 1], p.s[MXCSR]);
    },
  ],
];
