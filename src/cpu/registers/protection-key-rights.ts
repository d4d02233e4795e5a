import { flushFastTags } from '../mmu/tlb';
import type { Processor } from '../processor';
import { PKRS, PKRU } from '../state/processor-layout';

/** Writes PKRU, as WRPKRU and XRSTOR do. Cached translations carry keys, not rights: only the fast tags go. */
export function writePkru(p: Processor, value: number): void {
  p.s[PKRU] = value;
  flushFastTags(p);
}

/** Writes IA32_PKRS. SDM Vol. 3: "Protection Keys". */
export function writePkrs(p: Processor, value: number): void {
  p.s[PKRS] = value;
  flushFastTags(p);
}
