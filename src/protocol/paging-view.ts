import type { WalkExplanation } from '../cpu/mmu/explain-walk';
import type { PagingMode } from '../cpu/mmu/paging-mode';
import type { ComparedTranslation } from '../cpu/mmu/tlb-view';
import type { ComparedGuestPhysical } from '../vmx/ept/compare-guest-physical';
import type { InvalidationPreview } from './invalidations-view';

export type { CombinedRights, ExplainedEntry } from '../cpu/mmu/explain-walk';
export type { PagingMode } from '../cpu/mmu/paging-mode';
export type { ComparedTranslation, SecondLevelRights } from '../cpu/mmu/tlb-view';
export type { WalkRule } from '../cpu/mmu/walk-trail';
export type { SecondLevelEntry, SecondLevelWalk, SubPageWalk } from '../cpu/ports';
export type { ComparedGuestPhysical } from '../vmx/ept/compare-guest-physical';

/** The access whose page walk is asked for. */
export interface WalkRequest {
  /** Null = the linear address of the instruction at RIP. */
  readonly address: bigint | null;
  /** What kind of address it is; absent = linear. */
  readonly space?: AddressSpace;
  readonly access: 'read' | 'write' | 'fetch';
  /** Null = as the current privilege level has it. */
  readonly user: boolean | null;
  /** True: while the VMM runs, an address of the guest of the current VMCS, as the guest would access it after a VM entry. */
  readonly guest?: boolean;
}

/** A guest-physical address is what paging makes of a linear one; EPT makes a host-physical address of it. */
export type AddressSpace = 'linear' | 'guest-physical';

/** A bit outside the paging structures that has a say in an access, e.g. CR0.WP. */
export interface ConsultedBit {
  readonly name: string;
  readonly value: 0 | 1;
}

/** A page walk at this instant, as it would be made for one access; nothing is changed by it. */
export interface WalkView extends WalkExplanation {
  readonly address: bigint;
  readonly space: AddressSpace;
  /** Whose address it is: the VMM's, a guest's that runs or that would; null where nobody is a guest or a VMM. */
  readonly whose: 'vmm' | 'guest' | null;
  /** The EPTP; null where no EPT translates. */
  readonly eptp: bigint | null;
  readonly access: WalkRequest['access'];
  readonly user: boolean;
  readonly cr3: bigint;
  readonly consulted: readonly ConsultedBit[];
  /** The TLB entry that the access would find; null when it would walk. */
  readonly cached: ComparedTranslation | null;
}

/** What is cached of translations at this instant. */
export interface TlbView {
  readonly mode: PagingMode;
  /** The current PCID; null while CR4.PCIDE is 0. */
  readonly pcid: number | null;
  readonly vpid: number;
  /** Linear and combined mappings, ascending by linear address. */
  readonly entries: readonly ComparedTranslation[];
  /** Guest-physical mappings, ascending by address. */
  readonly guestPhysical: readonly ComparedGuestPhysical[];
  /** The linear address that `previews` are about, where they are about one. */
  readonly address: bigint;
  readonly previews: readonly InvalidationPreview[];
}
