import type { Operation } from '../decode/instruction';
import { raise, UD } from '../interrupts/fault';
import { read8 } from '../mmu/memory';
import { flushFastTags } from '../mmu/tlb';
import type { Processor } from '../processor';
import {
  AC_FLAG,
  AF,
  CF,
  carryFlag,
  DF_FLAG,
  getArithmeticFlags,
  PF_FLAG,
  SF,
  setArithmeticFlags,
  setCarry,
  ZF,
} from '../registers/flags';
import { ADDRESS, CPL, GPR, RFLAGS } from '../state/processor-layout';
import { effectiveAddress } from './operands';

/** Flag instructions; no-operations. */

const AH = GPR * 4 + 1;
const AH_FLAGS = SF | ZF | AF | PF_FLAG | CF;
/** CPUID.(EAX=07H,ECX=0):EBX.SMAP. */
const CPUID_SMAP = 0x10_0000;

/** CLAC and STAC. SDM: #UD when CPL is not 0 or SMAP is not supported. */
function setAlignmentCheckFlag(p: Processor, value: number): void {
  if (p.s[CPL] !== 0 || (p.cpuid.leaf(7, 0)[1] & CPUID_SMAP) === 0) raise(p, UD);
  p.s[RFLAGS] = (p.s[RFLAGS] & ~AC_FLAG) | value;
  flushFastTags(p);
}

export const FLAG_CONTROL: readonly [string, Operation][] = [
  ['clc', (p) => setCarry(p, 0)],
  ['stc', (p) => setCarry(p, 1)],
  ['cmc', (p) => setCarry(p, carryFlag(p) ^ 1)],
  [
    'cld',
    (p) => {
      p.s[RFLAGS] &= ~DF_FLAG;
    },
  ],
  [
    'std',
    (p) => {
      p.s[RFLAGS] |= DF_FLAG;
    },
  ],
  ['clac', (p) => setAlignmentCheckFlag(p, 0)],
  ['stac', (p) => setAlignmentCheckFlag(p, AC_FLAG)],
  [
    'lahf',
    (p) => {
      p.b[AH] = (getArithmeticFlags(p) & AH_FLAGS) | 2;
    },
  ],
  [
    'salc',
    (p) => {
      p.b[GPR * 4] = carryFlag(p) === 0 ? 0 : 0xff;
    },
  ],
  ['sahf', (p) => setArithmeticFlags(p, AH_FLAGS, p.b[AH])],
  ['nop', () => {}],
  // Cache lines are not modelled, but the address is checked as a read of one byte is.
  [
    'cache_line',
    (p, i) => {
      effectiveAddress(p, i);
      read8(p, p.s[ADDRESS], p.s[ADDRESS + 1]);
    },
  ],
];
