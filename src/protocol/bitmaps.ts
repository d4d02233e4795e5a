import type { BitRun } from './descriptor-tables';
import type { VmcsFieldId } from './snapshot';

/** The bitmaps and lists of a VMCS that decide about single ports, MSRs, vectors, encodings and pages. */
export type BitmapId =
  | 'exceptions'
  | 'io-a'
  | 'io-b'
  | 'msr-read-low'
  | 'msr-read-high'
  | 'msr-write-low'
  | 'msr-write-high'
  | 'vmread'
  | 'vmwrite'
  | 'eoi-exit'
  | 'xss-exiting';

/** One bitmap of a VMCS as it stands now, joined to runs of equal bits. */
export interface VmcsBitmap {
  readonly id: BitmapId;
  /** The field that holds it, or its address. */
  readonly field: VmcsFieldId;
  /** False when no control makes the processor look at it; `runs` say what it would say. */
  readonly used: boolean;
  /** Host-physical address of its first byte; null for a bitmap that lies in the VMCS itself. */
  readonly address: bigint | null;
  /** What bit 0 stands for: the number of a port, MSR, vector or encoding. */
  readonly firstNumber: number;
  /** In numbers of bits; at most 1,024. */
  readonly runs: readonly BitRun[];
  readonly leftOut: number;
}

/** An entry of the EPTP list. */
export interface EptpListEntry {
  readonly index: number;
  readonly value: bigint;
  /** The present EPT pointer is the same. */
  readonly current: boolean;
}

export interface EptpListView {
  readonly used: boolean;
  readonly address: bigint;
  /** Those of the 512 that are not 0; null where there is no memory at the address. */
  readonly entries: readonly EptpListEntry[] | null;
}

export interface BitmapsView {
  readonly pointer: bigint;
  readonly label: string;
  /** Those that the model has. */
  readonly bitmaps: readonly VmcsBitmap[];
  /** Which page faults the exception bitmap's bit 14 is about: error codes with (code AND mask) = match. */
  readonly pageFaults: { readonly mask: number; readonly match: number };
  /** Null when the model has no EPTP switching. */
  readonly eptpList: EptpListView | null;
}
