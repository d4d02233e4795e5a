import { flushFastTags } from '../mmu/tlb';
import type { Processor } from '../processor';
import { CPL } from '../state/processor-layout';

/** Sets the current privilege level (0–3). Fast tags hold for user or for supervisor accesses, never for both. */
export function setCpl(p: Processor, level: number): void {
  const old = p.s[CPL];
  p.s[CPL] = level;
  if ((old === 3) !== (level === 3)) flushFastTags(p);
}
