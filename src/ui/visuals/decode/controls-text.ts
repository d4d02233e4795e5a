import type { ControlRow, ControlWordTable } from '../../../vmx/controls/control';
import { controlWords } from '../../../vmx/controls/control-words.table';
import type { VmcsFieldId } from '../../../vmx/vmcs/vmcs-field-list.table';

/** The table of the word of controls that a field holds; undefined for other fields. */
export function controlWordOfField(field: VmcsFieldId): ControlWordTable | undefined {
  return controlWords.find((table) => table.field === field);
}

/** Controls that are 1, those first that are not 1 by default. */
export function controlsThatAreOne(table: ControlWordTable, value: bigint): readonly ControlRow[] {
  const ones = table.rows.filter((row) => ((value >> BigInt(row.bit)) & 1n) === 1n);
  return [...ones.filter((row) => !row.defaultOne), ...ones.filter((row) => row.defaultOne)];
}

/** "HLT exiting, Use I/O bitmaps"; an empty text when all controls are at their defaults. */
export function controlsText(table: ControlWordTable, value: bigint): string {
  return controlsThatAreOne(table, value)
    .filter((row) => !row.defaultOne)
    .map((row) => row.name)
    .join(', ');
}
