import { RAM_BASE } from '../../src/cpu/state/state-image';
import type { Machine } from '../../src/machine/machine';
import type { ControlWord } from '../../src/vmx/controls/control';
import { controlWords, controlWordTable } from '../../src/vmx/controls/control-words.table';
import type { Decision, DecisionWord } from '../../src/vmx/explain/decision';
import type { VmcsFieldId } from '../../src/vmx/vmcs/vmcs-field-list.table';
import { fieldAt, VMCS_POINTER, writeFields } from '../support/baseline-vmcs';
import { flipBitmapBit, isBitmap } from './harness';

const isControlWord = (word: DecisionWord): word is ControlWord & DecisionWord =>
  controlWords.some((table) => table.word === word);

/** Gives one bit of a field the other value. */
export function flipField(machine: Machine, field: VmcsFieldId, bit: number): void {
  const value = fieldAt(machine.image, VMCS_POINTER, field);
  writeFields(machine.image, VMCS_POINTER, { [field]: value ^ (1n << BigInt(bit)) });
}

/** Flips a bit of an entry in memory. */
function flipMemoryBit(machine: Machine, address: number, bit: number): void {
  const at = address + (bit >>> 3);
  machine.load(at, Uint8Array.of((machine.image.u8[RAM_BASE + at] as number) ^ (1 << (bit & 7))));
}

/** Gives the bit that a decision names as the deciding one the other value, in the prepared machine. */
export function flipDecidingBit(machine: Machine, { word, bit, steps }: Decision): void {
  if (word === undefined || bit === undefined) throw new Error('the decision names no bit');
  if (word === 'ept-entry' || word === 'spp-entry') flipMemoryBit(machine, Number(steps.at(-1)?.values?.address), bit);
  else if (isControlWord(word)) flipField(machine, controlWordTable(word).field, bit);
  else if (isBitmap(word)) flipBitmapBit(machine, word, bit);
  // A target value "bit" says that the value equals that target.
  else if (word === 'cr3-target-values') flipField(machine, `cr3-target-value-${bit}` as VmcsFieldId, 12);
  else if (word === 'eoi-exit-bitmap') flipField(machine, `eoi-exit-bitmap-${bit >> 6}` as VmcsFieldId, bit & 63);
  else flipField(machine, word === 'page-fault-error-code-mask' ? word : (word as VmcsFieldId), bit);
}
