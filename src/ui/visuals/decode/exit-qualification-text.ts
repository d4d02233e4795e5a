import { type BitField, bitFieldValue } from '../../../base/bit-field';
import { bitText, decodeWord } from '../../../i18n/facts';
import { exitReason } from '../../../vmx/exit/exit-reasons.table';
import { plainHex } from '../hex';

/**
 * An exit qualification in words, by the layout of its exit reason: "1 byte, OUT, port 0x3f8". An empty text when the
 * reason has none. `interruptionInfo` tells a page fault, whose qualification is an address, from a debug exception.
 */
export function exitQualificationText(reason: number, qualification: bigint, interruptionInfo = 0): string {
  const row = exitReason(reason);
  if (row === undefined) return '';
  if (row.number === 0) {
    const vector = interruptionInfo & 0xff;
    if (vector === 14) return decodeWord('address', { address: plainHex(qualification) });
    if (vector !== 1) return '';
  }
  if (row.qualification === undefined) return '';
  return layoutText(row.qualification, qualification);
}

/** VM-exit instruction information in words, by the layout of its exit reason. */
export function instructionInformationText(reason: number, information: number): string {
  const layout = exitReason(reason)?.instructionInformation;
  return layout === undefined ? '' : layoutText(layout, BigInt(information >>> 0));
}

/** Every part that says something: meanings as they are, single bits only when 1, numbers with their names. */
function layoutText(layout: readonly BitField[], value: bigint): string {
  return layout
    .filter(({ emptyWhen = [] }) => !emptyWhen.some((when) => Number((value >> BigInt(when.bit)) & 1n) === when.value))
    .map((field) => partText(field, bitFieldValue(field, value)))
    .filter((text) => text !== '')
    .join(decodeWord('list-comma'));
}

function partText(field: BitField, part: bigint): string {
  const meaning = field.values?.[Number(part)];
  if (meaning === 'no' || (meaning === undefined && part === 0n && field.low === field.high)) return '';
  const name = lower(bitText(field.name));
  if (meaning === 'yes') return name;
  if (meaning !== undefined) {
    return isNumberLike(meaning) || needsName(field) ? `${name} ${bitText(meaning)}` : bitText(meaning);
  }
  if (field.low === field.high) return name;
  return `${name} ${part > 9n ? plainHex(part) : part}`;
}

/** A register's name alone does not say which operand it is. */
function needsName(field: BitField): boolean {
  return /register|Address size/i.test(field.name) && !/^Control/.test(field.name);
}

function isNumberLike(text: string): boolean {
  return /^\d+$/.test(text);
}

function lower(name: string): string {
  return /^[A-Z][a-z]/.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}
