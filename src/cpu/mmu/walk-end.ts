import type { Processor } from '../processor';
import { asGuestPhysical } from '../state/address';
import { CR4 } from '../state/processor-layout';
import {
  ACCESS_FETCH,
  ACCESS_WRITE,
  SECOND_LEVEL_FETCH,
  SECOND_LEVEL_FINAL,
  SECOND_LEVEL_READ,
  SECOND_LEVEL_WRITE,
} from './access';
import { accessError } from './access-rights';
import { reachPage } from './intercepted-page';
import { TLB_DIRTY, TLB_GLOBAL } from './tlb';
import type { WalkRule, WalkTrail } from './walk-trail';

/** What the walks of all paging modes share: reading entries through a second level, and how a walk ends. */

const CR4_PGE = 0x80;
/** A paging-structure entry, at most. */
const ENTRY_BYTES = 8;

/** Guest-physical to host-physical: the same without a second level; -1 when a walk that only looks finds nothing. */
function hostAddress(p: Processor, address: number, access: number, trail: WalkTrail | null): number {
  const second = p.secondLevel;
  if (second === null) return address;
  if (trail === null) {
    const host = second.translate(p, asGuestPhysical(address), access);
    return (access & SECOND_LEVEL_FINAL) === 0 ? reachPage(p, host, ENTRY_BYTES, 'paging') : host;
  }
  return second.peek?.(p, asGuestPhysical(address)) ?? -1;
}

/** Host-physical address of a paging-structure entry, or -1. */
export function readEntryAddress(p: Processor, address: number, trail: WalkTrail | null): number {
  return hostAddress(p, address, SECOND_LEVEL_READ, trail);
}

/** Notes a refusal. */
export function refuseWalk(p: Processor, error: number, rule: WalkRule, trail: WalkTrail | null): -1 {
  p.derived.walkError = error;
  if (trail !== null) trail.rule = rule;
  return -1;
}

/**
 * Ends a walk that no rule refuses: notes the flags of the translation and translates the page itself.
 * @param page guest-physical address of the 4-KiB page
 * @param leafLow low half of the entry that maps it
 * @param flags TLB_* flags but for dirty and global
 */
export function finishWalk(
  p: Processor,
  page: number,
  leafLow: number,
  flags: number,
  access: number,
  trail: WalkTrail | null,
): number {
  const dirty = (access & ACCESS_WRITE) !== 0 || (leafLow & 0x40) !== 0 ? TLB_DIRTY : 0;
  const global = (leafLow & 0x100) !== 0 && (p.s[CR4] & CR4_PGE) !== 0 ? TLB_GLOBAL : 0;
  p.derived.walkFlags = flags | dirty | global;
  const kind =
    (access & ACCESS_FETCH) !== 0
      ? SECOND_LEVEL_FETCH
      : (access & ACCESS_WRITE) !== 0
        ? SECOND_LEVEL_WRITE
        : SECOND_LEVEL_READ;
  const host = hostAddress(p, page, kind | SECOND_LEVEL_FINAL, trail);
  return host < 0 ? refuseWalk(p, accessError(p, access), 'second-level', trail) : Math.floor(host / 0x1000);
}
