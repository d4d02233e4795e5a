import type { Processor } from '../processor';
import { asGuestPhysical } from '../state/address';
import { CR4 } from '../state/processor-layout';
import {
  ACCESS_FETCH,
  ACCESS_MODIFY,
  ACCESS_PEEK,
  ACCESS_WRITE,
  SECOND_LEVEL_EXECUTE_DISABLE_PAGE,
  SECOND_LEVEL_FETCH,
  SECOND_LEVEL_FINAL,
  SECOND_LEVEL_LINEAR,
  SECOND_LEVEL_READ,
  SECOND_LEVEL_USER_PAGE,
  SECOND_LEVEL_WRITABLE_PAGE,
  SECOND_LEVEL_WRITE,
} from './access';
import { accessError } from './access-rights';
import { reachPage } from './intercepted-page';
import { physicalWrite32 } from './physical';
import { secondLevelOf } from './second-level';
import { TLB_DIRTY, TLB_EXECUTE_DISABLE, TLB_GLOBAL, TLB_SECOND_LEVEL_ALL, TLB_USER, TLB_WRITABLE } from './tlb';

import type { WalkRule, WalkTrail } from './walk-trail';

/** What the walks of all paging modes share: reading entries through a second level, and how a walk ends. */

const CR4_PGE = 0x80;
/** A paging-structure entry, at most. */
const ENTRY_BYTES = 8;

/** The kind of an access as a second level sees it: SECOND_LEVEL_READ, _WRITE (both, when an operand is modified) or _FETCH. */
export function secondLevelKind(access: number): number {
  if ((access & ACCESS_WRITE) !== 0)
    return (access & ACCESS_MODIFY) === 0 ? SECOND_LEVEL_WRITE : SECOND_LEVEL_READ | SECOND_LEVEL_WRITE;
  if ((access & ACCESS_FETCH) !== 0) return SECOND_LEVEL_FETCH;
  return (access & ACCESS_PEEK) === 0 ? SECOND_LEVEL_READ : 0;
}

/** Host-physical address of a paging-structure entry, or -1 when a walk that only looks finds none. */
export function readEntryAddress(p: Processor, address: number, access: number, trail: WalkTrail | null): number {
  const second = secondLevelOf(p);
  if (second === null) return address;
  const kind = (trail !== null && (access & ACCESS_PEEK) !== 0 ? 0 : SECOND_LEVEL_READ) | SECOND_LEVEL_LINEAR;
  if (trail === null) return reachPage(p, second.translate(p, asGuestPhysical(address), kind), ENTRY_BYTES, 'paging');
  trail.nested = second.explain(p, asGuestPhysical(address), kind);
  return trail.nested.physical ?? -1;
}

/**
 * Writes accessed and dirty flags to a paging-structure entry. Through a second level this is an access of its own, which
 * reads and writes. SDM Vol. 3: "EPT Violations".
 * @param address guest-physical address of the entry
 * @param host its host-physical address
 */
export function writeEntryFlags(p: Processor, address: number, host: number, low: number): void {
  const kind = SECOND_LEVEL_READ | SECOND_LEVEL_WRITE | SECOND_LEVEL_LINEAR;
  secondLevelOf(p)?.translate(p, asGuestPhysical(address), kind);
  physicalWrite32(p, host, low);
}

/** Notes a refusal. */
export function refuseWalk(p: Processor, error: number, rule: WalkRule, trail: WalkTrail | null): -1 {
  p.derived.walkError = error;
  if (trail !== null) trail.rule = rule;
  return -1;
}

/**
 * Ends a walk that no rule refuses: notes the flags of the translation and translates the page itself, by the second level
 * where there is one; what that allows is left in `derived.secondLevelRights`.
 * @param byte guest-physical address of the byte; what is returned is the number of its host-physical page
 * @param leafLow low half of the entry that maps it
 * @param flags TLB_* flags but for dirty and global
 */
export function finishWalk(
  p: Processor,
  byte: number,
  leafLow: number,
  flags: number,
  access: number,
  trail: WalkTrail | null,
): number {
  const dirty = (access & ACCESS_WRITE) !== 0 || (leafLow & 0x40) !== 0 ? TLB_DIRTY : 0;
  const global = (leafLow & 0x100) !== 0 && (p.s[CR4] & CR4_PGE) !== 0 ? TLB_GLOBAL : 0;
  p.derived.walkFlags = flags | dirty | global;
  const second = secondLevelOf(p);
  if (second === null) {
    p.derived.secondLevelRights = TLB_SECOND_LEVEL_ALL;
    return Math.floor(byte / 0x1000);
  }
  const kind = secondLevelKind(access) | SECOND_LEVEL_FINAL | SECOND_LEVEL_LINEAR | pageBits(flags);
  if (trail === null) return Math.floor(second.translate(p, asGuestPhysical(byte), kind) / 0x1000);
  trail.final = second.explain(p, asGuestPhysical(byte), kind);
  const { physical } = trail.final;
  return physical === null
    ? refuseWalk(p, accessError(p, access), 'second-level', trail)
    : Math.floor(physical / 0x1000);
}

/** What paging says of a page, for the second level. */
const pageBits = (flags: number): number =>
  ((flags & TLB_USER) === 0 ? 0 : SECOND_LEVEL_USER_PAGE) |
  ((flags & TLB_WRITABLE) === 0 ? 0 : SECOND_LEVEL_WRITABLE_PAGE) |
  ((flags & TLB_EXECUTE_DISABLE) === 0 ? 0 : SECOND_LEVEL_EXECUTE_DISABLE_PAGE);
