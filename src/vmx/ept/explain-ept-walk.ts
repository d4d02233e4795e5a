import { SECOND_LEVEL_FETCH, SECOND_LEVEL_READ, SECOND_LEVEL_WRITE } from '../../cpu/mmu/access';
import type { SecondLevelEntry, SecondLevelWalk, SubPageWalk } from '../../cpu/ports';
import { join64 } from '../../cpu/state/address';
import {
  EPT_ACCESSED,
  EPT_DIRTY,
  EPT_EXECUTE,
  EPT_LEVELS,
  EPT_MEMORY_TYPE_SHIFT,
  EPT_READ,
  EPT_RIGHTS,
  EPT_USER_EXECUTE,
  EPT_WRITE,
  EPTP_ACCESSED_DIRTY,
  SUB_PAGE_SHIFT,
} from './ept-format.table';
import type { EptRule } from './ept-rules.table';
import type { EptRoot, EptStep, EptTrail, EptWalk } from './ept-walk';

/**
 * Turns a walk that was made with a trail into data for people.
 * @param access SECOND_LEVEL_* bits
 */
export function explainEptWalk(
  root: EptRoot,
  trail: EptTrail,
  refused: EptRule | null,
  found: EptWalk,
  guestPhysical: number,
  access: number,
): SecondLevelWalk {
  return {
    guestPhysical,
    asks: {
      read: (access & SECOND_LEVEL_READ) !== 0,
      write: (access & SECOND_LEVEL_WRITE) !== 0,
      fetch: (access & SECOND_LEVEL_FETCH) !== 0,
    },
    steps: trail.steps.map((step) => explainStep(root, step)),
    refusal: refused === null ? null : { rule: refused.id, sdm: refused.sdm, misconfigured: refused.misconfigured },
    physical: refused === null ? found.page + (guestPhysical % 0x1000) : null,
    pageBytes: refused === null ? 2 ** (12 + 9 * found.level) : null,
    ...(found.asksSubPage ? { subPage: explainSubPage(trail, refused, guestPhysical) } : {}),
  };
}

const explainSubPage = (trail: EptTrail, refused: EptRule | null, guestPhysical: number): SubPageWalk => ({
  steps: trail.subPage,
  part: (guestPhysical % 0x1000) >>> SUB_PAGE_SHIFT,
  partBytes: 1 << SUB_PAGE_SHIFT,
  writable: refused === null,
});

function explainStep(root: EptRoot, step: EptStep): SecondLevelEntry {
  const { low, high, leaf, rights } = step;
  const flags = (root.eptpLow & EPTP_ACCESSED_DIRTY) !== 0;
  const presence = root.modeBasedExecute ? EPT_RIGHTS | EPT_USER_EXECUTE : EPT_RIGHTS;
  return {
    name: EPT_LEVELS[step.level],
    address: step.address,
    entry: join64(low, high),
    present: (low & presence) !== 0,
    leaf,
    read: (rights & EPT_READ) !== 0,
    write: (rights & EPT_WRITE) !== 0,
    execute: (rights & EPT_EXECUTE) !== 0,
    userExecute: root.modeBasedExecute ? (rights & EPT_USER_EXECUTE) !== 0 : null,
    accessed: flags ? (low & EPT_ACCESSED) !== 0 : null,
    dirty: flags && leaf ? (low & EPT_DIRTY) !== 0 : null,
    memoryType: leaf ? (low >>> EPT_MEMORY_TYPE_SHIFT) & 7 : null,
    reserved: join64(step.reservedLow, step.reservedHigh),
  };
}
