import { type BitField, decodeBitFields } from '../../../base/bit-field';
import { bitText, controlDoes, controlMeaning, withMeaning } from '../../../i18n/facts';
import { exitReason } from '../../../vmx/exit/exit-reasons.table';
import type { VmcsField } from '../../../vmx/vmcs/vmcs-fields.table';
import type { BitListRow } from '../bit-list';
import { controlWordOfField } from './controls-text';

/** Lines of a bit list from a layout, highest bits last as the manual lists them. */
export function layoutRows(layout: readonly BitField[], value: bigint): readonly BitListRow[] {
  return decodeBitFields(layout, value).map(({ field, value: part, meaning }) => ({
    low: field.low,
    high: field.high,
    name: bitText(field.name),
    short: field.short,
    value: part,
    meaning: meaning === null ? null : bitText(meaning),
  }));
}

/** Lines of a field's bits: its controls with what they do, its layout, or that of the exit reason. */
export function fieldBitRows(field: VmcsField, value: bigint, reason: number): readonly BitListRow[] {
  const table = controlWordOfField(field.id);
  if (table !== undefined) {
    return table.rows.map((row) => ({
      low: row.bit,
      high: row.bit,
      name: withMeaning(row.name, controlMeaning(row)),
      value: (value >> BigInt(row.bit)) & 1n,
      meaning: controlDoes(row),
    }));
  }
  if (field.layout !== undefined) return layoutRows(field.layout, value);
  if (field.show === 'exit-qualification') return layoutRows(exitReason(reason)?.qualification ?? [], value);
  if (field.show === 'instruction-information')
    return layoutRows(exitReason(reason)?.instructionInformation ?? [], value);
  return [];
}
