import { high32, low32 } from '../../base/words';
import { systemRead32 } from '../mmu/memory';
import type { Processor } from '../processor';
import {
  ACCESS_CODE,
  ACCESS_CODE_OR_DATA,
  ACCESS_CONFORMING,
  ACCESS_PRESENT,
  accessLevel,
  type Descriptor,
  readDescriptor,
  TYPE_INTERRUPT_GATE,
  TYPE_INTERRUPT_GATE_16,
  TYPE_TASK_GATE,
  TYPE_TRAP_GATE,
  TYPE_TRAP_GATE_16,
  TYPE_WIDE,
} from '../registers/descriptor';
import { getRflags, IF, NT, RF, TF, VM } from '../registers/flags';
import { isVirtual8086 } from '../registers/mode';
import { setCpl } from '../registers/privilege';
import { loadCodeSegment, markAccessed, setNullSegment } from '../registers/segments';
import {
  CPL,
  CS,
  DS,
  ES,
  FS,
  GPR,
  GS,
  IDTR_BASE,
  IDTR_LIMIT,
  RFLAGS,
  RIP,
  SEGMENT_SELECTOR,
  SS,
} from '../state/processor-layout';
import { readGateTask } from '../tasks/task-descriptors';
import { switchTask } from '../tasks/task-switch';
import { type EventType, isSoftwareEvent } from './event-type';
import { GP, NP, raiseWithCode } from './fault';
import { currentStack, enterStack, innerStack, pushFrame } from './inner-stack';

const ESP = GPR + 8;
const GATE_TYPES = new Set([
  TYPE_TASK_GATE,
  TYPE_INTERRUPT_GATE,
  TYPE_INTERRUPT_GATE_16,
  TYPE_TRAP_GATE,
  TYPE_TRAP_GATE_16,
]);
/** Bit 0 of a gate's type: a trap gate, which leaves IF alone. */
const TRAP = 1;

/**
 * Delivers an event through a gate of the IDT in protected mode outside IA-32e mode: interrupt and trap gates of 16 and
 * 32 bits to the same or an inner privilege level, also out of virtual-8086 mode, and task gates. Registers change only
 * when the whole frame is on the stack. SDM Vol. 3: "Exception- or Interrupt-Handler Procedures"; "Interrupt Tasks";
 * Vol. 2: "INT n/INTO/INT3/INT1", operation section.
 */
export function deliverThrough32BitGate(p: Processor, vector: number, type: EventType, errorCode: number): void {
  const { s, q } = p;
  const ext = isSoftwareEvent(type) ? 0 : 1;
  const gateCode = (vector << 3) | 2 | ext;
  if (vector * 8 + 7 > s[IDTR_LIMIT]) raiseWithCode(p, GP, gateCode);
  const gate = (q[IDTR_BASE >> 1] as bigint) + BigInt(vector * 8);
  const low = systemRead32(p, low32(gate), high32(gate));
  const high = systemRead32(p, low32(gate + 4n), high32(gate + 4n));

  const gateType = (high >>> 8) & 0x1f;
  if (!GATE_TYPES.has(gateType)) raiseWithCode(p, GP, gateCode);
  if (isSoftwareEvent(type) && ((high >>> 13) & 3) < s[CPL]) raiseWithCode(p, GP, gateCode);
  if ((high & 0x8000) === 0) raiseWithCode(p, NP, gateCode);

  const selector = (low >>> 16) & 0xffff;
  if (gateType === TYPE_TASK_GATE) {
    switchTask(p, { task: readGateTask(p, selector, ext), source: 'gate', ext, errorCode });
    return;
  }
  const code = readHandlerSegment(p, selector, ext);
  const size = (gateType & TYPE_WIDE) !== 0 ? 4 : 2;
  const target = size === 4 ? ((low & 0xffff) | (high & 0xffff_0000)) >>> 0 : low & 0xffff;
  const level = (code.access & ACCESS_CONFORMING) !== 0 ? s[CPL] : accessLevel(code.access);
  const inner = level < s[CPL];
  const stack = inner ? innerStack(p, level, ext) : currentStack(p, ext);
  const virtual = isVirtual8086(p);
  const esp = pushFrame(p, stack, size, frameWords(p, inner, virtual, errorCode));
  if (target > code.limit) raiseWithCode(p, GP, ext);

  markAccessed(p, code);
  if (stack.segment !== undefined) markAccessed(p, stack.segment.descriptor);
  s[RFLAGS] &= ~(TF | NT | RF | VM | ((gateType & TRAP) === 0 ? IF : 0));
  loadCodeSegment(p, selector, level, code);
  if (inner) setCpl(p, level);
  enterStack(p, stack, esp);
  if (virtual) for (const segment of [GS, FS, DS, ES]) setNullSegment(p, segment, 0);
  s[RIP] = target;
  s[RIP + 1] = 0;
}

/** The code segment of a handler; out of virtual-8086 mode only non-conforming code of ring 0 will do. */
function readHandlerSegment(p: Processor, selector: number, ext: number): Descriptor {
  if ((selector & 0xfffc) === 0) raiseWithCode(p, GP, ext);
  const code = readDescriptor(p, selector, 8, GP, ext);
  const { access } = code;
  const errorCode = (selector & 0xfffc) | ext;
  const isCode = (access & (ACCESS_CODE_OR_DATA | ACCESS_CODE)) === (ACCESS_CODE_OR_DATA | ACCESS_CODE);
  if (!isCode || accessLevel(access) > p.s[CPL]) raiseWithCode(p, GP, errorCode);
  if ((access & ACCESS_PRESENT) === 0) raiseWithCode(p, NP, errorCode);
  if (isVirtual8086(p) && ((access & ACCESS_CONFORMING) !== 0 || accessLevel(access) !== 0)) {
    raiseWithCode(p, GP, errorCode);
  }
  return code;
}

/** What a handler finds on its stack, deepest first. */
function frameWords(p: Processor, inner: boolean, virtual: boolean, errorCode: number): number[] {
  const { s } = p;
  const selectorOf = (segment: number): number => s[SEGMENT_SELECTOR + segment] & 0xffff;
  const words = [getRflags(p), selectorOf(CS), s[RIP]];
  if (inner) words.unshift(selectorOf(SS), s[ESP]);
  if (virtual) words.unshift(selectorOf(GS), selectorOf(FS), selectorOf(DS), selectorOf(ES));
  if (errorCode >= 0) words.push(errorCode);
  return words;
}
