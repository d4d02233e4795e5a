import type { MessageValues } from '../base/message-template';
import type { CheckOutcome } from '../vmx/entry/checks/entry-check';
import type { CheckFinding, SourceLine, VmcsFieldId } from './snapshot';

export type { CheckOutcome } from '../vmx/entry/checks/entry-check';

/** A field that a check reads. */
export interface CheckedField {
  readonly field: VmcsFieldId;
  readonly value: bigint;
  /** The instruction that last wrote it; null when none did. */
  readonly writer: { readonly position: number; readonly rip: bigint; readonly source: SourceLine | null } | null;
}

/** One VM-entry check, asked now. */
export interface ChecklistRow {
  readonly check: string;
  readonly group: CheckFinding['group'];
  /** Title of the manual's section. */
  readonly sdm: string;
  /** 'not-asked': nothing in this VMCS makes it apply. */
  readonly verdict: 'holds' | 'fails' | 'not-asked';
  /** Key of its sentences in translations, and the values that they are filled with. */
  readonly text: string;
  readonly values: MessageValues;
  /** What has to be so. */
  readonly rule: string;
  readonly fields: readonly CheckedField[];
  /** What is wrong and what to do about it; null unless the check fails. */
  readonly finding: CheckFinding | null;
}

/** Every VM-entry check of one VMCS as it stands, in the order in which VMXray looks for the failure to report. */
export interface ChecklistView {
  readonly pointer: bigint;
  /** "Guest 0". */
  readonly label: string;
  /** The instruction that its launch state asks for. */
  readonly instruction: 'vmlaunch' | 'vmresume';
  /** What makes the instruction fail before any of these checks is made; null when nothing does. */
  readonly before: 'shadow-vmcs' | 'stale' | 'blocked-by-mov-ss' | null;
  /** Where the first failing check leads; null when all hold. */
  readonly outcome: CheckOutcome | null;
  readonly rows: readonly ChecklistRow[];
}
