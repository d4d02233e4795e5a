import { GP, raiseWithCode, SS_FAULT } from '../interrupts/fault';
import type { Processor } from '../processor';
import { CR0, SEGMENT_ACCESS, SEGMENT_LIMIT, SS } from '../state/processor-layout';

const UNUSABLE = 0x1_0000;
const WRITABLE_OR_READABLE = 2;
const EXPAND_DOWN_DATA = 0x4;
const CODE = 0x8;
const BIG = 0x4000;
const CR0_PE = 1;

/**
 * Checks a memory operand outside 64-bit mode: the segment is usable, all bytes lie inside its limit, and its type allows
 * the access: #GP(0), or #SS(0) for the stack segment. A flat data segment needs no look. In real-address mode types do
 * not count. SDM Vol. 3: "Limit Checking"; "Type Checking".
 */
export function checkLegacySegment(p: Processor, segment: number, offset: number, size: number, write: boolean): void {
  const access = p.s[SEGMENT_ACCESS + segment];
  const wordLimit = p.s[SEGMENT_LIMIT + segment];
  if (
    wordLimit === -1 &&
    (access & (UNUSABLE | CODE | EXPAND_DOWN_DATA | WRITABLE_OR_READABLE)) === WRITABLE_OR_READABLE
  )
    return;
  const limit = wordLimit >>> 0;
  const first = offset >>> 0;
  const last = first + size - 1;
  const expandDown = (access & (CODE | EXPAND_DOWN_DATA)) === EXPAND_DOWN_DATA;
  const within = expandDown ? first > limit && last <= ((access & BIG) !== 0 ? 0xffff_ffff : 0xffff) : last <= limit;
  if ((access & UNUSABLE) === 0 && within && isTypeAllowed(p, access, write)) return;
  raiseWithCode(p, segment === SS ? SS_FAULT : GP, 0);
}

/** Code is never written and read only when readable; data is written only when writable. */
function isTypeAllowed(p: Processor, access: number, write: boolean): boolean {
  if ((p.s[CR0] & CR0_PE) === 0) return true;
  const code = (access & CODE) !== 0;
  const marked = (access & WRITABLE_OR_READABLE) !== 0;
  return write ? !code && marked : !code || marked;
}
