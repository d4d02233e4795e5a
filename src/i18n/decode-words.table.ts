/**
 * Words by which the page puts machine values into text, in English: segment types, selectors, events, exit reasons.
 * `{placeholders}` are values. The other languages have them among the texts of the fact tables.
 */
export const decodeWords = {
  // Segments and selectors
  null: 'null',
  unusable: 'unusable',
  code: 'code {size}',
  data: 'data',
  conforming: 'conforming',
  'execute-only': 'execute-only',
  'expand-down': 'expand-down',
  'read-only': 'read-only',
  'not-present': 'not present',
  '16-bit': '16-bit',
  '32-bit': '32-bit',
  '64-bit': '64-bit',
  ldt: 'LDT',
  'tss-16-available': '16-bit TSS available',
  'tss-16-busy': '16-bit TSS busy',
  'tss-available': 'TSS available',
  'tss-busy': 'TSS busy',
  'system-type': 'system type {type}',

  // Exit reasons and events
  'reserved-reason': 'reserved reason {reason}',
  'from-root': '{name}, from VMX root',
  address: 'address {address}',
  'event-type': 'type {type}',
  'with-error-code': '{event}, with error code',
  'list-comma': ', ',
  read: ' (read)',
  write: ' (write)',
  fetch: ' (fetch)',
} as const;

export type DecodeWord = keyof typeof decodeWords;
