import { EXITED } from '../../cpu/interrupts/fault';
import {
  SECOND_LEVEL_EXECUTE_DISABLE_PAGE,
  SECOND_LEVEL_FETCH,
  SECOND_LEVEL_FINAL,
  SECOND_LEVEL_LINEAR,
  SECOND_LEVEL_READ,
  SECOND_LEVEL_USER_PAGE,
  SECOND_LEVEL_WRITABLE_PAGE,
  SECOND_LEVEL_WRITE,
} from '../../cpu/mmu/access';
import { currentPcid, currentVpid, dropTranslationOf, ep4taOf } from '../../cpu/mmu/tlb';
import { join64 } from '../../cpu/state/address';
import { NMI_UNBLOCKED, TRANSLATION_CONTEXT, VECTORING_INFO } from '../../cpu/state/processor-layout';
import { RF_SET } from '../exit/exit-information';
import { vmExit } from '../exit/vm-exit';
import { conclude, consultBit, note } from '../nonroot/decide';
import { eventRules } from '../nonroot/event-rules.table';
import type { InterceptRule } from '../nonroot/intercept-rule';
import type { VmxContext } from '../vmx-context';
import type { EptFeatures } from './ept-features';
import {
  EPT_EXECUTE,
  EPT_LEVELS,
  EPT_MEMORY_TYPE_SHIFT,
  EPT_READ,
  EPT_USER_EXECUTE,
  EPT_WRITE,
  SPPT_LEVELS,
  SUB_PAGE_SHIFT,
} from './ept-format.table';
import type { EptRule } from './ept-rules.table';
import type { EptRoot, EptWalk } from './ept-walk';
import { dropGuestPhysical } from './guest-physical-cache';
import { raiseVirtualizationException } from './virtualization-exception';

/** Bits of the exit qualification for EPT violations, beside those that the access itself has in their places. */
const PERMITS_READ = 8;
const PERMITS_WRITE = 0x10;
const PERMITS_EXECUTE = 0x20;
const PERMITS_USER_EXECUTE = 0x40;
/** Of SPP-related events: the entry was missing, not wrong. */
const SPP_MISS = 0x800;
/** The paging structures that led to the page were not those that EPT asks for. */
const PAGING_VERIFICATION = 0x8000;
const NMI_UNBLOCKED_BY_IRET = 0x1000;
const ACCESS_BITS = SECOND_LEVEL_READ | SECOND_LEVEL_WRITE | SECOND_LEVEL_FETCH;
const PAGE_BITS = SECOND_LEVEL_USER_PAGE | SECOND_LEVEL_WRITABLE_PAGE | SECOND_LEVEL_EXECUTE_DISABLE_PAGE;

/** Starts an exit that a memory access causes: it is like a fault of the instruction, or of the delivery under way. */
export function beginMemoryExit(c: VmxContext, rule: InterceptRule, address: number): void {
  const { exit, p } = c;
  exit.begin(rule.reason, rule.subject);
  const delivering = p.s[VECTORING_INFO] < 0;
  exit.atInstructionStart = !delivering;
  if (!delivering) exit.resumeFlag = RF_SET;
  exit.hasPhysicalAddress = true;
  exit.physicalLow = address | 0;
  exit.physicalHigh = Math.floor(address / 2 ** 32);
}

/** The linear address that the access serves. */
export function reportLinearAddress({ exit, p }: VmxContext): void {
  exit.hasLinearAddress = true;
  exit.linearLow = p.derived.linearLow;
  exit.linearHigh = p.derived.linearHigh;
}

/** Bit 12 of the qualification: an IRET that had ended blocking by NMI met this. */
export const nmiUnblocking = ({ p }: VmxContext): number =>
  p.s[NMI_UNBLOCKED] !== 0 && p.s[VECTORING_INFO] >= 0 ? NMI_UNBLOCKED_BY_IRET : 0;

/** Leaves the access by the exit that `c.exit` describes. */
export function leaveByExit(c: VmxContext): never {
  vmExit(c);
  throw EXITED;
}

/** What a decision is about: the event and the guest-physical address. */
const subjectOf = (c: VmxContext, rule: InterceptRule, address: number): string =>
  c.detailed ? `${rule.subject} at 0x${address.toString(16)}` : rule.subject;

/** Publishes which entry, and where one bit decides which bit of it, leads to the exit. */
function publish(
  c: VmxContext,
  rule: InterceptRule,
  value: 0 | 1,
  refused: EptRule,
  found: EptWalk,
  address: number,
): void {
  if (!c.detailed) return;
  const { subPage } = refused;
  const bit = subPage && !refused.misconfigured ? (refused.bit ?? found.subPage.bit) : refused.bit;
  const [entry, at] = subPage
    ? [SPPT_LEVELS[found.subPage.level], found.subPage.address]
    : [EPT_LEVELS[found.level], found.leafAddress];
  const values = { entry: entry as string, address: `0x${at.toString(16)}`, rule: refused.id };
  const word = subPage ? 'spp-entry' : 'ept-entry';
  consultBit(c, word, subPage ? 'sub-page-permission-table-pointer' : 'ept-pointer', bit ?? 0, value, () => ({
    text: bit === null ? 'ept-entry' : 'ept-entry-bit',
    values,
  }));
  const type = (found.leafLow >>> EPT_MEMORY_TYPE_SHIFT) & 7;
  note(c, refused.id, { entry: entry as string, type, part: (address & 0xfff) >>> SUB_PAGE_SHIFT });
  conclude(c, rule, value, subjectOf(c, rule, address), bit !== null);
}

/** Leaves an access that a walk refuses, by the exit that the refusing rule leads to. @param access SECOND_LEVEL_* bits */
export function exitForRefusal(
  c: VmxContext,
  features: EptFeatures,
  refused: EptRule,
  root: EptRoot,
  found: EptWalk,
  address: number,
  access: number,
): never {
  const { event } = refused;
  if (event === 'eptViolation' || event === 'guestPagingVerification')
    exitForEptViolation(c, features, refused, root, found, address, access);
  if (event === 'eptMisconfiguration') exitForEptMisconfiguration(c, refused, found, address);
  exitForSubPageEvent(c, refused, eventRules[event], found, address);
}

/**
 * An EPT violation that does not become a virtualization exception: the qualification tells the access, what the entries permit, and where paging stands. It invalidates the
 * mappings that would be used for the address. SDM Vol. 3: "EPT Violations"; table "Exit Qualification for EPT Violations".
 * @param access SECOND_LEVEL_* bits
 */
function exitForEptViolation(
  c: VmxContext,
  features: EptFeatures,
  refused: EptRule,
  root: EptRoot,
  found: EptWalk,
  address: number,
  access: number,
): never {
  const { exit, p } = c;
  const linear = (access & SECOND_LEVEL_LINEAR) !== 0;
  const final = linear && (access & SECOND_LEVEL_FINAL) !== 0;
  p.listener?.invalidating?.(p, 'ept-violation', {
    kind: 'access',
    linear: final ? join64(p.derived.linearLow, p.derived.linearHigh) : null,
    guestPhysical: address,
    pcid: currentPcid(p),
    vpid: currentVpid(p),
    ep4ta: ep4taOf(p.s[TRANSLATION_CONTEXT], p.s[TRANSLATION_CONTEXT + 1]) ?? 0,
  });
  dropGuestPhysical(p, address);
  if (final) dropTranslationOf(p, p.derived.linearLow, p.derived.linearHigh);
  const qualification =
    (access & (ACCESS_BITS | SECOND_LEVEL_LINEAR)) |
    permissions(root, found.rights) |
    (final ? SECOND_LEVEL_FINAL : 0) |
    (final && features.advancedViolations ? access & PAGE_BITS : 0) |
    (refused.event === 'guestPagingVerification' ? PAGING_VERIFICATION : 0) |
    nmiUnblocking(c);
  raiseVirtualizationException(c, found, subjectOf(c, eventRules.eptViolation, address), qualification, address);
  if (refused.event === 'guestPagingVerification')
    publish(c, eventRules.guestPagingVerification, 1, refused, found, address);
  else publish(c, eventRules.eptViolation, 0, refused, found, address);
  beginMemoryExit(c, eventRules.eptViolation, address);
  if (linear) reportLinearAddress(c);
  exit.qualificationLow = qualification;
  leaveByExit(c);
}

/** Bits 6:3: what the entries permit, taken together. */
const permissions = (root: EptRoot, rights: number): number =>
  ((rights & EPT_READ) === 0 ? 0 : PERMITS_READ) |
  ((rights & EPT_WRITE) === 0 ? 0 : PERMITS_WRITE) |
  ((rights & EPT_EXECUTE) === 0 ? 0 : PERMITS_EXECUTE) |
  (root.modeBasedExecute && (rights & EPT_USER_EXECUTE) !== 0 ? PERMITS_USER_EXECUTE : 0);

/** An EPT misconfiguration: an entry is not as the manual asks. SDM Vol. 3: "EPT Misconfigurations". */
function exitForEptMisconfiguration(c: VmxContext, refused: EptRule, found: EptWalk, address: number): never {
  publish(c, eventRules.eptMisconfiguration, 1, refused, found, address);
  beginMemoryExit(c, eventRules.eptMisconfiguration, address);
  leaveByExit(c);
}

/** The sub-page-permission table misses an entry, or has a wrong one. SDM Vol. 3: "SPP-Induced VM Exits". */
function exitForSubPageEvent(
  c: VmxContext,
  refused: EptRule,
  rule: (typeof eventRules)['sppMiss' | 'sppMisconfiguration'],
  found: EptWalk,
  address: number,
): never {
  const isMiss = refused.event === 'sppMiss';
  publish(c, rule, isMiss ? 0 : 1, refused, found, address);
  beginMemoryExit(c, rule, address);
  reportLinearAddress(c);
  c.exit.qualificationLow = (isMiss ? SPP_MISS : 0) | nmiUnblocking(c);
  leaveByExit(c);
}
