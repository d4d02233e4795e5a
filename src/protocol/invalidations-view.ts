import type { InvalidationCause, InvalidationScope } from '../cpu/mmu/invalidation';
import type { CachedTranslation } from '../cpu/mmu/tlb-view';
import type { GuestPhysicalMapping } from '../vmx/ept/guest-physical-cache';
import type { CodePlace } from './snapshot';

export type { InvalidationCause, InvalidationScope } from '../cpu/mmu/invalidation';

/** What invalidates cached translations, as people choose among it. */
export type InvalidationChoice =
  | 'invlpg'
  | 'invpcid-address'
  | 'invpcid-context'
  | 'invpcid-all'
  | 'invpcid-all-but-global'
  | 'mov-cr3'
  | 'mov-cr4'
  | 'vm-entry'
  | 'vm-exit'
  | 'invvpid-address'
  | 'invvpid-context'
  | 'invvpid-all'
  | 'invvpid-context-but-global'
  | 'invept-context'
  | 'invept-all';

/** What an invalidation would remove now. */
export interface InvalidationPreview {
  readonly choice: InvalidationChoice;
  /** Null: it removes nothing, e.g. a VM entry with a VPID. */
  readonly scope: InvalidationScope | null;
  /** Places in `TlbView.entries` and `TlbView.guestPhysical`. */
  readonly removes: readonly number[];
  readonly removesGuestPhysical: readonly number[];
}

/** One invalidation of the past. */
export interface InvalidationView {
  /** Where the processor stood before it. */
  readonly position: number;
  readonly place: CodePlace;
  readonly cause: InvalidationCause;
  readonly scope: InvalidationScope;
  readonly count: number;
  readonly countGuestPhysical: number;
  /** The first of them. */
  readonly removed: readonly CachedTranslation[];
  readonly removedGuestPhysical: readonly GuestPhysicalMapping[];
}

export interface InvalidationsView {
  /** The position from which on none was overlooked. */
  readonly since: number;
  /** The newest first. */
  readonly invalidations: readonly InvalidationView[];
}
