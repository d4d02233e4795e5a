import type { AreaField } from '../base/area-layout';
import { Hash64 } from '../base/hash-64';
import type { Processor } from '../cpu/processor';
import { settleFlags } from '../cpu/registers/flags';
import { ADDRESS, cpuArea, FAULT, FAULT_ADDRESS, HIGH, STOP, STOP_VALUE } from '../cpu/state/processor-layout';
import {
  DEVICES_BASE,
  DEVICES_BYTES,
  PAGE_BYTES,
  PAGE_REHASH,
  PROCESSOR_AREA_BYTES,
  RAM_BASE,
  type StateImage,
} from '../cpu/state/state-image';
import { STOP_NONE, STOP_REQUESTED } from '../cpu/state/stop-code';

const SCRATCH = new Set([HIGH, ADDRESS, FAULT, FAULT_ADDRESS]);
const PAGE_WORDS = PAGE_BYTES / 4;

/** Runs of words of a processor's area that are state: all but the scratch fields and STOP, which is treated apart. */
const stateRuns = runsOutside(
  cpuArea.fields.filter(
    (field) => field.kind !== 'f64' && (SCRATCH.has(field.word) || field.word === STOP || field.word === STOP_VALUE),
  ),
);

function runsOutside(holes: readonly AreaField[]): readonly (readonly [first: number, end: number])[] {
  const runs: [number, number][] = [];
  let next = 0;
  for (const hole of [...holes].sort((a, b) => a.word - b.word)) {
    if (hole.word > next) runs.push([next, hole.word]);
    next = hole.word + hole.words * hole.count;
  }
  runs.push([next, PROCESSOR_AREA_BYTES / 4]);
  return runs;
}

/**
 * The digest of a machine: processor areas without scratch, devices, and RAM. RAM is the sum of the hashes of its pages
 * that are not all zeros, so it depends on contents alone and only pages written since the last digest are read again.
 */
export class MachineDigest {
  private readonly hash = new Hash64();
  private readonly pageLow: Int32Array;
  private readonly pageHigh: Int32Array;
  private sumLow = 0;
  private sumHigh = 0;

  constructor(
    private readonly image: StateImage,
    private readonly processors: readonly Processor[],
  ) {
    this.pageLow = new Int32Array(image.pageFlags.length);
    this.pageHigh = new Int32Array(image.pageFlags.length);
  }

  /** 16 hexadecimal digits. Lazy flags are settled on the way, which changes no result. */
  compute(): string {
    this.rehashPages();
    const { hash, image } = this;
    hash.start(this.processors.length);
    for (const p of this.processors) {
      settleFlags(p);
      for (const [first, end] of stateRuns) hash.words(p.s, first, end);
      const stop = p.s[STOP] === STOP_REQUESTED ? STOP_NONE : p.s[STOP];
      hash.word(stop);
      hash.word(stop === STOP_NONE ? 0 : p.s[STOP_VALUE]);
    }
    hash.words(image.i32, DEVICES_BASE / 4, (DEVICES_BASE + DEVICES_BYTES) / 4);
    hash.word(this.sumLow);
    hash.word(this.sumHigh);
    hash.finish();
    return hash.toString();
  }

  private rehashPages(): void {
    const { image, hash, pageLow, pageHigh } = this;
    const flags = image.pageFlags;
    let any = false;
    for (let page = 0; page < flags.length; page++) {
      if ((flags[page] & PAGE_REHASH) === 0) continue;
      any = true;
      flags[page] &= ~PAGE_REHASH;
      const first = RAM_BASE / 4 + page * PAGE_WORDS;
      hash.start(page);
      const content = hash.words(image.i32, first, first + PAGE_WORDS);
      hash.finish();
      const low = content === 0 ? 0 : hash.low;
      const high = content === 0 ? 0 : hash.high;
      this.sumLow = (this.sumLow - pageLow[page] + low) | 0;
      this.sumHigh = (this.sumHigh - pageHigh[page] + high) | 0;
      pageLow[page] = low;
      pageHigh[page] = high;
    }
    // A page without PAGE_REHASH must not be written through a fast tag.
    if (any) for (const listener of image.restrictionListeners) listener();
  }
}
