import type { SecondLevelWalk } from '../ports';
import type { AccessRule } from './access-rights';

/** Why a walk found no usable translation. SDM Vol. 3: "Page-Fault Exceptions", "Determination of Access Rights". */
export type WalkRule = AccessRule | 'not-present' | 'reserved-bit' | 'non-canonical' | 'second-level';

/** Names of the paging-structure entries by level; 32-bit paging has the first two, PAE paging the first three. */
export const PAGING_LEVELS = ['PTE', 'PDE', 'PDPTE', 'PML4E', 'PML5E'] as const;
export type PagingLevel = (typeof PAGING_LEVELS)[number];

/** One paging-structure entry that a walk read. */
export interface WalkStep {
  readonly name: PagingLevel;
  /** Guest-physical address of the entry; null for one of the PDPTE registers. */
  readonly address: number | null;
  readonly bytes: 4 | 8;
  readonly entryLow: number;
  readonly entryHigh: number;
  /** Bits that are set and reserved. */
  readonly reservedLow: number;
  readonly reservedHigh: number;
  /** Rights of all entries so far taken together, as TLB_* flags. */
  readonly flags: number;
  /** How a second level translated the entry's own address; null without one. */
  readonly nested: SecondLevelWalk | null;
  /** Whether it is one of those that a monitor manages (HLAT paging). */
  readonly managed?: boolean;
}

/** Collects the steps of a walk; a walk with a trail has no side effects. */
export interface WalkTrail {
  readonly steps: WalkStep[];
  rule: WalkRule | null;
  /** How a second level translated the address of the entry read last. */
  nested: SecondLevelWalk | null;
  /** How it translated the page itself. */
  final: SecondLevelWalk | null;
}

/** A trail without steps. */
export const newTrail = (): WalkTrail => ({ steps: [], rule: null, nested: null, final: null });
