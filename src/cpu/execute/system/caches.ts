import type { Operation } from '../../decode/instruction';
import { invalidatePage } from '../../mmu/tlb';
import { ADDRESS, FS, GUEST, SEGMENT_BASE } from '../../state/processor-layout';
import { offsetOf } from '../operands';
import { requireRing0 } from './system-checks';

/** INVLPG; an address that is not canonical makes it do nothing, and it never faults for its operand. */
const invlpg: Operation = (p, i) => {
  requireRing0(p);
  offsetOf(p, i);
  if (i.codeSize !== 8 || i.segment >= FS) {
    const base = p.q[(SEGMENT_BASE >> 1) + i.segment] as bigint;
    p.q[ADDRESS >> 1] = BigInt.asUintN(i.codeSize === 8 ? 64 : 32, (p.q[ADDRESS >> 1] as bigint) + base);
  }
  const low = p.s[ADDRESS];
  const high = p.s[ADDRESS + 1];
  if (p.s[GUEST] !== 0 && p.intercepts?.invlpg(p, i, low, high) === true) return;
  invalidatePage(p, low, high);
};

/** INVD, WBINVD and WBNOINVD: there are no caches whose contents could differ from memory. */
const flushCaches =
  (name: 'invd' | 'wbinvd' | 'wbnoinvd'): Operation =>
  (p, i) => {
    requireRing0(p);
    if (p.s[GUEST] !== 0) p.intercepts?.instruction(p, i, name);
  };

export const cacheOperations: readonly (readonly [string, Operation])[] = [
  ['invlpg', invlpg],
  ['invd', flushCaches('invd')],
  ['wbinvd', flushCaches('wbinvd')],
  ['wbnoinvd', flushCaches('wbnoinvd')],
];
