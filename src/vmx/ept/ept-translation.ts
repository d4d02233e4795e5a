import {
  SECOND_LEVEL_FETCH,
  SECOND_LEVEL_FINAL,
  SECOND_LEVEL_LINEAR,
  SECOND_LEVEL_READ,
  SECOND_LEVEL_USER_PAGE,
  SECOND_LEVEL_WRITE,
} from '../../cpu/mmu/access';
import { TLB_SECOND_LEVEL_FETCH, TLB_SECOND_LEVEL_READ, TLB_SECOND_LEVEL_WRITE } from '../../cpu/mmu/tlb';
import type { SecondLevelTranslation, SecondLevelWalk } from '../../cpu/ports';
import type { Processor } from '../../cpu/processor';
import { CR0_PG } from '../../cpu/registers/control-registers';
import { asHostPhysical, type GuestPhysical, type HostPhysical } from '../../cpu/state/address';
import { CR0 } from '../../cpu/state/processor-layout';
import { controlMask } from '../controls/control-words.table';
import { effectiveSecondaryControls } from '../controls/effective-secondary-controls';
import { F } from '../vmcs/vmcs-region';
import type { VmxContext } from '../vmx-context';
import { exitForEptMisconfiguration, exitForEptViolation } from './ept-exits';
import { type EptFeatures, eptFeatures } from './ept-features';
import { EPT_EXECUTE, EPT_READ, EPT_USER_EXECUTE, EPT_WRITE, EPTP_ACCESSED_DIRTY } from './ept-format.table';
import { type EptRoot, type EptStep, EptWalk, needsDirtyFlag, setEptFlags, walkEpt } from './ept-walk';
import { explainEptWalk } from './explain-ept-walk';
import {
  cacheGuestPhysical,
  findGuestPhysical,
  GUEST_PHYSICAL_EXECUTE,
  GUEST_PHYSICAL_READ,
  GUEST_PHYSICAL_USER_EXECUTE,
  GUEST_PHYSICAL_WRITE,
  guestPhysicalRights,
  hostPageOf,
} from './guest-physical-cache';
import { logDirtyPage } from './page-modification-log';

const EPT_POINTER = F['ept-pointer'];
const MODE_BASED_EXECUTE = controlMask('secondary-processor-based', 'mode-based-execute-control');

/**
 * EPT as the processor's second level of translation. Which EPT is walked stands in the current VMCS; what is remembered
 * stands in the state image. SDM Vol. 3: "The Extended Page Table Mechanism (EPT)".
 */
export class EptTranslation implements SecondLevelTranslation {
  private readonly features: EptFeatures;
  private readonly root: EptRoot = { eptpLow: 0, eptpHigh: 0, modeBasedExecute: false };
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
      if ((rights & wantedRights(kind, this.root)) === wantedRights(kind, this.root)) {
        p.derived.secondLevelRights = tlbRights(rights, kind, this.root);
        return asHostPhysical(hostPageOf(p, cached) + (address % 0x1000));
      }
    }
    const { root, found } = this;
    const refused = walkEpt(p, this.features, root, address, kind, found, null);
    if (refused?.misconfigured === true) exitForEptMisconfiguration(this.c, refused, found, address);
    if (refused !== null) exitForEptViolation(this.c, this.features, refused, root, found, address, kind);
    if (needsDirtyFlag(root, found, kind)) logDirtyPage(this.c, address);
    setEptFlags(p, root, found, kind);
    const rights = this.cacheableRights();
    cacheGuestPhysical(p, address, found.page, rights);
    p.derived.secondLevelRights = tlbRights(rights, kind, root);
    return asHostPhysical(found.page + (address % 0x1000));
  }

  explain(p: Processor, address: GuestPhysical, access: number): SecondLevelWalk {
    this.readRoot();
    const steps: EptStep[] = [];
    const kind = this.effectiveAccess(access);
    const refused = walkEpt(p, this.features, this.root, address, kind, this.found, steps);
    return explainEptWalk(this.root, steps, refused, this.found, address, kind);
  }

  private readRoot(): void {
    const words = this.c.p.image.i32;
    const { region } = this.c;
    this.root.eptpLow = words[region + EPT_POINTER];
    this.root.eptpHigh = words[region + EPT_POINTER + 1];
    this.root.modeBasedExecute = (effectiveSecondaryControls(words, region) & MODE_BASED_EXECUTE) !== 0;
  }

  /**
   * With accessed and dirty flags an access to a guest paging-structure entry counts as a write too, except when the PDPTE
   * registers are loaded. SDM Vol. 3: "Accessed and Dirty Flags for EPT".
   */
  private effectiveAccess(access: number): number {
    const toEntry = (access & (SECOND_LEVEL_LINEAR | SECOND_LEVEL_FINAL)) === SECOND_LEVEL_LINEAR;
    const asked = (access & SECOND_LEVEL_READ) !== 0;
    return toEntry && asked && (this.root.eptpLow & EPTP_ACCESSED_DIRTY) !== 0 ? access | SECOND_LEVEL_WRITE : access;
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
      ((found.rights & EPT_READ) === 0 ? 0 : GUEST_PHYSICAL_READ) |
      ((found.rights & EPT_WRITE) === 0 || !dirty ? 0 : GUEST_PHYSICAL_WRITE) |
      ((found.rights & EPT_EXECUTE) === 0 ? 0 : GUEST_PHYSICAL_EXECUTE) |
      ((found.rights & EPT_USER_EXECUTE) === 0 ? 0 : GUEST_PHYSICAL_USER_EXECUTE)
    );
  }
}

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
