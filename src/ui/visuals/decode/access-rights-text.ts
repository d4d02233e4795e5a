import type { DecodeWord } from '../../../i18n/decode-words.table';
import { decodeWord } from '../../../i18n/facts';

/**
 * What a segment's access rights say, in the manual's words: "code 64-bit DPL 0". The format is that of the VMCS.
 * SDM Vol. 3: "Guest Register State"; segment types: "Code- and Data-Segment Descriptor Types", "System Descriptor Types".
 */
export function accessRightsText(access: number): string {
  if ((access & 0x1_0000) !== 0) return decodeWord('unusable');
  const type = access & 0xf;
  const words: string[] = [];
  if ((access & 0x10) === 0) words.push(systemType(type));
  else if ((type & 8) !== 0)
    words.push(
      decodeWord('code', { size: decodeWord(codeSize(access)) }),
      (type & 4) !== 0 ? decodeWord('conforming') : '',
      (type & 2) !== 0 ? '' : decodeWord('execute-only'),
    );
  else
    words.push(
      decodeWord('data'),
      (type & 4) !== 0 ? decodeWord('expand-down') : '',
      (type & 2) !== 0 ? '' : decodeWord('read-only'),
    );
  words.push(`DPL ${(access >> 5) & 3}`);
  if ((access & 0x80) === 0) words.push(decodeWord('not-present'));
  return words.filter((word) => word !== '').join(' ');
}

function codeSize(access: number): DecodeWord {
  if ((access & 0x2000) !== 0) return '64-bit';
  return (access & 0x4000) !== 0 ? '32-bit' : '16-bit';
}

/** System descriptor types that a segment register can hold. */
const SYSTEM_TYPES: Readonly<Partial<Record<number, DecodeWord>>> = {
  1: 'tss-16-available',
  2: 'ldt',
  3: 'tss-16-busy',
  9: 'tss-available',
  11: 'tss-busy',
};

function systemType(type: number): string {
  const word = SYSTEM_TYPES[type];
  return word === undefined ? decodeWord('system-type', { type }) : decodeWord(word);
}

/** "null", or which descriptor a selector names: "GDT 1 RPL 0". */
export function selectorText(selector: number): string {
  if ((selector & 0xfffc) === 0) return decodeWord('null');
  return `${(selector & 4) === 0 ? 'GDT' : 'LDT'} ${selector >> 3} RPL ${selector & 3}`;
}
