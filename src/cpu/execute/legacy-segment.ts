import { GP, raiseWithCode, SS_FAULT } from '../interrupts/fault';
import type { Processor } from '../processor';
import { SEGMENT_ACCESS, SEGMENT_LIMIT, SS } from '../state/processor-layout';

const UNUSABLE = 0x1_0000;
const EXPAND_DOWN_DATA = 0x4;
const CODE = 0x8;
const BIG = 0x4000;

/**
 * Limit and usability check of a memory operand outside 64-bit mode: #GP(0), or #SS(0) for the stack segment.
 * SDM: "Limit Checking". Type checks (read-only data, execute-only code) are not modelled.
 */
export function checkLegacySegment(p: Processor, segment: number, offset: number, size: number): void {
  const access = p.s[SEGMENT_ACCESS + segment];
  const limit = p.s[SEGMENT_LIMIT + segment] >>> 0;
  const first = offset >>> 0;
  const last = first + size - 1;
  const expandDown = (access & (CODE | EXPAND_DOWN_DATA)) === EXPAND_DOWN_DATA;
  const within = expandDown ? first > limit && last <= ((access & BIG) !== 0 ? 0xffff_ffff : 0xffff) : last <= limit;
  if ((access & UNUSABLE) !== 0 || !within) raiseWithCode(p, segment === SS ? SS_FAULT : GP, 0);
}
