import type { SdmSection } from '../../sdm/edition';
import type { VmcsFieldId } from '../vmcs/vmcs-field-list.table';

/** The words of controls in a VMCS. The names are those of DecisionWord. */
export type ControlWord =
  | 'pin-based'
  | 'primary-processor-based'
  | 'secondary-processor-based'
  | 'tertiary-processor-based'
  | 'vm-exit'
  | 'secondary-vm-exit'
  | 'vm-entry';

/** Another control that must be 1 where this one is 1, by word and id. */
export interface ControlNeed {
  readonly word: ControlWord;
  readonly id: string;
}

/** Features that stay outside the model, by the names that the manual gives them. */
export type OutsideFeature =
  | 'Intel PT'
  | 'SGX'
  | 'MKTME'
  | 'ENQCMD'
  | 'Key Locker'
  | 'SEAM'
  | 'SMM monitor'
  | 'MPX'
  | 'LBR'
  | 'user interrupts'
  | 'CET'
  | 'FRED';

/** One defined bit of a word of controls. */
export interface ControlRow<Id extends string = string> {
  readonly word: ControlWord;
  readonly bit: number;
  readonly id: Id;
  /** The manual's name. */
  readonly name: string;
  /** What the 1-setting does, in one sentence. */
  readonly does: string;
  /** Controls that VM entry requires to be 1 together with this one. */
  readonly needs: readonly ControlNeed[];
  /** True for bits of the default1 class: 1 unless the TRUE capability MSRs allow 0. */
  readonly defaultOne: boolean;
  /** The feature that it is about when VMXray does not model that feature and so no model allows the control to be 1. */
  readonly outside?: OutsideFeature;
  readonly sdm: SdmSection;
}

/** A row as a table file writes it: what is the same for the whole word is left out. */
export type ControlFacts<Id extends string = string> = Pick<ControlRow<Id>, 'bit' | 'id' | 'name' | 'does'> &
  Partial<Pick<ControlRow, 'needs' | 'defaultOne' | 'outside'>>;

/** One word of controls: its field, its bits, and the reserved bits that must be 1. */
export interface ControlWordTable<Id extends string = string> {
  readonly word: ControlWord;
  readonly field: VmcsFieldId;
  /** Bits in the word. */
  readonly width: 32 | 64;
  readonly sdm: SdmSection;
  /** Prefix of its constants in vmx.inc. */
  readonly prefix: string;
  /** Reserved bits of the default1 class (unsigned): software sets them to 1, always. */
  readonly reservedOnes: number;
  readonly rows: readonly ControlRow<Id>[];
}

/** Completes the rows of one word. */
export function controlWord<const Id extends string>(
  facts: Omit<ControlWordTable, 'rows'> & { readonly rows: readonly ControlFacts<Id>[] },
): ControlWordTable<Id> {
  const rows = facts.rows.map((row) => ({ needs: [], defaultOne: false, ...row, word: facts.word, sdm: facts.sdm }));
  return { ...facts, rows };
}
