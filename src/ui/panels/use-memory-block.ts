import { useEffect, useState } from 'react';
import type { MemoryBlock } from '../../protocol/snapshot';
import { readMemory } from '../../stores/actions';
import { useSimulator } from '../../stores/simulator-store';

export interface FollowedMemory {
  readonly block: MemoryBlock | null;
  /** The same place at the position before; null when it was not looked at. */
  readonly before: MemoryBlock | null;
}

interface Read {
  readonly block: MemoryBlock;
  readonly position: number;
  /** As which processor sees it. */
  readonly processor: number;
}

/** Reads a block of memory again whenever the machine has moved, and keeps the one before for comparison. */
export function useMemoryBlock(space: MemoryBlock['space'], address: bigint | null, length: number): FollowedMemory {
  const position = useSimulator((state) => state.snapshot?.position ?? null);
  const processor = useSimulator((state) => state.snapshot?.processor ?? 0);
  // An edit by hand changes memory where the machine stands still.
  const journal = useSimulator((state) => state.journal);
  const [reads, setReads] = useState<{ readonly now: Read | null; readonly before: Read | null }>({
    now: null,
    before: null,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new journal is a reason to read again.
  useEffect(() => {
    if (address === null || position === null || length <= 0) return;
    let wanted = true;
    readMemory({ space, address, length }).then(
      (block) => {
        if (!wanted) return;
        setReads(({ now, before }) => {
          const moved = now !== null && now.position !== position;
          const last = moved ? now : before;
          return { now: { block, position, processor }, before: last?.processor === processor ? last : null };
        });
      },
      // A machine that went away meanwhile has nothing to show.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [space, address, length, position, processor, journal]);
  return { block: reads.now?.block ?? null, before: reads.before?.block ?? null };
}
