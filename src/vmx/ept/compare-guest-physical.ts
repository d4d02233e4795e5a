import { allowsMore } from '../../cpu/mmu/tlb-view';
import type { Processor } from '../../cpu/processor';
import { asGuestPhysical } from '../../cpu/state/address';
import type { GuestPhysicalMapping } from './guest-physical-cache';

/** In what a guest-physical mapping differs from what EPT in memory says now. */
export type GuestPhysicalDifference = 'unmapped' | 'page' | 'second-level-rights' | 'second-level-dirty';

/** A guest-physical mapping beside a walk of EPT. */
export interface ComparedGuestPhysical extends GuestPhysicalMapping {
  /** What a walk gives now; 'unmapped' where EPT maps nothing, null for a mapping of another EPT. */
  readonly memory: Pick<GuestPhysicalMapping, 'hostPhysical' | 'read' | 'write' | 'execute'> | 'unmapped' | null;
  readonly differences: readonly GuestPhysicalDifference[];
}

/**
 * Lays a mapping beside a walk, without side effects.
 * @param ep4ta the EP4TA of the current VMCS; null where it has no EPT
 */
export function compareGuestPhysical(
  p: Processor,
  mapping: GuestPhysicalMapping,
  ep4ta: number | null,
): ComparedGuestPhysical {
  if (p.secondLevel === null || mapping.ep4ta !== ep4ta) return { ...mapping, memory: null, differences: [] };
  const walk = p.secondLevel.explain(p, asGuestPhysical(mapping.guestPhysical), 0);
  const last = walk.steps.at(-1);
  if (walk.physical === null || last === undefined)
    return { ...mapping, memory: 'unmapped', differences: ['unmapped'] };
  const memory = { hostPhysical: walk.physical, read: last.read, write: last.write, execute: last.execute };
  const differences: GuestPhysicalDifference[] = [];
  if (memory.hostPhysical !== mapping.hostPhysical) differences.push('page');
  if (allowsMore(mapping, memory)) differences.push('second-level-rights');
  if (mapping.write && last.dirty === false) differences.push('second-level-dirty');
  return { ...mapping, memory, differences };
}
