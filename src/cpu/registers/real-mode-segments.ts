import type { Processor } from '../processor';
import { CS, DS, ES, FS, GS, SEGMENT_ACCESS, SEGMENT_LIMIT, SS } from '../state/processor-layout';
import { ACCESS_UNUSABLE } from './descriptor';
import { isVirtual8086 } from './mode';
import { setSegment } from './segment-register';

/** What every segment register holds in virtual-8086 mode: 64 KiB of writable data of privilege level 3. */
const VIRTUAL_8086_LIMIT = 0xffff;
const VIRTUAL_8086_ACCESS = 0xf3;
const REAL_MODE_LIMIT = 0xffff;
const REAL_MODE_ACCESS = 0x93;

/**
 * Loads a segment register in real-address mode: selector and base change, limit and access rights stay as they are, so
 * that a limit of 4 GiB from protected mode lasts ("big real mode"). A register that was unusable gets the values of
 * reset. SDM Vol. 3: "Real-Address Mode"; "Switching Back to Real-Address Mode".
 */
function loadRealModeSegment(p: Processor, segment: number, selector: number): void {
  const s = p.s;
  const unusable = (s[SEGMENT_ACCESS + segment] & ACCESS_UNUSABLE) !== 0;
  const limit = unusable ? REAL_MODE_LIMIT : s[SEGMENT_LIMIT + segment];
  const access = unusable ? REAL_MODE_ACCESS : s[SEGMENT_ACCESS + segment];
  setSegment(p, segment, selector, BigInt(selector << 4), limit, access);
}

/** Loads a segment register in virtual-8086 mode. SDM Vol. 3: "Virtual-8086 Mode". */
export function loadVirtual8086Segment(p: Processor, segment: number, selector: number): void {
  setSegment(p, segment, selector, BigInt(selector << 4), VIRTUAL_8086_LIMIT, VIRTUAL_8086_ACCESS);
}

/** Loads ES, CS, SS, DS, FS or GS in real-address or virtual-8086 mode: the base is 16 times the selector. */
export function loadParagraph(p: Processor, segment: number, selector: number): void {
  if (isVirtual8086(p)) loadVirtual8086Segment(p, segment, selector);
  else loadRealModeSegment(p, segment, selector);
}

/** The segment registers of an 8086, all of them loaded when a task or IRET enters virtual-8086 mode. */
export const SEGMENTS_OF_8086 = [ES, CS, SS, DS, FS, GS] as const;
