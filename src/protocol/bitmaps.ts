import type { BitmapId } from '../vmx/vmcs/vmcs-bitmaps.table';
import type { BitRun } from './descriptor-tables';

export type { BitmapId } from '../vmx/vmcs/vmcs-bitmaps.table';

/** One bitmap of a VMCS as it stands now, joined to runs of equal bits. */
export interface VmcsBitmap {
  readonly id: BitmapId;
  /** False when its control is 0: `runs` then say what nobody asks. */
  readonly used: boolean;
  /** Host-physical address of its first byte; null for a bitmap that lies in the VMCS itself. */
  readonly address: bigint | null;
  /** In numbers of bits; at most 1,024. */
  readonly runs: readonly BitRun[];
  readonly leftOut: number;
}

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

/** What the bitmaps and lists of a VMCS say of single ports, MSRs, vectors, encodings and EPT pointers. */
export interface BitmapsView {
  readonly pointer: bigint;
  /** "Guest 0". */
  readonly label: string;
  /** Those that the model has. */
  readonly bitmaps: readonly VmcsBitmap[];
  /** Which page faults the exception bitmap's bit 14 is about: error codes with (code AND mask) = match. */
  readonly pageFaults: { readonly mask: number; readonly match: number };
  /** Null when the model has no VM functions. */
  readonly eptpList: EptpListView | null;
}
