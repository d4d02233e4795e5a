import type { Instruction, Operation } from '../../decode/instruction';
import { requireMmx, requireSse } from '../../interrupts/unit-checks';
import { read32, write32, write64 } from '../../mmu/memory';
import type { Processor } from '../../processor';
import { enterMmx } from '../../registers/x87-state';
import { ADDRESS, HIGH, X87, XMM } from '../../state/processor-layout';
import { largeOperandAddress } from '../large-operand';
import { effectiveAddress, readRm32, readRm64, storeRm32, storeRm64 } from '../operands';
import { Lanes } from './lanes';
import {
  alignedAddress,
  loadMmxOrMemory,
  loadXmm,
  loadXmmOrMemory,
  readQuad,
  readVector,
  storeMmx,
  storeXmm,
  writeVector,
} from './vector-registers';

/** Moves of vectors and of their parts. SDM Vol. 1: "SSE Data Movement Instructions", "SSE2 Data Movement Instructions". */

const lanes = new Lanes();

const xmm = (n: number): number => XMM + n * 4;

function loadAligned(p: Processor, i: Instruction): void {
  requireSse(p);
  loadXmmOrMemory(p, i, lanes);
  storeXmm(p, i.reg, lanes);
}

function storeAligned(p: Processor, i: Instruction): void {
  requireSse(p);
  loadXmm(p, i.reg, lanes);
  if (!i.memory) {
    storeXmm(p, i.rm, lanes);
    return;
  }
  alignedAddress(p, i);
  writeVector(p, lanes);
}

function loadUnaligned(p: Processor, i: Instruction): void {
  requireSse(p);
  if (i.memory) {
    largeOperandAddress(p, i, 16);
    readVector(p, lanes);
  } else loadXmm(p, i.rm, lanes);
  storeXmm(p, i.reg, lanes);
}

function storeUnaligned(p: Processor, i: Instruction): void {
  requireSse(p);
  loadXmm(p, i.reg, lanes);
  if (!i.memory) {
    storeXmm(p, i.rm, lanes);
    return;
  }
  largeOperandAddress(p, i, 16);
  writeVector(p, lanes);
}

function setQuad(p: Processor, n: number, quad: 0 | 1, low: number, high: number): void {
  p.s[xmm(n) + quad * 2] = low;
  p.s[xmm(n) + quad * 2 + 1] = high;
}

/** Replaces a register by 32 or 64 bits; the rest becomes zero. */
function setExtended(p: Processor, n: number, low: number, high: number): void {
  setQuad(p, n, 0, low, high);
  setQuad(p, n, 1, 0, 0);
}

function writeQuad(p: Processor, i: Instruction, quad: 0 | 1): void {
  const { s } = p;
  effectiveAddress(p, i);
  const from = xmm(i.reg) + quad * 2;
  write64(p, s[ADDRESS], s[ADDRESS + 1], s[from], s[from + 1]);
}

/** MOVHLPS and MOVLHPS between registers; MOVLPS, MOVLPD, MOVHPS, MOVHPD from memory. */
function moveIntoHalf(to: 0 | 1): Operation {
  return (p, i) => {
    requireSse(p);
    if (i.memory) {
      readQuad(p, i, lanes);
      setQuad(p, i.reg, to, lanes.words[0], lanes.words[1]);
    } else {
      const from = xmm(i.rm) + (1 - to) * 2;
      setQuad(p, i.reg, to, p.s[from], p.s[from + 1]);
    }
  };
}

function storeHalf(quad: 0 | 1): Operation {
  return (p, i) => {
    requireSse(p);
    writeQuad(p, i, quad);
  };
}

const MOVES_OF_SCALARS: readonly [string, Operation][] = [
  [
    'movss.GE4',
    (p, i) => {
      requireSse(p);
      if (!i.memory) {
        p.s[xmm(i.reg)] = p.s[xmm(i.rm)];
        return;
      }
      effectiveAddress(p, i);
      setExtended(p, i.reg, read32(p, p.s[ADDRESS], p.s[ADDRESS + 1]), 0);
    },
  ],
  [
    'movss.EG4',
    (p, i) => {
      requireSse(p);
      if (!i.memory) {
        p.s[xmm(i.rm)] = p.s[xmm(i.reg)];
        return;
      }
      effectiveAddress(p, i);
      write32(p, p.s[ADDRESS], p.s[ADDRESS + 1], p.s[xmm(i.reg)]);
    },
  ],
  [
    'movsd.GE8',
    (p, i) => {
      requireSse(p);
      if (i.memory) {
        readQuad(p, i, lanes);
        setExtended(p, i.reg, lanes.words[0], lanes.words[1]);
      } else setQuad(p, i.reg, 0, p.s[xmm(i.rm)], p.s[xmm(i.rm) + 1]);
    },
  ],
  [
    'movsd.EG8',
    (p, i) => {
      requireSse(p);
      if (i.memory) writeQuad(p, i, 0);
      else setQuad(p, i.rm, 0, p.s[xmm(i.reg)], p.s[xmm(i.reg) + 1]);
    },
  ],
  [
    'movq_xmm.GE8',
    (p, i) => {
      requireSse(p);
      if (i.memory) {
        readQuad(p, i, lanes);
        setExtended(p, i.reg, lanes.words[0], lanes.words[1]);
      } else setExtended(p, i.reg, p.s[xmm(i.rm)], p.s[xmm(i.rm) + 1]);
    },
  ],
  [
    'movq_xmm.EG8',
    (p, i) => {
      requireSse(p);
      if (i.memory) writeQuad(p, i, 0);
      else setExtended(p, i.rm, p.s[xmm(i.reg)], p.s[xmm(i.reg) + 1]);
    },
  ],
  ['move_low_half.GE8', moveIntoHalf(0)],
  ['move_high_half.GE8', moveIntoHalf(1)],
  ['move_low_half.EG8', storeHalf(0)],
  ['move_high_half.EG8', storeHalf(1)],
];

/** MOVD and MOVQ between general registers or memory and vector registers. */
const MOVES_OF_GENERAL_REGISTERS: readonly [string, Operation][] = [
  [
    'movd_xmm.GE',
    (p, i) => {
      requireSse(p);
      const low = i.operandSize === 8 ? readRm64(p, i) : readRm32(p, i);
      setExtended(p, i.reg, low, i.operandSize === 8 ? p.s[HIGH] : 0);
    },
  ],
  [
    'movd_xmm.EG',
    (p, i) => {
      requireSse(p);
      if (i.memory) effectiveAddress(p, i);
      const at = xmm(i.reg);
      if (i.operandSize === 8) storeRm64(p, i, p.s[at], p.s[at + 1]);
      else storeRm32(p, i, p.s[at]);
    },
  ],
  [
    'movd_mmx.GE',
    (p, i) => {
      requireMmx(p);
      const low = i.operandSize === 8 ? readRm64(p, i) : readRm32(p, i);
      storeMmx(p, i.reg, low, i.operandSize === 8 ? p.s[HIGH] : 0);
    },
  ],
  [
    'movd_mmx.EG',
    (p, i) => {
      requireMmx(p);
      if (i.memory) effectiveAddress(p, i);
      const at = X87 + (i.reg & 7) * 4;
      if (i.operandSize === 8) storeRm64(p, i, p.s[at], p.s[at + 1]);
      else storeRm32(p, i, p.s[at]);
      enterMmx(p);
    },
  ],
];

const MOVES_OF_MMX: readonly [string, Operation][] = [
  [
    'movq_mmx.GE8',
    (p, i) => {
      requireMmx(p);
      loadMmxOrMemory(p, i, lanes);
      storeMmx(p, i.reg, lanes.words[0], lanes.words[1]);
    },
  ],
  [
    'movq_mmx.EG8',
    (p, i) => {
      requireMmx(p);
      const at = X87 + (i.reg & 7) * 4;
      if (!i.memory) {
        storeMmx(p, i.rm, p.s[at], p.s[at + 1]);
        return;
      }
      effectiveAddress(p, i);
      write64(p, p.s[ADDRESS], p.s[ADDRESS + 1], p.s[at], p.s[at + 1]);
      enterMmx(p);
    },
  ],
  [
    'movq2dq',
    (p, i) => {
      requireSse(p);
      requireMmx(p);
      const at = X87 + (i.rm & 7) * 4;
      setExtended(p, i.reg, p.s[at], p.s[at + 1]);
      enterMmx(p);
    },
  ],
  [
    'movdq2q',
    (p, i) => {
      requireSse(p);
      requireMmx(p);
      storeMmx(p, i.reg, p.s[xmm(i.rm)], p.s[xmm(i.rm) + 1]);
    },
  ],
];

export const VECTOR_MOVES: readonly [string, Operation][] = [
  ['move_aligned.GE16', loadAligned],
  ['move_aligned.EG16', storeAligned],
  ['move_unaligned.GE16', loadUnaligned],
  ['move_unaligned.EG16', storeUnaligned],
  ...MOVES_OF_SCALARS,
  ...MOVES_OF_GENERAL_REGISTERS,
  ...MOVES_OF_MMX,
];
