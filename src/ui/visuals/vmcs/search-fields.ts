import { bitText, controlMeaning, fieldMeaning, withMeaning } from '../../../i18n/facts';
import type { VmcsField } from '../../../vmx/vmcs/vmcs-fields.table';
import { controlWordOfField } from '../decode/controls-text';

/** A bit that a search found inside a field. */
export interface FoundBit {
  readonly low: number;
  readonly high: number;
  readonly name: string;
}

export interface FieldMatch {
  /** Bits whose names match; empty when the field itself matches. */
  readonly bits: readonly FoundBit[];
}

/**
 * Whether a field answers a search: by words of its name or id, by its encoding ("681e", "0x681E"), or by the name of one
 * of its bits. null when it does not.
 */
export function matchField(field: VmcsField, query: string): FieldMatch | null {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return { bits: [] };
  const own =
    `${field.name} ${field.id} ${field.id.replaceAll('-', '_')} ${fieldMeaning(field.id) ?? ''}`.toLowerCase();
  if (words.every((word) => own.includes(word))) return { bits: [] };
  const encoding = field.encoding.toString(16).padStart(4, '0');
  if (words.length === 1 && /^(0x)?[0-9a-f]{3,4}$/.test(query.trim().toLowerCase())) {
    if (encoding === (words[0] ?? '').replace('0x', '').padStart(4, '0')) return { bits: [] };
  }
  const bits = bitsOf(field).filter(({ name, short }) => {
    const text = `${name} ${short}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return bits.length === 0 ? null : { bits };
}

function bitsOf(field: VmcsField): readonly (FoundBit & { readonly short: string })[] {
  const controls = controlWordOfField(field.id)?.rows ?? [];
  const layout = field.layout ?? [];
  return [
    ...controls.map((row) => ({
      low: row.bit,
      high: row.bit,
      name: withMeaning(row.name, controlMeaning(row)),
      short: row.id,
    })),
    ...layout.map(({ low, high, name, short }) => ({
      low,
      high,
      name: bitText(name),
      short: `${short ?? ''} ${name}`,
    })),
  ];
}
