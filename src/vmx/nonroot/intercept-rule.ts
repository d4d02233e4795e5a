import type { SdmSection } from '../../sdm/edition';
import type { ControlWord } from '../controls/control';
import type { DecisionWord } from '../explain/decision';

/** A control by its word and the id of its row in controls/. */
export interface ControlReference {
  readonly word: ControlWord;
  readonly id: string;
}

/**
 * One rule of VMX non-root operation: when an instruction or event causes a VM exit.
 * SDM Vol. 3, chapter "VMX Non-Root Operation".
 */
export interface InterceptRule {
  readonly id: string;
  /** The instruction or event, for people; deciders with operands say more ("in 0x71"). */
  readonly subject: string;
  /** Basic exit reason. */
  readonly reason: number;
  readonly sdm: SdmSection;
  /** What decides: nothing (the exit is unconditional), one control, or a bitmap, mask or list. */
  readonly decidedBy: 'nothing' | ControlReference | DecisionWord;
  /** Value of the deciding bit with which the VM exit happens; an unconditional rule decides on a bit that is always 1. */
  readonly exitsWhen: 0 | 1;
}
