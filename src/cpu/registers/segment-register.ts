import type { Processor } from '../processor';
import { CS, SEGMENT_ACCESS, SEGMENT_BASE, SEGMENT_LIMIT, SEGMENT_SELECTOR } from '../state/processor-layout';
import { ACCESS_DEFAULT_BIG, ACCESS_LONG } from './descriptor';

/** Whether a new CS makes the same RIP mean other bytes, makes them decode differently, or reaches less far. */
function changesFetching(p: Processor, base: bigint, limit: number, access: number): boolean {
  const s = p.s;
  return (
    ((s[SEGMENT_ACCESS + CS] ^ access) & (ACCESS_LONG | ACCESS_DEFAULT_BIG)) !== 0 ||
    s[SEGMENT_LIMIT + CS] !== (limit | 0) ||
    p.q[(SEGMENT_BASE >> 1) + CS] !== base
  );
}

/** Writes all parts of a segment register; no checks. `segment` ES…TR. */
export function setSegment(
  p: Processor,
  segment: number,
  selector: number,
  base: bigint,
  limit: number,
  access: number,
): void {
  const s = p.s;
  if (segment === CS && changesFetching(p, base, limit, access)) p.derived.dropCodePage();
  s[SEGMENT_SELECTOR + segment] = selector;
  s[SEGMENT_LIMIT + segment] = limit;
  s[SEGMENT_ACCESS + segment] = access;
  p.q[(SEGMENT_BASE >> 1) + segment] = base;
}
