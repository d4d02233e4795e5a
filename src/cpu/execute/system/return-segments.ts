import { isCanonical, low32 } from '../../../base/words';
import { GP, NP, raiseWithCode, SS_FAULT } from '../../interrupts/fault';
import { isLongMode } from '../../mmu/linear';
import { linearAddressBits } from '../../mmu/paging-mode';
import type { Processor } from '../../processor';
import {
  ACCESS_CODE,
  ACCESS_CODE_OR_DATA,
  ACCESS_CONFORMING,
  ACCESS_DEFAULT_BIG,
  ACCESS_LONG,
  ACCESS_PRESENT,
  ACCESS_UNUSABLE,
  ACCESS_WRITABLE,
  accessLevel,
  type Descriptor,
  readDescriptor,
} from '../../registers/descriptor';
import { setCpl } from '../../registers/privilege';
import { is64BitCode, loadCodeSegment, loadStackSegment, markAccessed, setNullSegment } from '../../registers/segments';
import { CPL, DS, ES, FS, GS, SEGMENT_ACCESS, SEGMENT_SELECTOR, SS } from '../../state/processor-layout';
import { RSP } from './wide-registers';

/** Whether a descriptor is of a code segment. */
export const isCode = (access: number): boolean =>
  (access & (ACCESS_CODE_OR_DATA | ACCESS_CODE)) === (ACCESS_CODE_OR_DATA | ACCESS_CODE);

/** Whether a code segment makes 64-bit code now; a segment with L and D both set raises #GP(selector). */
export function is64BitTarget(p: Processor, selector: number, access: number): boolean {
  if (!isLongMode(p) || (access & ACCESS_LONG) === 0) return false;
  if ((access & ACCESS_DEFAULT_BIG) !== 0) raiseWithCode(p, GP, selector & 0xfffc);
  return true;
}

/** The new RIP must be canonical, or inside the limit of a segment that is not 64-bit code: #GP(0). */
export function requireTarget(p: Processor, code: Descriptor, is64Bit: boolean, target: bigint): void {
  const legal = is64Bit ? isCanonical(target, linearAddressBits(p)) : target <= BigInt(code.limit);
  if (!legal) raiseWithCode(p, GP, 0);
}

/** Code segment that a far RET or IRET goes back to. SDM Vol. 2: "RET", "IRET/IRETD/IRETQ", operation sections. */
export function readReturnCode(p: Processor, selector: number): Descriptor {
  const code = selector & 0xfffc;
  if (code === 0) raiseWithCode(p, GP, 0);
  const descriptor = readDescriptor(p, selector);
  const rpl = selector & 3;
  const dpl = accessLevel(descriptor.access);
  if (!isCode(descriptor.access) || rpl < p.s[CPL]) raiseWithCode(p, GP, code);
  const conforming = (descriptor.access & ACCESS_CONFORMING) !== 0;
  if (conforming ? dpl > rpl : dpl !== rpl) raiseWithCode(p, GP, code);
  if ((descriptor.access & ACCESS_PRESENT) === 0) raiseWithCode(p, NP, code);
  return descriptor;
}

/** Stack segment of a return to `level`; null for the null selector that 64-bit code of rings 0–2 may have. */
export function readReturnStack(p: Processor, selector: number, level: number, is64Bit: boolean): Descriptor | null {
  const code = selector & 0xfffc;
  if (code === 0) {
    if (!is64Bit || level === 3 || (selector & 3) !== level) raiseWithCode(p, GP, 0);
    return null;
  }
  const descriptor = readDescriptor(p, selector);
  const { access } = descriptor;
  const writable =
    (access & (ACCESS_CODE_OR_DATA | ACCESS_CODE | ACCESS_WRITABLE)) === (ACCESS_CODE_OR_DATA | ACCESS_WRITABLE);
  if ((selector & 3) !== level || accessLevel(access) !== level || !writable) raiseWithCode(p, GP, code);
  if ((access & ACCESS_PRESENT) === 0) raiseWithCode(p, SS_FAULT, code);
  return descriptor;
}

/** The stack pointer after a return to another stack: RSP, ESP or SP as the new segments say. */
export function setReturnedStackPointer(p: Processor, value: bigint): void {
  const bits = is64BitCode(p) ? 64 : (p.s[SEGMENT_ACCESS + SS] & ACCESS_DEFAULT_BIG) !== 0 ? 32 : 16;
  if (bits === 16) p.s[RSP] = (p.s[RSP] & ~0xffff) | (low32(value) & 0xffff);
  else p.q[RSP >> 1] = BigInt.asUintN(bits, value);
}

/** Where a return goes on. */
export interface ReturnSegments {
  readonly codeSelector: number;
  readonly code: Descriptor;
  /** Absent when the stack segment stays. */
  readonly stack?: { readonly selector: number; readonly descriptor: Descriptor | null };
}

/** Loads CS and SS after all checks; on the way outwards, data segments that the outer level may not use become null. */
export function enterReturnSegments(p: Processor, segments: ReturnSegments): void {
  const level = segments.codeSelector & 3;
  const outwards = level > p.s[CPL];
  markAccessed(p, segments.code);
  if (segments.stack?.descriptor) markAccessed(p, segments.stack.descriptor);
  loadCodeSegment(p, segments.codeSelector, level, segments.code);
  setCpl(p, level);
  const { stack } = segments;
  if (stack !== undefined) {
    if (stack.descriptor === null) setNullSegment(p, SS, stack.selector);
    else loadStackSegment(p, stack.selector, stack.descriptor);
  }
  if (!outwards) return;
  for (const segment of [ES, DS, FS, GS]) {
    const access = p.s[SEGMENT_ACCESS + segment];
    const conforming = isCode(access) && (access & ACCESS_CONFORMING) !== 0;
    if ((access & ACCESS_UNUSABLE) !== 0 || conforming || accessLevel(access) >= level) continue;
    // Only the selector becomes null: 64-bit code goes on with the bases that FS and GS have.
    p.s[SEGMENT_SELECTOR + segment] = 0;
    p.s[SEGMENT_ACCESS + segment] = access | ACCESS_UNUSABLE;
  }
}
