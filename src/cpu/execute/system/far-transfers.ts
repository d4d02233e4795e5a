import type { Instruction, Operation } from '../../decode/instruction';
import { GP, raiseWithCode } from '../../interrupts/fault';
import type { Processor } from '../../processor';
import { isRealOrVirtual8086 } from '../../registers/mode';
import { loadParagraph } from '../../registers/real-mode-segments';
import { loadCodeSegment } from '../../registers/segments';
import { CPL, CS, RIP, SEGMENT_LIMIT, SEGMENT_SELECTOR } from '../../state/processor-layout';
import { switchTask } from '../../tasks/task-switch';
import { callThroughGate } from './call-gate';
import { type FarDestination, readFarDestination } from './far-destination';
import { farTarget } from './far-pointer';
import {
  enterReturnSegments,
  is64BitTarget,
  readReturnCode,
  readReturnStack,
  requireTarget,
  setReturnedStackPointer,
} from './return-segments';
import { pushWords, setStackPointer, stackPointer, stackWord } from './stack-frame';

/** The offset lies inside the limit of CS, which real-address and virtual-8086 mode keep: #GP(0). */
export function requireParagraphTarget(p: Processor, offset: bigint): void {
  if (offset > BigInt(p.s[SEGMENT_LIMIT + CS] >>> 0)) raiseWithCode(p, GP, 0);
}

/** Continues in another paragraph: CS becomes its number. */
function enterParagraph(p: Processor, selector: number, offset: bigint): void {
  loadParagraph(p, CS, selector);
  p.q[RIP >> 1] = offset;
}

/** Continues at an offset of a code segment, at the same privilege level. */
function enterCode(p: Processor, destination: Extract<FarDestination, { kind: 'code' }>, offset: bigint): void {
  loadCodeSegment(p, destination.selector, p.s[CPL], destination.code);
  p.q[RIP >> 1] = offset;
}

const returnAddress = (p: Processor): bigint[] => [
  BigInt(p.s[SEGMENT_SELECTOR + CS] & 0xffff),
  p.q[RIP >> 1] as bigint,
];

/** Far JMP. SDM Vol. 2: "JMP—Jump". */
const jmpf: Operation = (p, i) => {
  const { selector, offset } = farTarget(p, i);
  if (isRealOrVirtual8086(p)) {
    requireParagraphTarget(p, offset);
    enterParagraph(p, selector, offset);
    return;
  }
  const destination = readFarDestination(p, selector, 'jmp');
  if (destination.kind === 'task') {
    switchTask(p, { task: destination.task, source: 'jmp', ext: 0, errorCode: -1 });
  } else if (destination.kind === 'gate') {
    const { gate } = destination;
    enterCode(p, { kind: 'code', selector: gate.selector, code: gate.code }, gate.offset);
  } else {
    const { code } = destination;
    requireTarget(p, code, is64BitTarget(p, selector, code.access), offset);
    enterCode(p, destination, offset);
  }
};

/** Far CALL. SDM Vol. 2: "CALL—Call Procedure". */
const callf: Operation = (p, i) => {
  const { selector, offset } = farTarget(p, i);
  if (isRealOrVirtual8086(p)) {
    requireParagraphTarget(p, offset);
    pushWords(p, i, returnAddress(p));
    enterParagraph(p, selector, offset);
    return;
  }
  const destination = readFarDestination(p, selector, 'call');
  if (destination.kind === 'task') {
    switchTask(p, { task: destination.task, source: 'call', ext: 0, errorCode: -1 });
  } else if (destination.kind === 'gate') {
    callThroughGate(p, i, destination.gate);
  } else {
    const { code } = destination;
    requireTarget(p, code, is64BitTarget(p, selector, code.access), offset);
    pushWords(p, i, returnAddress(p));
    enterCode(p, destination, offset);
  }
};

/** RETF, with the bytes of parameters to release in its immediate. SDM Vol. 2: "RET—Return From Procedure". */
const retf: Operation = (p, i) => {
  const release = BigInt(i.immediateLow & 0xffff);
  const target = stackWord(p, i, 0);
  const codeSelector = Number(stackWord(p, i, 1) & 0xffffn);
  if (isRealOrVirtual8086(p)) {
    requireParagraphTarget(p, target);
    releaseStack(p, i, release);
    enterParagraph(p, codeSelector, target);
    return;
  }
  const code = readReturnCode(p, codeSelector);
  const is64Bit = is64BitTarget(p, codeSelector, code.access);
  requireTarget(p, code, is64Bit, target);
  const level = codeSelector & 3;
  if (level === p.s[CPL]) {
    loadCodeSegment(p, codeSelector, level, code);
    releaseStack(p, i, release);
  } else {
    const skipped = Number(release) / i.operandSize;
    const rsp = stackWord(p, i, 2 + skipped);
    const selector = Number(stackWord(p, i, 3 + skipped) & 0xffffn);
    const descriptor = readReturnStack(p, selector, level, is64Bit);
    enterReturnSegments(p, { codeSelector, code, stack: { selector, descriptor } });
    setReturnedStackPointer(p, rsp + release);
  }
  p.q[RIP >> 1] = target;
};

/** Drops the return address and the parameters. The stack is as wide as it was before the return. */
function releaseStack(p: Processor, i: Instruction, release: bigint): void {
  setStackPointer(p, i, stackPointer(p, i) + BigInt(2 * i.operandSize) + release);
}

export const farTransferOperations: readonly (readonly [string, Operation])[] = [
  ['jmpf', jmpf],
  ['callf', callf],
  ['retf', retf],
];
