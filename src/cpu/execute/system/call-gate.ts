import { low32 } from '../../../base/words';
import type { Instruction } from '../../decode/instruction';
import { pushQuads } from '../../interrupts/idt-delivery-64';
import { currentStack, enterStack, type FrameStack, innerStack, pushFrame } from '../../interrupts/inner-stack';
import { readTaskStack } from '../../interrupts/task-state-segment';
import type { Processor } from '../../processor';
import { ACCESS_CONFORMING, accessLevel } from '../../registers/descriptor';
import { setCpl } from '../../registers/privilege';
import { loadCodeSegment, markAccessed, setNullSegment } from '../../registers/segments';
import { CPL, CS, RIP, SEGMENT_SELECTOR, SS } from '../../state/processor-layout';
import type { CallGate } from './far-destination';
import { stackWord } from './stack-frame';
import { RSP } from './wide-registers';

/** CALL through a call gate, to the same or an inner privilege level. SDM Vol. 3: "Accessing a Code Segment Through a Call Gate". */
export function callThroughGate(p: Processor, i: Instruction, gate: CallGate): void {
  const { access } = gate.code;
  const level = (access & ACCESS_CONFORMING) !== 0 ? p.s[CPL] : accessLevel(access);
  if (gate.size === 8) callThrough64BitGate(p, gate, level);
  else callThroughLegacyGate(p, i, gate, gate.size, level);
  p.q[RIP >> 1] = gate.offset;
}

function callThrough64BitGate(p: Processor, gate: CallGate, level: number): void {
  const { s, q } = p;
  const inner = level < s[CPL];
  const oldStack = q[RSP >> 1] as bigint;
  const words = [BigInt(s[SEGMENT_SELECTOR + CS] & 0xffff), q[RIP >> 1] as bigint];
  if (inner) words.unshift(BigInt(s[SEGMENT_SELECTOR + SS] & 0xffff), oldStack);
  const top = inner ? readTaskStack(p, level, 0, 0) : oldStack;
  const rsp = pushQuads(p, top, words, level, 0);
  loadCodeSegment(p, gate.selector, level, gate.code);
  if (inner) {
    setCpl(p, level);
    setNullSegment(p, SS, level);
  }
  q[RSP >> 1] = rsp;
}

function callThroughLegacyGate(p: Processor, i: Instruction, gate: CallGate, size: 2 | 4, level: number): void {
  const { s } = p;
  const words = [s[SEGMENT_SELECTOR + CS] & 0xffff, s[RIP]];
  let stack: FrameStack;
  if (level < s[CPL]) {
    stack = innerStack(p, level, 0);
    for (let index = 0; index < gate.parameters; index++) words.unshift(low32(stackWord(p, i, index, size)));
    words.unshift(s[SEGMENT_SELECTOR + SS] & 0xffff, s[RSP]);
  } else stack = currentStack(p, 0);
  const esp = pushFrame(p, stack, size, words);
  markAccessed(p, gate.code);
  if (stack.segment !== undefined) markAccessed(p, stack.segment.descriptor);
  loadCodeSegment(p, gate.selector, level, gate.code);
  setCpl(p, level);
  enterStack(p, stack, esp);
}
