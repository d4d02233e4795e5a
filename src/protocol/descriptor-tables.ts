import type { DescriptorType } from '../cpu/registers/descriptor-types.table';
import type { SegmentView } from './snapshot';

/** A segment register that was loaded from a descriptor. */
export interface DescriptorUse {
  readonly name: SegmentView['name'];
  /** Whether the register's hidden part says something else than the descriptor does now. */
  readonly differs: boolean;
}

interface DescriptorPlace {
  /** Number of the place in its table; for gates of the IDT the vector. */
  readonly index: number;
  readonly address: bigint;
  readonly usedBy: readonly DescriptorUse[];
}

/** One entry of a descriptor table, taken apart. Null ones are only counted. */
export type DescriptorEntry = DescriptorPlace &
  (
    | {
        readonly kind: 'segment';
        readonly type: DescriptorType;
        readonly base: bigint;
        /** In bytes, granularity applied. */
        readonly limit: number;
        /** Format of the VMCS's access-rights fields. */
        readonly access: number;
      }
    | {
        readonly kind: 'gate';
        readonly type: DescriptorType;
        readonly selector: number;
        /** Null for a task gate. */
        readonly offset: bigint | null;
        readonly dpl: number;
        readonly present: boolean;
        /** Entry of the interrupt stack table; 0 = none, null where the gate has no such field. */
        readonly ist: number | null;
        /** Words that a call gate copies; null where the gate has no such field. */
        readonly parameters: number | null;
        /** Name of the target, e.g. "on_breakpoint". */
        readonly symbol: string | null;
      }
    /** An interrupt vector of real-address mode. */
    | {
        readonly kind: 'vector';
        readonly selector: number;
        readonly offset: bigint;
        readonly symbol: string | null;
      }
    | { readonly kind: 'reserved'; readonly value: bigint }
    /** Its bytes cannot be read: they end with the limit, or no memory is mapped there. */
    | { readonly kind: 'unreadable'; readonly why: 'limit' | 'unmapped' }
  );

export interface DescriptorTableView {
  readonly base: bigint;
  readonly limit: number;
  /** Places in it; of the IDT at most 256. */
  readonly places: number;
  /** Those that are not null, at most 1,024. */
  readonly entries: readonly DescriptorEntry[];
  readonly nullEntries: number;
  /** Further entries that are not null. */
  readonly leftOut: number;
}

export interface TaskStateFieldView {
  /** The manual's name, e.g. "RSP0". */
  readonly name: string;
  readonly offset: number;
  readonly bytes: 2 | 4 | 8;
  readonly value: bigint | null;
  /** Why there is no value. */
  readonly unreadable: 'limit' | 'unmapped' | null;
  /** Name of the address that it holds. */
  readonly symbol: string | null;
}

/** Bits of a bitmap that follow one another and are alike. */
export interface BitRun {
  readonly first: number;
  readonly last: number;
  /** Their value, or why they have none: a byte read for them lies beyond the limit, or no memory is mapped there. */
  readonly bit: 0 | 1 | 'limit' | 'unmapped';
}

/** A bitmap of the TSS, every bit of it in one of the runs. */
export interface BitmapView {
  /** Offset in the TSS of bit 0; may be negative. Null when the field that says it cannot be read. */
  readonly offset: number | null;
  /** At most 1,024. */
  readonly runs: readonly BitRun[];
  /** Further runs. */
  readonly leftOut: number;
}

export interface TaskStateView {
  readonly selector: number;
  readonly base: bigint;
  readonly limit: number;
  readonly format: '16-bit' | '32-bit' | '64-bit';
  readonly fields: readonly TaskStateFieldView[];
  /** The I/O permission bitmap, a bit for each port: 0 allows it. Null when the format has none. */
  readonly ports: BitmapView | null;
  /**
   * The software interrupt redirection bitmap, a bit for each vector: 0 lets the 8086 program handle INT n itself. Null
   * when the format has none or CR4.VME is 0, for nobody asks it then.
   */
  readonly redirection: BitmapView | null;
}

/** The descriptor tables and the TSS that the processor uses, as they stand in memory now. */
export interface TablesView {
  /** Where segment registers are not loaded from descriptors, and through what events go. */
  readonly mode: 'real' | 'virtual-8086' | 'protected' | 'ia-32e';
  readonly gdt: DescriptorTableView;
  readonly idt: DescriptorTableView;
  /** Null when LDTR is unusable. */
  readonly ldt: (DescriptorTableView & { readonly selector: number }) | null;
  /** Null when TR is unusable. */
  readonly tss: TaskStateView | null;
}
