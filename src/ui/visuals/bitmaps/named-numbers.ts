import { exceptions } from '../../../cpu/interrupts/exceptions.table';
import type { Translate } from '../../../i18n/i18n';
import type { BitmapId } from '../../../protocol/bitmaps';
import { vmcsFields } from '../../../vmx/vmcs/vmcs-fields.table';
import { type MsrName, msrText } from '../breakpoints/msr-names';

/** More names than these are only counted. */
const MOST_NAMES = 4;

interface Named {
  readonly number: number;
  readonly name: string;
}

/** NMIs have a vector, but the exception bitmap does not decide about them. */
const vectors: readonly Named[] = exceptions
  .filter(({ mnemonic }) => mnemonic.startsWith('#'))
  .map(({ vector, mnemonic }) => ({ number: vector, name: mnemonic }));

const fields: readonly Named[] = vmcsFields.map(({ encoding, name }) => ({ number: encoding, name }));

/** What the numbers of a bitmap are called, as far as they have names. */
function namesIn(id: BitmapId, msrs: readonly MsrName[]): readonly Named[] {
  switch (id) {
    case 'exceptions':
      return vectors;
    case 'vmread':
    case 'vmwrite':
      return fields;
    case 'msr-read-low':
    case 'msr-read-high':
    case 'msr-write-low':
    case 'msr-write-high':
      return msrs.map(({ index }) => ({ number: index, name: msrText(index, msrs) }));
    default:
      return [];
  }
}

/** Names of the numbers from `first` to `last`: the first few, and how many more there are. */
export function rangeNames(
  t: Translate,
  id: BitmapId,
  msrs: readonly MsrName[],
): (first: number, last: number) => string {
  const named = namesIn(id, msrs);
  return (first, last) => {
    const inside = named.filter(({ number }) => number >= first && number <= last).map(({ name }) => name);
    const shown = inside.slice(0, MOST_NAMES).join(t('common.listComma'));
    const count = inside.length - MOST_NAMES;
    return count > 0 ? t('vmcsViews.bitmaps.moreNames', { names: shown, count }) : shown;
  };
}
