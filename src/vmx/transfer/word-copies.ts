import { F } from '../vmcs/vmcs-region';
import type { StatePlace } from './guest-state-places';

/** Pairs of words to copy between a VMCS region and a processor's area. */
export interface WordCopies {
  readonly regionWords: Int32Array;
  readonly processorWords: Int32Array;
}

/** Compiles places into word pairs, so that a transition is one short loop without objects. */
export function compileCopies(places: readonly StatePlace[]): WordCopies {
  const region: number[] = [];
  const processor: number[] = [];
  for (const { field, place, words } of places) {
    for (let word = 0; word < words; word++) {
      region.push(F[field] + word);
      processor.push(place + word);
    }
  }
  return { regionWords: Int32Array.from(region), processorWords: Int32Array.from(processor) };
}

/** Processor → VMCS. `region` is the index in `image` of the VMCS's first word. */
export function copyToVmcs(copies: WordCopies, s: Int32Array, image: Int32Array, region: number): void {
  const { regionWords, processorWords } = copies;
  for (let k = 0; k < regionWords.length; k++) {
    image[region + (regionWords[k] as number)] = s[processorWords[k] as number] as number;
  }
}

/** VMCS → processor. */
export function copyFromVmcs(copies: WordCopies, s: Int32Array, image: Int32Array, region: number): void {
  const { regionWords, processorWords } = copies;
  for (let k = 0; k < regionWords.length; k++) {
    s[processorWords[k] as number] = image[region + (regionWords[k] as number)] as number;
  }
}
