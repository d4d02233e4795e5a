import {
  SECOND_LEVEL_FETCH,
  SECOND_LEVEL_FINAL,
  SECOND_LEVEL_LINEAR,
  SECOND_LEVEL_READ,
  SECOND_LEVEL_USER_PAGE,
  SECOND_LEVEL_WRITE,
} from '../../cpu/mmu/access';
import { physicalRead32, physicalWrite32 } from '../../cpu/mmu/physical';
import type { SubPageEntry } from '../../cpu/ports';
import type { Processor } from '../../cpu/processor';
import { joinPhysical } from '../../cpu/state/address';
import type { EptFeatures } from './ept-features';
import {
  EPT_ACCESSED,
  EPT_DIRTY,
  EPT_EXECUTE,
  EPT_LARGE_PAGE,
  EPT_MEMORY_TYPE_SHIFT,
  EPT_MEMORY_TYPES,
  EPT_PAGING_WRITE,
  EPT_READ,
  EPT_RIGHTS,
  EPT_SUB_PAGES,
  EPT_USER_EXECUTE,
  EPT_WRITE,
  EPTP_ACCESSED_DIRTY,
  EPTP_WALK_LENGTH_SHIFT,
} from './ept-format.table';
import { type EptRule, eptRules } from './ept-rules.table';
import { lookUpSubPage, SubPageLookUp } from './sub-page-permissions';

/** One EPT entry that a walk read. */
export interface EptStep {
  /** 0 the EPT PTE … 4 the EPT PML5E. */
  readonly level: number;
  readonly address: number;
  readonly low: number;
  readonly high: number;
  readonly leaf: boolean;
  /** Rights of all entries so far taken together: EPT_READ, EPT_WRITE, EPT_EXECUTE, EPT_USER_EXECUTE. */
  readonly rights: number;
  readonly reservedLow: number;
  readonly reservedHigh: number;
}

/** Which EPT is walked, and how: the EPTP and what the controls add. */
export interface EptRoot {
  eptpLow: number;
  eptpHigh: number;
  /** "Mode-based execute control for EPT". */
  modeBasedExecute: boolean;
  /** "Sub-page write permissions for EPT", and where the table of its top level lies. */
  subPages: boolean;
  subPageTable: number;
  /** "EPT paging-write control". */
  pagingWrites: boolean;
  /** "Guest-paging verification". */
  verifiesPaging: boolean;
}

/** What a walk that only looks collects. */
export interface EptTrail {
  readonly steps: EptStep[];
  readonly subPage: SubPageEntry[];
}

/**
 * Scratch of one processor: what the last walk found. It means something only until the next walk.
 */
export class EptWalk {
  /** Host-physical address of the 4-KiB page. */
  page = 0;
  /** Rights of all entries taken together. */
  rights = 0;
  /** Level and low half of the entry that mapped the page, or that refused. */
  level = 0;
  leafLow = 0;
  leafHigh = 0;
  /** Whether the walk read an entry at all. */
  hasEntry = false;
  leafAddress = 0;
  /** Whether the right to write was looked up for a part of the page, and where. */
  asksSubPage = false;
  readonly subPage = new SubPageLookUp();
  readonly addresses = new Float64Array(5);
  readonly lows = new Int32Array(5);
}

/**
 * Walks the EPT for one guest-physical address; nothing is written. Returns null and leaves page and rights in `found`, or
 * the rule that refuses. SDM Vol. 3: "EPT Translation Mechanism"; "EPT-Induced VM Exits".
 * @param access SECOND_LEVEL_* bits; what to a paging-structure entry counts as a write is the caller's to say
 * @param trail when given, gets every entry read
 */
export function walkEpt(
  p: Processor,
  features: EptFeatures,
  root: EptRoot,
  address: number,
  access: number,
  found: EptWalk,
  trail: EptTrail | null,
): EptRule | null {
  const top = (root.eptpLow >>> EPTP_WALK_LENGTH_SHIFT) & 7;
  found.level = top;
  found.rights = 0;
  found.hasEntry = false;
  found.asksSubPage = false;
  if (top < 4 && address >= 2 ** 48) return eptRules.width;
  const presence = root.modeBasedExecute ? EPT_RIGHTS | EPT_USER_EXECUTE : EPT_RIGHTS;
  let rights = presence;
  let table = joinPhysical(root.eptpLow & ~0xfff, root.eptpHigh & 0xf_ffff);
  let low = 0;
  let high = 0;
  let level = top;
  for (; ; level--) {
    const at = table + (Math.floor(address / 2 ** (12 + 9 * level)) & 0x1ff) * 8;
    low = physicalRead32(p, at);
    high = physicalRead32(p, at + 4);
    const leaf = level === 0 || (level < 3 && (low & EPT_LARGE_PAGE) !== 0);
    const wrongLow = reservedLow(features, level, low);
    const wrongHigh = high & reservedHigh(features);
    rights &= low;
    found.level = level;
    found.leafLow = low;
    found.leafHigh = high;
    found.hasEntry = true;
    found.leafAddress = at;
    found.addresses[level] = at;
    found.lows[level] = low;
    found.rights = rights;
    trail?.steps.push({
      level,
      address: at,
      low,
      high,
      leaf,
      rights,
      reservedLow: wrongLow,
      reservedHigh: wrongHigh,
    });
    if ((low & presence) === 0) return eptRules.notPresent;
    if ((low & (EPT_READ | EPT_WRITE)) === EPT_WRITE) return eptRules.writeWithoutRead;
    if ((low & EPT_READ) === 0 && !features.executeOnly) return eptRules.executeOnly;
    if (wrongLow !== 0 || wrongHigh !== 0) return eptRules.reserved;
    if (leaf) {
      if (!EPT_MEMORY_TYPES.has((low >>> EPT_MEMORY_TYPE_SHIFT) & 7)) return eptRules.memoryType;
      if (root.pagingWrites && (high & EPT_PAGING_WRITE) !== 0 && (low & EPT_READ) === 0)
        return eptRules.pagingWriteWithoutRead;
      break;
    }
    table = joinPhysical(low & ~0xfff, high & 0xf_ffff);
  }
  const size = 2 ** (12 + 9 * level);
  const start = joinPhysical(low & ~0xfff, high & 0xf_ffff);
  found.page = start - (start % size) + Math.floor((address % size) / 0x1000) * 0x1000;
  const granted = mayPagingWrite(root, high, access) ? rights | EPT_WRITE : rights;
  const refused = refusal(granted, access, root.modeBasedExecute);
  if (refused !== eptRules.write || !root.subPages || !hasSubPages(found, address, access)) return refused;
  found.asksSubPage = true;
  return lookUpSubPage(p, features, root.subPageTable, address, found.subPage, trail?.subPage ?? null);
}

/**
 * Whether a write that EPT forbids may be allowed to a part of the page: a page of 4 KiB that may be read, whose entry says
 * so; what paging writes to its own entries is never allowed so. The table knows addresses of 48 bits. SDM Vol. 3: "Write
 * Accesses That Are Eligible for Sub-Page Write Permissions".
 */
const hasSubPages = (found: EptWalk, address: number, access: number): boolean =>
  found.level === 0 &&
  (found.leafHigh & EPT_SUB_PAGES) !== 0 &&
  (found.rights & EPT_READ) !== 0 &&
  (access & SECOND_LEVEL_FINAL) !== 0 &&
  address < 2 ** 48;

/** Whether an access is one of paging to its own entries, in a page where EPT lets paging write. SDM Vol. 3: "EPT Violations". */
const mayPagingWrite = (root: EptRoot, high: number, access: number): boolean =>
  root.pagingWrites && (high & EPT_PAGING_WRITE) !== 0 && isAccessOfPaging(access);

/** Whether an access is to a guest paging-structure entry, on the way to the page of a linear address. */
export const isAccessOfPaging = (access: number): boolean =>
  (access & (SECOND_LEVEL_LINEAR | SECOND_LEVEL_FINAL)) === SECOND_LEVEL_LINEAR;

/** Which right an access lacks. */
function refusal(rights: number, access: number, modeBasedExecute: boolean): EptRule | null {
  if ((access & SECOND_LEVEL_READ) !== 0 && (rights & EPT_READ) === 0) return eptRules.read;
  if ((access & SECOND_LEVEL_WRITE) !== 0 && (rights & EPT_WRITE) === 0) return eptRules.write;
  if ((access & SECOND_LEVEL_FETCH) === 0) return null;
  if (modeBasedExecute && (access & SECOND_LEVEL_USER_PAGE) !== 0)
    return (rights & EPT_USER_EXECUTE) === 0 ? eptRules.userExecute : null;
  return (rights & EPT_EXECUTE) === 0 ? eptRules.execute : null;
}

/** Bits of the low half that must be 0 and are not. SDM Vol. 3: "EPT Misconfigurations". */
function reservedLow(features: EptFeatures, level: number, low: number): number {
  if (level === 0) return 0;
  if (level >= 3) return low & 0xf8;
  if ((low & EPT_LARGE_PAGE) === 0) return low & 0x78;
  if (!(level === 1 ? features.pages2Mib : features.pages1Gib)) return EPT_LARGE_PAGE;
  return low & (level === 1 ? 0x1f_f000 : 0x3fff_f000);
}

/** Bits 51:MAXPHYADDR are reserved in every entry; those above are not looked at. */
const reservedHigh = (features: EptFeatures): number => 0xf_ffff & ~(2 ** (features.physicalAddressBits - 32) - 1);

/** Whether a walk that succeeded has still to set the dirty flag for an access. */
export const needsDirtyFlag = (root: EptRoot, found: EptWalk, access: number): boolean =>
  (root.eptpLow & EPTP_ACCESSED_DIRTY) !== 0 &&
  (access & SECOND_LEVEL_WRITE) !== 0 &&
  (found.leafLow & EPT_DIRTY) === 0;

/**
 * Sets the accessed flags of a walk that succeeded and, for a write, the dirty flag, where the EPTP enables them.
 * SDM Vol. 3: "Accessed and Dirty Flags for EPT".
 */
export function setEptFlags(p: Processor, root: EptRoot, found: EptWalk, access: number): void {
  if ((root.eptpLow & EPTP_ACCESSED_DIRTY) === 0) return;
  const top = (root.eptpLow >>> EPTP_WALK_LENGTH_SHIFT) & 7;
  for (let level = top; level >= found.level; level--) {
    const low = found.lows[level];
    const dirty = level === found.level && (access & SECOND_LEVEL_WRITE) !== 0 ? EPT_DIRTY : 0;
    const wanted = low | EPT_ACCESSED | dirty;
    if (wanted !== low) physicalWrite32(p, found.addresses[level], wanted);
    found.lows[level] = wanted;
  }
  found.leafLow = found.lows[found.level];
}
