import type { PageAccess } from '../ports';
import type { Processor } from '../processor';
import { asHostPhysical } from '../state/address';
import { GUEST, INTERCEPTED_PAGE } from '../state/processor-layout';
import { flushFastTags } from './tlb';

/**
 * The page of host-physical memory that the intercepts port wants to see the accesses of (in VMX: the APIC-access page),
 * whatever linear addresses and translations lead to it.
 */

export const isInterceptedPage = (p: Processor, page: number): boolean => p.f[INTERCEPTED_PAGE] === page + 1;

/** Chooses the page by its number; -1 for none. What was fast before may not be now. */
export function interceptPage(p: Processor, page: number): void {
  if (p.f[INTERCEPTED_PAGE] === page + 1) return;
  p.f[INTERCEPTED_PAGE] = page + 1;
  flushFastTags(p);
}

/**
 * The address that an access goes to: its own, unless the intercepts choose another. May leave by EXITED. It comes behind
 * every fault that the translation may raise and behind its accessed and dirty flags.
 * @param address host-physical address that the translation yielded
 * @param size bytes of the access inside the page
 */
export function reachPage(p: Processor, address: number, size: number, access: PageAccess): number {
  if (p.f[INTERCEPTED_PAGE] === 0 || !isInterceptedPage(p, Math.floor(address / 0x1000))) return address;
  if (p.s[GUEST] === 0) return address;
  return p.intercepts?.pageAccess?.(p, asHostPhysical(address), size, access) ?? address;
}
