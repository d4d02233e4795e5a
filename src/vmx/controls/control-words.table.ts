import type { ControlRow, ControlWord, ControlWordTable } from './control';
import { pinBasedControls } from './pin-based-controls.table';
import { primaryProcessorBasedControls } from './primary-processor-based-controls.table';
import { secondaryProcessorBasedControls } from './secondary-processor-based-controls.table';
import { secondaryVmExitControls } from './secondary-vm-exit-controls.table';
import { tertiaryProcessorBasedControls } from './tertiary-processor-based-controls.table';
import { vmEntryControls } from './vm-entry-controls.table';
import { vmExitControls } from './vm-exit-controls.table';

/** Every word of controls, in the manual's order. */
export const controlWords: readonly ControlWordTable[] = [
  pinBasedControls,
  primaryProcessorBasedControls,
  secondaryProcessorBasedControls,
  tertiaryProcessorBasedControls,
  vmExitControls,
  secondaryVmExitControls,
  vmEntryControls,
];

const byWord = new Map<ControlWord, ControlWordTable>(controlWords.map((table) => [table.word, table]));

/** The table of one word. */
export function controlWordTable(word: ControlWord): ControlWordTable {
  const table = byWord.get(word);
  if (table === undefined) throw new RangeError(`no word of controls is named ${word}`);
  return table;
}

/** The row of a control by word and id; throws a RangeError for an id that the word lacks. */
export function controlRow(word: ControlWord, id: string): ControlRow {
  const row = controlWordTable(word).rows.find((candidate) => candidate.id === id);
  if (row === undefined) throw new RangeError(`the ${word} controls have no "${id}"`);
  return row;
}

/** Mask of one bit of a 32-bit word as a signed number, ready for `&` with an Int32Array element. */
export function controlMask(word: ControlWord, id: string): number {
  return 1 << controlRow(word, id).bit;
}
