import { high32, low32 } from '../../base/words';
import { systemRead16, systemRead32, systemWrite16, systemWrite32, write16, write32 } from '../mmu/memory';
import type { Processor } from '../processor';
import {
  ACCESS_CODE,
  ACCESS_CODE_OR_DATA,
  ACCESS_DEFAULT_BIG,
  ACCESS_PRESENT,
  ACCESS_UNUSABLE,
  ACCESS_WRITABLE,
  accessLevel,
  type Descriptor,
  readDescriptor,
} from '../registers/descriptor';
import { hasWideTaskState } from '../registers/mode';
import { loadStackSegment } from '../registers/segments';
import {
  CPL,
  GPR,
  SEGMENT_ACCESS,
  SEGMENT_BASE,
  SEGMENT_LIMIT,
  SEGMENT_SELECTOR,
  SS,
  TR,
} from '../state/processor-layout';
import { TASK_STATE_16, TASK_STATE_32 } from '../tasks/task-state.table';
import { raiseWithCode, SS_FAULT, TS } from './fault';

const ESP = GPR + 8;
const EXPAND_DOWN = 4;

/**
 * Stacks that frames are pushed on outside 64-bit mode: the current one, or that of an inner privilege level. The stack
 * pointer moves, and SS is loaded, only when the whole frame is written (`enterStack`).
 */
export interface FrameStack {
  readonly base: number;
  readonly limit: number;
  readonly access: number;
  /** Privilege level that writes the frame. */
  readonly level: number;
  /** ESP before the frame. */
  readonly top: number;
  /** Error code of the #SS(…) that a frame without room raises. */
  readonly errorCode: number;
  /** What SS becomes; absent for the current stack. */
  readonly segment?: { readonly selector: number; readonly descriptor: Descriptor };
}

/** The stack in use. */
export function currentStack(p: Processor, errorCode: number): FrameStack {
  const s = p.s;
  return {
    base: s[SEGMENT_BASE + 2 * SS],
    limit: s[SEGMENT_LIMIT + SS] >>> 0,
    access: s[SEGMENT_ACCESS + SS],
    level: s[CPL],
    top: s[ESP],
    errorCode,
  };
}

/**
 * The stack that the TSS names for an inner privilege level, with the checks of its segment: #TS, or #SS when it is not
 * present. SDM Vol. 3: "Stack Switching"; Vol. 2: "INT n/INTO/INT3/INT1", "CALL", operation sections.
 * @param ext EXT bit of error codes
 */
export function innerStack(p: Processor, level: number, ext: number): FrameStack {
  const { selector, esp } = readTaskStackPointer(p, level, ext);
  const code = (selector & 0xfffc) | ext;
  if ((selector & 0xfffc) === 0) raiseWithCode(p, TS, ext);
  const descriptor = readDescriptor(p, selector, 8, TS, ext);
  const { access } = descriptor;
  const writable =
    (access & (ACCESS_CODE_OR_DATA | ACCESS_CODE | ACCESS_WRITABLE)) === (ACCESS_CODE_OR_DATA | ACCESS_WRITABLE);
  if ((selector & 3) !== level || accessLevel(access) !== level || !writable) raiseWithCode(p, TS, code);
  if ((access & ACCESS_PRESENT) === 0) raiseWithCode(p, SS_FAULT, code);
  const { base, limit } = descriptor;
  return { base, limit, access, level, top: esp, errorCode: code, segment: { selector, descriptor } };
}

/** SSn and ESPn (SPn) of the current TSS; #TS(TSS) when they lie beyond its limit. */
function readTaskStackPointer(p: Processor, level: number, ext: number): { selector: number; esp: number } {
  const wide = hasWideTaskState(p);
  const { stacks, stackStep, word } = wide ? TASK_STATE_32 : TASK_STATE_16;
  const offset = stacks + level * stackStep;
  const last = offset + word + 1;
  if (last > p.s[SEGMENT_LIMIT + TR] >>> 0) raiseWithCode(p, TS, (p.s[SEGMENT_SELECTOR + TR] & 0xfffc) | ext);
  const address = (p.q[(SEGMENT_BASE >> 1) + TR] as bigint) + BigInt(offset);
  const low = low32(address);
  const high = high32(address);
  const esp = wide ? systemRead32(p, low, high) : systemRead16(p, low, high);
  const next = address + BigInt(word);
  return { selector: systemRead16(p, low32(next), high32(next)), esp };
}

/** Writes words of 2 or 4 bytes below the top of a stack, the first one deepest; returns the new ESP. */
export function pushFrame(p: Processor, stack: FrameStack, size: 2 | 4, words: readonly number[]): number {
  const { base, level, top } = stack;
  const mask = (stack.access & ACCESS_DEFAULT_BIG) !== 0 ? -1 : 0xffff;
  const user = level === 3;
  let offset = top;
  for (const word of words) {
    offset = (offset - size) & mask;
    requireRoom(p, stack, offset >>> 0, size);
    const linear = (base + offset) | 0;
    if (size === 4) (user ? write32 : systemWrite32)(p, linear, 0, word);
    else (user ? write16 : systemWrite16)(p, linear, 0, word & 0xffff);
  }
  return (top & ~mask) | offset;
}

function requireRoom(p: Processor, stack: FrameStack, first: number, size: number): void {
  const { access, limit } = stack;
  const last = first + size - 1;
  const highest = (access & ACCESS_DEFAULT_BIG) !== 0 ? 0xffff_ffff : 0xffff;
  const within = (access & EXPAND_DOWN) !== 0 ? first > limit && last <= highest : last <= limit;
  if ((access & ACCESS_UNUSABLE) !== 0 || !within) raiseWithCode(p, SS_FAULT, stack.errorCode);
}

/** Makes a stack the current one, with `esp` as `pushFrame` returned it. CPL must already be the stack's level. */
export function enterStack(p: Processor, stack: FrameStack, esp: number): void {
  if (stack.segment !== undefined) loadStackSegment(p, stack.segment.selector, stack.segment.descriptor);
  p.s[ESP] = esp;
}
