import type { MessageValues } from '../../../base/message-template';
import type { VmxCapabilities } from '../../capabilities/capabilities';
import type { CheckFinding } from '../../explain/transition';
import type { VmcsFieldId } from '../../vmcs/vmcs-field-list.table';

/** What a check may look at. The audit, the panel and VMLAUNCH all build one. */
export interface CheckContext {
  /** A field of the VMCS, unsigned, cut to its width; 0 when the model lacks it. */
  field(id: VmcsFieldId): bigint;
  /** Low 32 bits of a field as an unsigned number. */
  word(id: VmcsFieldId): number;
  readonly capabilities: VmxCapabilities;
  /** Whether the processor is in IA-32e mode (IA32_EFER.LMA) when the entry is tried. */
  readonly ia32e: boolean;
  readonly physicalAddressBits: number;
  readonly linearAddressBits: number;
  /** Pointer of the current VMCS. */
  readonly pointer: bigint;
  /** Reads 32 bits of physical memory (VMCS link pointer, MSR areas). */
  readPhysical32(address: bigint): number;
}

/** Where a failing check leads. */
export type CheckOutcome =
  | { readonly kind: 'vm-fail-valid'; readonly error: 7 | 8 }
  | { readonly kind: 'entry-failure'; readonly reason: 33 | 34; readonly qualification: number };

/** One rule of "VM-Entry Checks", as data. */
export interface EntryCheck<Text extends string = string> {
  readonly id: string;
  /** Key of its sentences in translations; rows that say the same of different registers share one. */
  readonly text: Text;
  readonly sdm: string;
  readonly group: CheckFinding['group'];
  /** Every field that the row reads; the cache of held checks relies on it. */
  readonly fields: readonly VmcsFieldId[];
  /** True for a row that also reads memory, so that its fields alone do not tell whether it holds. */
  readonly readsMemory?: true;
  /** Absent: always. */
  readonly applies?: (c: CheckContext) => boolean;
  readonly holds: (c: CheckContext) => boolean;
  readonly outcome: CheckOutcome;
  /** What is wrong; its `{placeholders}` are filled from `values`. */
  readonly message: string;
  /** What to do about it, with the same values. */
  readonly suggestion: string;
  /** The offending values, as people read them: machine words in hexadecimal. Absent: the sentences have none. */
  readonly values?: (c: CheckContext) => MessageValues;
}
