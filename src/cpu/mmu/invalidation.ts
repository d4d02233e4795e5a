import type { CachedTranslation } from './tlb-view';

/** What made cached translations invalid. */
export type InvalidationCause =
  | 'invlpg'
  | 'invpcid'
  /** A write of CR0, CR3, CR4 or IA32_EFER, also by a task switch or RSM. */
  | 'control-registers'
  | 'invvpid'
  | 'invept'
  /** Of a guest without a VPID. */
  | 'vm-entry'
  | 'vm-exit'
  /** EPTP switching of a guest without a VPID. */
  | 'vmfunc'
  /** The mappings that the refused access would use. */
  | 'ept-violation';

/**
 * Which cached translations an invalidation removes. `pcid` null = of all PCIDs; `ep4ta` null = of all EPTs.
 * SDM Vol. 3: "Operations that Invalidate TLBs and Paging-Structure Caches", "Operations that Invalidate Cached Mappings".
 */
export type InvalidationScope =
  /** Those of the page that holds a linear address, whatever its size. */
  | {
      readonly kind: 'page';
      readonly linear: bigint;
      readonly pcid: number | null;
      readonly vpid: number;
      readonly withGlobal: boolean;
    }
  /** Those of a PCID that are not global. */
  | { readonly kind: 'pcid'; readonly pcid: number; readonly vpid: number }
  | { readonly kind: 'vpid'; readonly vpid: number; readonly keepGlobal: boolean }
  | { readonly kind: 'vpids-but-0' }
  /** Combined and guest-physical mappings. */
  | { readonly kind: 'ep4ta'; readonly ep4ta: number | null }
  /** Those that one access would use; without a linear address only the guest-physical mapping. */
  | {
      readonly kind: 'access';
      readonly linear: bigint | null;
      readonly guestPhysical: number;
      readonly pcid: number;
      readonly vpid: number;
      readonly ep4ta: number;
    };

/** The tags of a guest-physical mapping that invalidations look at. */
export interface TaggedGuestPhysical {
  readonly guestPhysical: number;
  readonly ep4ta: number;
}

/**
 * Whether an invalidation removes a linear or combined mapping: the rule in plain words, for views. The TLB has its own
 * loops; a test holds them to this.
 */
export function removesTranslation(scope: InvalidationScope, t: CachedTranslation): boolean {
  switch (scope.kind) {
    case 'page':
      return (
        t.vpid === scope.vpid &&
        t.linear / BigInt(t.pageBytes) === scope.linear / BigInt(t.pageBytes) &&
        (t.global ? scope.withGlobal : scope.pcid === null || t.pcid === scope.pcid)
      );
    case 'pcid':
      return t.vpid === scope.vpid && t.pcid === scope.pcid && !t.global;
    case 'vpid':
      return t.vpid === scope.vpid && !(scope.keepGlobal && t.global);
    case 'vpids-but-0':
      return t.vpid !== 0;
    case 'ep4ta':
      return t.ep4ta !== null && (scope.ep4ta === null || t.ep4ta === scope.ep4ta);
    case 'access':
      return (
        scope.linear !== null &&
        t.linear >> 12n === scope.linear >> 12n &&
        t.vpid === scope.vpid &&
        t.ep4ta === scope.ep4ta &&
        (t.global || t.pcid === scope.pcid)
      );
  }
}

/** Whether an invalidation removes a guest-physical mapping. */
export function removesGuestPhysical(scope: InvalidationScope, mapping: TaggedGuestPhysical): boolean {
  if (scope.kind === 'ep4ta') return scope.ep4ta === null || mapping.ep4ta === scope.ep4ta;
  return (
    scope.kind === 'access' &&
    mapping.ep4ta === scope.ep4ta &&
    Math.floor(mapping.guestPhysical / 0x1000) === Math.floor(scope.guestPhysical / 0x1000)
  );
}
