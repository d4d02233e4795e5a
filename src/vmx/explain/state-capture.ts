import type { Processor } from '../../cpu/processor';
import { VMX_END_WORD } from '../../cpu/state/processor-layout';
import type { StatePlace } from '../transfer/guest-state-places';
import { vmcsFieldList } from '../vmcs/vmcs-field-list.table';
import { F, REGION_WORDS } from '../vmcs/vmcs-region';
import type { StateChange } from './transition';

const join = (words: Int32Array, word: number, count: 1 | 2): bigint => {
  const low = BigInt((words[word] as number) >>> 0);
  return count === 1 ? low : (BigInt((words[word + 1] as number) >>> 0) << 32n) | low;
};

/**
 * A copy of the processor's words and of one VMCS, taken before a transition, against which the state after it is
 * compared. Used only when somebody listens. The caller settles lazy flags first.
 */
export class StateCapture {
  private readonly processor = new Int32Array(VMX_END_WORD);
  private readonly vmcs = new Int32Array(REGION_WORDS);

  /** @param region index in `image.i32` of the VMCS's first word */
  take(p: Processor, region: number): void {
    this.processor.set(p.s.subarray(0, VMX_END_WORD));
    this.vmcs.set(p.image.i32.subarray(region, region + REGION_WORDS));
  }

  /** Fields of the VMCS that differ from the copy, in the order of their encodings. */
  savedFields(p: Processor, region: number): StateChange[] {
    const now = p.image.i32;
    const before = this.vmcs;
    const changes: StateChange[] = [];
    for (const row of vmcsFieldList) {
      const word = F[row.id];
      if (now[region + word] === before[word] && now[region + word + 1] === before[word + 1]) continue;
      changes.push({ field: row.id, old: join(before, word, 2), new: join(now, region + word, 2) });
    }
    return changes;
  }

  /** Places of the processor, out of those that a transition loads, that differ from the copy. */
  loadedFields(p: Processor, places: readonly StatePlace[]): StateChange[] {
    const changes: StateChange[] = [];
    for (const { field, place, words } of places) {
      const old = join(this.processor, place, words);
      const now = join(p.s, place, words);
      if (old !== now) changes.push({ field, old, new: now });
    }
    return changes;
  }
}
