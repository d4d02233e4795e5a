import type { MessageValues } from '../../base/message-template';
import type { SdmSection } from '../../sdm/edition';
import type { NoteText } from '../nonroot/decision-notes.table';
import type { StepText } from '../nonroot/decision-steps.table';
import type { VmcsFieldId } from '../vmcs/vmcs-field-list.table';

/** A word of control bits, or a bitmap or mask, that a decision may consult. */
export type DecisionWord =
  | 'pin-based'
  | 'primary-processor-based'
  | 'secondary-processor-based'
  | 'tertiary-processor-based'
  | 'vm-exit'
  | 'secondary-vm-exit'
  | 'vm-entry'
  | 'exception-bitmap'
  | 'io-bitmap-a'
  | 'io-bitmap-b'
  | 'msr-bitmap'
  | 'vmread-bitmap'
  | 'vmwrite-bitmap'
  | 'cr0-guest-host-mask'
  | 'cr4-guest-host-mask'
  | 'cr3-target-values'
  | 'page-fault-error-code-mask'
  | 'tpr-threshold'
  | 'eoi-exit-bitmap'
  | 'xss-exiting-bitmap'
  | 'ept-entry'
  | 'spp-entry'
  | 'vm-function-controls';

/** One thing that a decision looked at, in the order in which it looked. */
export interface DecisionStep {
  readonly word: DecisionWord;
  /** The VMCS field that holds the word (for a bitmap in memory: its address field). */
  readonly field: VmcsFieldId;
  /** Bit number inside the word or bitmap. */
  readonly bit: number;
  readonly value: 0 | 1;
  /** Name of the control or of the bit, e.g. "HLT exiting", "port 0x3f8". */
  readonly name: string;
  /** Where the manual has no name for the bit: the key of the text and its values, for translations. */
  readonly text?: StepText;
  readonly values?: MessageValues;
}

/** A value, or a comparison of values, that a decision rests on beside the bits it consulted. */
export interface DecisionNote {
  /** In English. */
  readonly words: string;
  /** The key of the text and its values, for translations. */
  readonly text: NoteText;
  readonly values: MessageValues;
}

/** Why an instruction or event in VMX non-root operation led to a VM exit, or did not. */
export interface Decision {
  /** Id of the intercept rule, e.g. "hlt-exiting", "cpuid". */
  readonly rule: string;
  /** What was decided about: a mnemonic or an event, e.g. "hlt", "external interrupt 0x20". */
  readonly subject: string;
  readonly exits: boolean;
  /** The step that decided; absent when the exit is unconditional. */
  readonly word?: DecisionWord;
  readonly bit?: number;
  readonly value?: 0 | 1;
  readonly sdm: SdmSection;
  /** Everything consulted, the deciding step last. Empty for unconditional exits. */
  readonly steps: readonly DecisionStep[];
  readonly notes: readonly DecisionNote[];
  /** Basic exit reason that the rule leads to when it exits. */
  readonly reason: number;
}
