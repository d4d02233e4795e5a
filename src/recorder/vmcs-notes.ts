import type { StateImage } from '../cpu/state/state-image';
import type { Transition } from '../vmx/explain/transition';
import type { VmcsFieldId } from '../vmx/vmcs/vmcs-field-list.table';
import { vmcsFieldList } from '../vmx/vmcs/vmcs-field-list.table';
import { F, REGION_WORDS, regionWord } from '../vmx/vmcs/vmcs-region';
import { FieldWriters } from './field-writers';

/** What is remembered of one VMCS beside the machine's own state. */
export interface VmcsNote {
  readonly pointer: number;
  /** Whether a VM entry with it has happened. */
  entered: boolean;
  readonly writers: FieldWriters;
  /** Position of its last transition, -1 before the first. */
  transitionPosition: number;
  /** Its region's words as they were after its last transition, and after the one before. */
  lastWords: Int32Array;
  previousWords: Int32Array;
}

/** A copy that nothing writes to any more. */
export type VmcsNotesCopy = readonly VmcsNote[];

/**
 * Facts about VMCSs that the machine's state does not hold: the order in which they first became current, who wrote which
 * field, and their contents at the last transitions. They travel with the checkpoints and are recomputed by replay, so
 * they are exact at every position.
 */
export class VmcsNotes {
  private notes: VmcsNote[] = [];
  private copied: VmcsNotesCopy | null = null;
  private readonly regions = new Map<number, Int32Array>();
  private readonly failures = new WeakMap<Transition, FieldWriters>();

  constructor(private readonly image: StateImage) {}

  /** In the order of first VMPTRLD. */
  get list(): VmcsNotesCopy {
    return this.notes;
  }

  find(pointer: number): VmcsNote | undefined {
    for (const note of this.notes) if (note.pointer === pointer) return note;
    return undefined;
  }

  /** A VMCS became current, or a transition named it. Ignores pointers that lie outside RAM. */
  see(pointer: bigint): VmcsNote | undefined {
    return this.seeAt(Number(pointer));
  }

  /** The instruction at an address wrote a field of the VMCS at another; `position` is where the processor stood before it. */
  wrote(pointer: number, field: VmcsFieldId, position: number, ripLow: number, ripHigh: number): void {
    this.copied = null;
    this.seeAt(pointer)?.writers.note(field, position, ripLow, ripHigh);
  }

  /** Keeps who had written the fields when a check of the VMCS failed: later VMWRITEs will repair them. */
  noteFailure(t: Transition): void {
    const writers = this.see(t.vmcs)?.writers;
    if (writers !== undefined) this.failures.set(t, new FieldWriters(writers));
  }

  /** What `noteFailure` kept; undefined for other transitions. */
  writersAtFailure(t: Transition): FieldWriters | undefined {
    return this.failures.get(t);
  }

  /** A transition that concerned the VMCS at an address has just happened. */
  transition(address: number, position: number, entry: boolean): void {
    const note = this.seeAt(address);
    if (note === undefined) return;
    this.copied = null;
    if (entry) note.entered = true;
    note.transitionPosition = position;
    const words = note.previousWords;
    note.previousWords = note.lastWords;
    note.lastWords = words;
    words.set(this.region(note.pointer));
  }

  /** Fields that differ from what they were at the VMCS's previous transition; at a transition, what it changed. */
  changedFields(pointer: number, position: number): VmcsFieldId[] {
    const note = this.find(pointer);
    if (note === undefined) return [];
    const before = note.transitionPosition === position ? note.previousWords : note.lastWords;
    const start = regionWord(pointer);
    const ram = this.image.i32;
    const changed: VmcsFieldId[] = [];
    for (const row of vmcsFieldList) {
      const word = F[row.id];
      if (ram[start + word] !== before[word] || ram[start + word + 1] !== before[word + 1]) changed.push(row.id);
    }
    return changed;
  }

  /** Shared with the previous copy while nothing has changed. */
  copy(): VmcsNotesCopy {
    this.copied ??= this.notes.map(copyNote);
    return this.copied;
  }

  restore(copy: VmcsNotesCopy): void {
    this.notes = copy.map(copyNote);
    this.copied = copy;
  }

  private seeAt(address: number): VmcsNote | undefined {
    const known = this.find(address);
    if (known !== undefined) return known;
    if (address + REGION_WORDS * 4 > this.image.ramBytes) return undefined;
    this.copied = null;
    const words = this.region(address).slice();
    const note: VmcsNote = {
      pointer: address,
      entered: false,
      writers: new FieldWriters(),
      transitionPosition: -1,
      lastWords: words,
      previousWords: words.slice(),
    };
    this.notes.push(note);
    return note;
  }

  /** The fields of a region as they lie in RAM; made once per region, for a fast run copies it at every transition. */
  private region(pointer: number): Int32Array {
    const known = this.regions.get(pointer);
    if (known !== undefined) return known;
    const start = regionWord(pointer);
    const region = this.image.i32.subarray(start, start + REGION_WORDS);
    this.regions.set(pointer, region);
    return region;
  }
}

const copyNote = (note: VmcsNote): VmcsNote => ({
  ...note,
  writers: new FieldWriters(note.writers),
  lastWords: note.lastWords.slice(),
  previousWords: note.previousWords.slice(),
});
