import { isCanonical } from '../../../base/words';
import type { Instruction, Operation } from '../../decode/instruction';
import { GP, raise, raiseWithCode, UD } from '../../interrupts/fault';
import { startShadow } from '../../interrupts/shadow';
import { write16 } from '../../mmu/memory';
import type { Processor } from '../../processor';
import { CR4_FSGSBASE } from '../../registers/control-registers';
import { loadDataSegment } from '../../registers/segments';
import {
  ADDRESS,
  CR4,
  CS,
  DS,
  ES,
  FS,
  GPR,
  GS,
  SEGMENT_BASE,
  SEGMENT_SELECTOR,
  SS,
} from '../../state/processor-layout';
import { effectiveAddress, readRm16, setGpr, setGpr16 } from '../operands';
import { readFarPointer } from './far-pointer';
import { pushWords, setStackPointer, stackPointer, stackWord } from './stack-frame';

function load(p: Processor, segment: number, selector: number): void {
  loadDataSegment(p, segment, selector);
  if (segment === SS) startShadow(p, 'mov-ss');
}

/** SDM Vol. 2: "MOV—Move", segment registers: 16 bits to memory, zero-extended to a register. */
const movSregRead: Operation = (p, i) => {
  if (i.reg > GS) raise(p, UD);
  const selector = p.s[SEGMENT_SELECTOR + i.reg] & 0xffff;
  if (i.memory) {
    effectiveAddress(p, i);
    write16(p, p.s[ADDRESS], p.s[ADDRESS + 1], selector);
  } else if (i.operandSize === 2) setGpr16(p, i.rm, selector);
  else setGpr(p, i.rm, BigInt(selector));
};

const movSregWrite: Operation = (p, i) => {
  if (i.reg > GS || i.reg === CS) raise(p, UD);
  load(p, i.reg, readRm16(p, i));
};

const pushSreg: Operation = (p, i) => pushWords(p, i, [BigInt(p.s[SEGMENT_SELECTOR + i.reg] & 0xffff)]);

const popSreg: Operation = (p, i) => {
  const selector = Number(stackWord(p, i, 0) & 0xffffn);
  const top = stackPointer(p, i) + BigInt(i.operandSize);
  load(p, i.reg, selector);
  setStackPointer(p, i, top);
};

/** LDS, LES, LFS, LGS, LSS: the segment register first, for loading it may fault. SDM Vol. 2: "LDS/LES/LFS/LGS/LSS". */
const loadFarPointer =
  (segment: number): Operation =>
  (p, i) => {
    const { selector, offset } = readFarPointer(p, i);
    loadDataSegment(p, segment, selector);
    if (i.operandSize === 2) setGpr16(p, i.reg, Number(offset));
    else setGpr(p, i.reg, offset);
  };

function requireFsgsbase(p: Processor): void {
  if ((p.s[CR4] & CR4_FSGSBASE) === 0) raise(p, UD);
}

const readBase =
  (segment: number): Operation =>
  (p, i) => {
    requireFsgsbase(p);
    const base = p.q[(SEGMENT_BASE >> 1) + segment] as bigint;
    setGpr(p, i.rm, i.operandSize === 8 ? base : BigInt.asUintN(32, base));
  };

const writeBase =
  (segment: number): Operation =>
  (p: Processor, i: Instruction) => {
    requireFsgsbase(p);
    const value = BigInt.asUintN(8 * i.operandSize, p.q[(GPR >> 1) + i.rm] as bigint);
    if (!isCanonical(value, p.cpuid.linearAddressBits)) raiseWithCode(p, GP, 0);
    p.q[(SEGMENT_BASE >> 1) + segment] = value;
  };

export const segmentMoveOperations: readonly (readonly [string, Operation])[] = [
  ['mov_sreg_read', movSregRead],
  ['mov_sreg_write', movSregWrite],
  ['push_sreg', pushSreg],
  ['pop_sreg', popSreg],
  ['lds', loadFarPointer(DS)],
  ['les', loadFarPointer(ES)],
  ['lfs', loadFarPointer(FS)],
  ['lgs', loadFarPointer(GS)],
  ['lss', loadFarPointer(SS)],
  ['rdfsbase', readBase(FS)],
  ['rdgsbase', readBase(GS)],
  ['wrfsbase', writeBase(FS)],
  ['wrgsbase', writeBase(GS)],
];
