import { DEVICES_BASE, DEVICES_BYTES, PAGE_DIRTY, PAGE_TOUCHED, PROCESSOR_AREA_BYTES } from '../cpu/state/state-image';
import { COMPANION_BYTES, type Companions } from './companions';
import { PageHistory } from './page-history';
import type { RecordedMachine } from './recorded-machine';

/** The machine at one position: small areas whole, RAM as the pages that changed since the checkpoint before. */
export interface Checkpoint {
  readonly position: number;
  readonly processors: Uint8Array;
  readonly devices: Uint8Array;
  readonly pages: Set<number>;
  /** What the recorder keeps beside the machine, at that position. */
  readonly companions: Companions;
}

/**
 * The checkpoints of one history, ascending by position. The first is never dropped, so every position can be reached.
 * `base` is the checkpoint from which RAM's dirty flags count.
 */
export class Checkpoints {
  private readonly list: Checkpoint[] = [];
  private readonly pages: PageHistory;
  private base: Checkpoint | null = null;

  /** @param budget bytes that may be kept; old checkpoints are thinned beyond it */
  constructor(
    private readonly machine: RecordedMachine,
    private readonly budget: number,
  ) {
    this.pages = new PageHistory(machine.image);
  }

  get count(): number {
    return this.list.length;
  }

  /** Bytes held, roughly. */
  get bytes(): number {
    return this.pages.bytes + this.list.length * this.areaBytes();
  }

  /** The last checkpoint at or before `position` (there is always the first). */
  before(position: number): Checkpoint {
    return this.list[Math.max(0, this.indexBefore(position))] as Checkpoint;
  }

  /** The first checkpoint after `position`, if any. */
  after(position: number): Checkpoint | undefined {
    return this.list[this.indexBefore(position) + 1];
  }

  /**
   * Records the machine as it stands. Returns how many pages were copied. A checkpoint that stands at this position
   * already becomes the base, unless an entry of the journal came between.
   */
  take(companions: Companions): number {
    const position = this.machine.position();
    const image = this.machine.image;
    const index = this.indexBefore(position);
    const present = this.list[index];
    const first = this.list.length === 0;
    const pages = new Set<number>();
    if (present?.position !== position) {
      const flag = first ? PAGE_TOUCHED : PAGE_DIRTY;
      const next = this.list[index + 1];
      for (let page = 0; page < image.pageFlags.length; page++) {
        if (((image.pageFlags[page] as number) & flag) === 0) continue;
        const outcome = this.pages.record(page, position, next?.position ?? null);
        if (outcome !== 'equal') pages.add(page);
        if (outcome === 'recorded-both') next?.pages.add(page);
      }
      const checkpoint = {
        position,
        pages,
        companions,
        processors: image.u8.slice(0, this.machine.processors.length * PROCESSOR_AREA_BYTES),
        devices: image.u8.slice(DEVICES_BASE, DEVICES_BASE + DEVICES_BYTES),
      };
      this.list.splice(index + 1, 0, checkpoint);
      this.base = checkpoint;
    } else if (present.companions.journalIndex === companions.journalIndex) {
      this.base = present;
    } else {
      // The machine was changed by hand since: it is not what that checkpoint holds.
      return 0;
    }
    image.clearPageFlag(PAGE_DIRTY);
    this.thin(position);
    return pages.size;
  }

  /** Makes the machine what it was at the checkpoint. */
  restore(checkpoint: Checkpoint): void {
    const image = this.machine.image;
    const stale = new Set<number>();
    for (let page = 0; page < image.pageFlags.length; page++) {
      if (((image.pageFlags[page] as number) & PAGE_DIRTY) !== 0) stale.add(page);
    }
    const basePosition = this.base?.position ?? 0;
    const low = Math.min(basePosition, checkpoint.position);
    const high = Math.max(basePosition, checkpoint.position);
    for (let k = this.indexBefore(low) + 1; k <= this.indexBefore(high); k++) {
      for (const page of (this.list[k] as Checkpoint).pages) stale.add(page);
    }
    for (const page of stale) this.pages.restore(page, checkpoint.position);
    image.u8.set(checkpoint.processors, 0);
    image.u8.set(checkpoint.devices, DEVICES_BASE);
    image.clearPageFlag(PAGE_DIRTY);
    this.base = checkpoint;
    this.machine.restored();
  }

  /** Forgets every checkpoint after `position`, where the machine must stand. */
  dropAfter(position: number): void {
    while ((this.list.at(-1)?.position ?? -1) > position) {
      const gone = this.list.pop() as Checkpoint;
      for (const page of gone.pages) this.pages.dropAfter(page, position);
    }
  }

  /**
   * Gives memory back: of all checkpoints but the first, the last and the base, the one goes first whose absence leaves
   * the smallest gap for its age. So the recent past stays dense and the far past gets coarser.
   */
  private thin(now: number): void {
    while (this.bytes > this.budget && this.list.length > 3) {
      let victim = -1;
      let smallest = Number.POSITIVE_INFINITY;
      for (let k = 1; k < this.list.length - 1; k++) {
        const checkpoint = this.list[k] as Checkpoint;
        if (checkpoint === this.base) continue;
        const gap = (this.list[k + 1] as Checkpoint).position - (this.list[k - 1] as Checkpoint).position;
        const weight = gap / (Math.abs(now - checkpoint.position) + 1);
        if (weight < smallest) {
          smallest = weight;
          victim = k;
        }
      }
      if (victim < 0) return;
      const gone = this.list[victim] as Checkpoint;
      const heir = this.list[victim + 1] as Checkpoint;
      for (const page of gone.pages) {
        if (this.pages.moveForward(page, gone.position, heir.position)) heir.pages.add(page);
      }
      this.list.splice(victim, 1);
    }
  }

  private areaBytes(): number {
    return this.machine.processors.length * PROCESSOR_AREA_BYTES + DEVICES_BYTES + COMPANION_BYTES;
  }

  private indexBefore(position: number): number {
    let low = 0;
    let high = this.list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.list[middle] as Checkpoint).position <= position) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
