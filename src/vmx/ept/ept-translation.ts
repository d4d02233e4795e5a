import {
  SECOND_LEVEL_FETCH,
  SECOND_LEVEL_LINEAR,
  SECOND_LEVEL_READ,
  SECOND_LEVEL_USER_PAGE,
  SECOND_LEVEL_WRITE,
} from '../../cpu/mmu/access';
import { TLB_SECOND_LEVEL_FETCH, TLB_SECOND_LEVEL_READ, TLB_SECOND_LEVEL_WRITE } from '../../cpu/mmu/tlb';
import type { SecondLevelTranslation, SecondLevelWalk } from '../../cpu/ports';
import type { Processor } from '../../cpu/processor';
import { CR0_PG } from '../../cpu/registers/control-registers';
import { asHostPhysical, type GuestPhysical, type HostPhysical, joinPhysical } from '../../cpu/state/address';
import { CR0 } from '../../cpu/state/processor-layout';
import { controlMask } from '../controls/control-words.table';
import { effectiveSecondaryControls } from '../controls/effective-secondary-controls';
import { effectiveTertiaryControls } from '../controls/effective-tertiary-controls';
import { F } from '../vmcs/vmcs-region';
import type { VmxContext } from '../vmx-context';
import { exitForRefusal } from './ept-exits';
import { type EptFeatures, eptFeatures } from './ept-features';
import {
  EPT_EXECUTE,
  EPT_PAGING_WRITE,
  EPT_READ,
  EPT_USER_EXECUTE,
  EPT_VERIFY_PAGING,
  EPT_WRITE,
  EPTP_ACCESSED_DIRTY,
  SUB_PAGE_SHIFT,
} from './ept-format.table';
import { type EptRule, eptRules } from './ept-rules.table';
import {
  type EptRoot,
  type EptTrail,
  EptWalk,
  isAccessOfPaging,
  needsDirtyFlag,
  setEptFlags,
  walkEpt,
} from './ept-walk';
import { explainEptWalk } from './explain-ept-walk';
import {
  cacheGuestPhysical,
  findGuestPhysical,
  GUEST_PHYSICAL_EXECUTE,
  GUEST_PHYSICAL_PAGING_WRITE,
  GUEST_PHYSICAL_READ,
  GUEST_PHYSICAL_USER_EXECUTE,
  GUEST_PHYSICAL_VERIFY_PAGING,
  GUEST_PHYSICAL_WRITE,
  guestPhysicalRights,
  hostPageOf,
} from './guest-physical-cache';
import { managedTable } from './managed-paging';
import { logDirtyPage } from './page-modification-log';

const EPT_POINTER = F['ept-pointer'];
const SUB_PAGE_TABLE = F['sub-page-permission-table-pointer'];
const SUB_PAGES = controlMask('secondary-processor-based', 'sub-page-write-permissions');
const PAGING_WRITES = controlMask('tertiary-processor-based', 'ept-paging-write-control');
const VERIFIES_PAGING = controlMask('tertiary-processor-based', 'guest-paging-verification');
const MODE_BASED_EXECUTE = controlMask('secondary-processor-based', 'mode-based-execute-control');

/**
 * EPT as the processor's second level of translation. Which EPT is walked stands in the current VMCS; what is remembered
 * stands in the state image. SDM Vol. 3: "The Extended Page Table Mechanism (EPT)".
 */
export class EptTranslation implements SecondLevelTranslation {
  private readonly features: EptFeatures;
  private readonly root: EptRoot = {
    eptpLow: 0,
    eptpHigh: 0,
    modeBasedExecute: false,
    subPages: false,
    subPageTable: 0,
    pagingWrites: false,
    verifiesPaging: false,
  };
  private readonly found = new EptWalk();

  constructor(private readonly c: VmxContext) {
    this.features = eptFeatures(c.capabilities, c.p.cpuid.physicalAddressBits);
  }

  translate(p: Processor, address: GuestPhysical, access: number): HostPhysical {
    this.readRoot();
    const kind = this.effectiveAccess(access);
    const cached = findGuestPhysical(p, address);
    if (cached >= 0) {
      const rights = guestPhysicalRights(p, cached) & this.usableRights();
      const wanted = wantedRights(kind, this.root);
      if ((rights & wanted) === wanted && this.acceptsPaging(p, rights, kind)) {
        p.derived.secondLevelRights = tlbRights(rights, kind, this.root);
        return asHostPhysical(hostPageOf(p, cached) + (address % 0x1000));
      }
    }
    const { root, found } = this;
    const refused = this.walk(p, address, kind, null);
    if (refused !== null) exitForRefusal(this.c, this.features, refused, root, found, address, kind);
    // A right to a part of the page is not remembered: each write looks it up again.
    if (found.asksSubPage) p.derived.partBytes = 1 << SUB_PAGE_SHIFT;
    if (needsDirtyFlag(root, found, kind)) logDirtyPage(this.c, address);
    setEptFlags(p, root, found, kind);
    const rights = this.cacheableRights();
    cacheGuestPhysical(p, address, found.page, rights);
    p.derived.secondLevelRights = tlbRights(rights, kind, root);
    return asHostPhysical(found.page + (address % 0x1000));
  }

  explain(p: Processor, address: GuestPhysical, access: number): SecondLevelWalk {
    this.readRoot();
    const trail: EptTrail = { steps: [], subPage: [] };
    const kind = this.effectiveAccess(access);
    const refused = this.walk(p, address, kind, trail);
    return explainEptWalk(this.root, trail, refused, this.found, address, kind);
  }

  managedTable(_p: Processor, linearHigh: number): number {
    return managedTable(this.c, linearHigh);
  }

  /** An EPT walk, and what the page that it finds asks of the guest's paging. */
  private walk(p: Processor, address: number, kind: number, trail: EptTrail | null): EptRule | null {
    const { found, root } = this;
    const refused = walkEpt(p, this.features, root, address, kind, found, trail);
    if (refused !== null) return refused;
    return this.acceptsPaging(p, pagingBits(found), kind) ? null : eptRules.unmarkedPaging;
  }

  /**
   * Guest-paging verification: notes whether an entry of the guest's paging structures lies in a page that EPT has marked;
   * false for a page that asks for marked ones alone and was found by another. Bit 58 marks also while "EPT paging-write
   * control" is 0. SDM Vol. 3: "EPT Violations".
   * @param bits GUEST_PHYSICAL_PAGING_WRITE and GUEST_PHYSICAL_VERIFY_PAGING of the page
   */
  private acceptsPaging(p: Processor, bits: number, kind: number): boolean {
    if (!this.root.verifiesPaging || (kind & SECOND_LEVEL_LINEAR) === 0 || (p.s[CR0] & CR0_PG) === 0) return true;
    if (!isAccessOfPaging(kind)) return p.derived.pagingIsMarked || (bits & GUEST_PHYSICAL_VERIFY_PAGING) === 0;
    if ((bits & GUEST_PHYSICAL_PAGING_WRITE) === 0) p.derived.pagingIsMarked = false;
    return true;
  }

  private readRoot(): void {
    const words = this.c.p.image.i32;
    const { region } = this.c;
    this.root.eptpLow = words[region + EPT_POINTER];
    this.root.eptpHigh = words[region + EPT_POINTER + 1];
    const secondary = effectiveSecondaryControls(words, region);
    this.root.modeBasedExecute = (secondary & MODE_BASED_EXECUTE) !== 0;
    const tertiary = effectiveTertiaryControls(words, region);
    this.root.pagingWrites = (tertiary & PAGING_WRITES) !== 0;
    this.root.verifiesPaging = (tertiary & VERIFIES_PAGING) !== 0;
    this.root.subPages = (secondary & SUB_PAGES) !== 0;
    if (this.root.subPages) {
      this.root.subPageTable = joinPhysical(
        words[region + SUB_PAGE_TABLE] & ~0xfff,
        words[region + SUB_PAGE_TABLE + 1],
      );
    }
  }

  /**
   * With accessed and dirty flags an access to a guest paging-structure entry counts as a write too, except when the PDPTE
   * registers are loaded. SDM Vol. 3: "Accessed and Dirty Flags for EPT".
   */
  private effectiveAccess(access: number): number {
    const asked = (access & SECOND_LEVEL_READ) !== 0;
    return isAccessOfPaging(access) && asked && (this.root.eptpLow & EPTP_ACCESSED_DIRTY) !== 0
      ? access | SECOND_LEVEL_WRITE
      : access;
  }

  /**
   * What a guest-physical mapping may be used for. With accessed and dirty flags it lets a guest that uses paging write
   * nothing: combined mappings alone remember what is dirty, as the manual permits. Without paging there are none.
   */
  private usableRights(): number {
    const flags = (this.root.eptpLow & EPTP_ACCESSED_DIRTY) !== 0;
    return flags && (this.c.p.s[CR0] & CR0_PG) !== 0 ? ~GUEST_PHYSICAL_WRITE : ~0;
  }

  /** What may be remembered of the walk that was made: a write to a page that is not dirty must walk again. */
  private cacheableRights(): number {
    const { found, root } = this;
    const dirty = !needsDirtyFlag(root, found, SECOND_LEVEL_WRITE);
    return (
      pagingBits(found) |
      ((found.rights & EPT_READ) === 0 ? 0 : GUEST_PHYSICAL_READ) |
      ((found.rights & EPT_WRITE) === 0 || !dirty ? 0 : GUEST_PHYSICAL_WRITE) |
      ((found.rights & EPT_EXECUTE) === 0 ? 0 : GUEST_PHYSICAL_EXECUTE) |
      ((found.rights & EPT_USER_EXECUTE) === 0 ? 0 : GUEST_PHYSICAL_USER_EXECUTE)
    );
  }
}

/** Bits 58 and 57 of the entry that mapped a page, as guest-physical mappings keep them. */
const pagingBits = ({ leafHigh }: EptWalk): number =>
  ((leafHigh & EPT_PAGING_WRITE) === 0 ? 0 : GUEST_PHYSICAL_PAGING_WRITE) |
  ((leafHigh & EPT_VERIFY_PAGING) === 0 ? 0 : GUEST_PHYSICAL_VERIFY_PAGING);

/** The right that a fetch needs: one of two with mode-based execute control. */
const executeRight = (access: number, root: EptRoot): number =>
  root.modeBasedExecute && (access & SECOND_LEVEL_USER_PAGE) !== 0
    ? GUEST_PHYSICAL_USER_EXECUTE
    : GUEST_PHYSICAL_EXECUTE;

function wantedRights(access: number, root: EptRoot): number {
  return (
    ((access & SECOND_LEVEL_READ) === 0 ? 0 : GUEST_PHYSICAL_READ) |
    ((access & SECOND_LEVEL_WRITE) === 0 ? 0 : GUEST_PHYSICAL_WRITE) |
    ((access & SECOND_LEVEL_FETCH) === 0 ? 0 : executeRight(access, root))
  );
}

/** The rights as a combined mapping keeps them. */
function tlbRights(rights: number, access: number, root: EptRoot): number {
  return (
    ((rights & GUEST_PHYSICAL_READ) === 0 ? 0 : TLB_SECOND_LEVEL_READ) |
    ((rights & GUEST_PHYSICAL_WRITE) === 0 ? 0 : TLB_SECOND_LEVEL_WRITE) |
    ((rights & executeRight(access, root)) === 0 ? 0 : TLB_SECOND_LEVEL_FETCH)
  );
}
