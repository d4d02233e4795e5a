/**
 * What a segment's access rights say, in the manual's words: "code 64-bit DPL 0". The format is that of the VMCS.
 * SDM Vol. 3: "Guest Register State"; segment types: "Code- and Data-Segment Descriptor Types", "System Descriptor Types".
 */
export function accessRightsText(access: number): string {
  if ((access & 0x1_0000) !== 0) return 'unusable';
  const type = access & 0xf;
  const words: string[] = [];
  if ((access & 0x10) === 0) words.push(SYSTEM_TYPES[type] ?? `system type ${type}`);
  else if ((type & 8) !== 0)
    words.push('code', codeSize(access), (type & 4) !== 0 ? 'conforming' : '', (type & 2) !== 0 ? '' : 'execute-only');
  else words.push('data', (type & 4) !== 0 ? 'expand-down' : '', (type & 2) !== 0 ? '' : 'read-only');
  words.push(`DPL ${(access >> 5) & 3}`);
  if ((access & 0x80) === 0) words.push('not present');
  return words.filter((word) => word !== '').join(' ');
}

function codeSize(access: number): string {
  if ((access & 0x2000) !== 0) return '64-bit';
  return (access & 0x4000) !== 0 ? '32-bit' : '16-bit';
}

/** System descriptor types that a segment register can hold. */
const SYSTEM_TYPES: Readonly<Record<number, string>> = {
  1: '16-bit TSS available',
  2: 'LDT',
  3: '16-bit TSS busy',
  9: 'TSS available',
  11: 'TSS busy',
};

/** "null", or which descriptor a selector names: "GDT 1 RPL 0". */
export function selectorText(selector: number): string {
  if ((selector & 0xfffc) === 0) return 'null';
  return `${(selector & 4) === 0 ? 'GDT' : 'LDT'} ${selector >> 3} RPL ${selector & 3}`;
}
