import { high32, low32 } from '../../../base/words';
import type { Instruction, Operation } from '../../decode/instruction';
import { GP, NP, raiseWithCode, Unmodelled } from '../../interrupts/fault';
import { isLongMode } from '../../mmu/linear';
import { read16, read32, readBig } from '../../mmu/memory';
import type { Processor } from '../../processor';
import {
  ACCESS_CODE_OR_DATA,
  ACCESS_CONFORMING,
  ACCESS_PRESENT,
  accessLevel,
  type Descriptor,
  readDescriptor,
  TYPE_CALL_GATE,
} from '../../registers/descriptor';
import { loadCodeSegment } from '../../registers/segments';
import { ADDRESS, CPL, CR0, CS, RIP, SEGMENT_SELECTOR } from '../../state/processor-layout';
import { unmodelledThings } from '../../unmodelled.table';
import { effectiveAddress } from '../operands';
import {
  enterReturnSegments,
  is64BitTarget,
  isCode,
  readReturnCode,
  readReturnStack,
  requireTarget,
} from './return-segments';
import { pushWords, setStackPointer, stackPointer, stackWord } from './stack-frame';
import { RSP } from './wide-registers';

interface FarPointer {
  readonly selector: number;
  readonly offset: bigint;
}

/** The far pointer of JMP and CALL: in the instruction, or in memory with the offset first. */
function farPointer(p: Processor, i: Instruction): FarPointer {
  if (!i.memory) return { selector: i.immediate2 & 0xffff, offset: BigInt(i.immediateLow >>> 0) };
  effectiveAddress(p, i);
  const address = p.q[ADDRESS >> 1] as bigint;
  const next = BigInt.asUintN(i.codeSize === 8 ? 64 : 32, address + BigInt(i.operandSize));
  const low = low32(address);
  const high = high32(address);
  const offset =
    i.operandSize === 8
      ? readBig(p, low, high)
      : BigInt(i.operandSize === 4 ? read32(p, low, high) >>> 0 : read16(p, low, high));
  return { selector: read16(p, low32(next), high32(next)), offset };
}

/** Code segment of a far JMP or CALL without a gate, checked against CPL. SDM Vol. 2: "JMP—Jump", "CALL—Call Procedure". */
function readTargetCode(p: Processor, selector: number): Descriptor {
  if ((p.s[CR0] & 1) === 0) throw new Unmodelled(unmodelledThings['real-mode-far-transfer']);
  const code = selector & 0xfffc;
  if (code === 0) raiseWithCode(p, GP, 0);
  const descriptor = readDescriptor(p, selector);
  const { access } = descriptor;
  if ((access & ACCESS_CODE_OR_DATA) === 0 && (!isLongMode(p) || (access & 15) === TYPE_CALL_GATE)) {
    throw new Unmodelled(unmodelledThings['gate-or-task-transfer']);
  }
  const dpl = accessLevel(access);
  const cpl = p.s[CPL];
  const allowed = (access & ACCESS_CONFORMING) !== 0 ? dpl <= cpl : (selector & 3) <= cpl && dpl === cpl;
  if (!isCode(access) || !allowed) raiseWithCode(p, GP, code);
  if ((access & ACCESS_PRESENT) === 0) raiseWithCode(p, NP, code);
  return descriptor;
}

const jmpf: Operation = (p, i) => {
  const { selector, offset } = farPointer(p, i);
  const code = readTargetCode(p, selector);
  requireTarget(p, code, is64BitTarget(p, selector, code.access), offset);
  loadCodeSegment(p, selector, p.s[CPL], code);
  p.q[RIP >> 1] = offset;
};

const callf: Operation = (p, i) => {
  const { selector, offset } = farPointer(p, i);
  const code = readTargetCode(p, selector);
  requireTarget(p, code, is64BitTarget(p, selector, code.access), offset);
  pushWords(p, i, [BigInt(p.s[SEGMENT_SELECTOR + CS] & 0xffff), p.q[RIP >> 1] as bigint]);
  loadCodeSegment(p, selector, p.s[CPL], code);
  p.q[RIP >> 1] = offset;
};

/** RETF, with the bytes of parameters to release in its immediate. SDM Vol. 2: "RET—Return From Procedure". */
const retf: Operation = (p, i) => {
  if ((p.s[CR0] & 1) === 0) throw new Unmodelled(unmodelledThings['real-mode-far-transfer']);
  const release = BigInt(i.immediateLow & 0xffff);
  const target = stackWord(p, i, 0);
  const codeSelector = Number(stackWord(p, i, 1) & 0xffffn);
  const code = readReturnCode(p, codeSelector);
  const is64Bit = is64BitTarget(p, codeSelector, code.access);
  requireTarget(p, code, is64Bit, target);
  const level = codeSelector & 3;
  if (level === p.s[CPL]) {
    setStackPointer(p, i, stackPointer(p, i) + BigInt(2 * i.operandSize) + release);
    loadCodeSegment(p, codeSelector, level, code);
  } else {
    const skipped = Number(release) / i.operandSize;
    const rsp = stackWord(p, i, 2 + skipped);
    const selector = Number(stackWord(p, i, 3 + skipped) & 0xffffn);
    const descriptor = readReturnStack(p, selector, level, is64Bit);
    enterReturnSegments(p, { codeSelector, code, stack: { selector, descriptor } });
    p.q[RSP >> 1] = BigInt.asUintN(64, rsp + release);
  }
  p.q[RIP >> 1] = target;
};

export const farTransferOperations: readonly (readonly [string, Operation])[] = [
  ['jmpf', jmpf],
  ['callf', callf],
  ['retf', retf],
];
