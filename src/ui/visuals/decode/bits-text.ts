import { type BitField, decodeBitFields } from '../../../base/bit-field';
import { bitText } from '../../../i18n/facts';

/**
 * Names of the bits that are 1 and of the fields that are not 0: "PG NE ET PE", "DF IOPL=3". Highest bit first. Parts without a
 * short name (addresses) and bits that are always 1 are left out.
 */
export function bitsText(layout: readonly BitField[], value: bigint): string {
  return decodeBitFields(layout, value)
    .filter(({ value: part, meaning }) => part !== 0n || (meaning !== null && meaning !== ''))
    .filter(({ field, value: part }) => part !== 0n || field.low !== field.high)
    .filter(({ field }) => !(field.low !== field.high && field.short === undefined) && !field.name.startsWith('Always'))
    .reverse()
    .map(({ field, value: part, meaning }) => {
      const name = field.short ?? bitText(field.name);
      if (field.low === field.high) return name;
      return `${name}=${meaning === null ? part.toString() : bitText(meaning)}`;
    })
    .join(' ');
}
