/** Size keywords, in bytes. */
export const SIZES: ReadonlyMap<string, number> = new Map([
  ['byte', 1],
  ['word', 2],
  ['dword', 4],
  ['long', 4],
  ['qword', 8],
  ['tword', 10],
  ['oword', 16],
  ['yword', 32],
  ['zword', 64],
]);

/** `db…dz`, `resb…resz`: bytes of one element. */
export const DATA: ReadonlyMap<string, number> = new Map([
  ['db', 1],
  ['dw', 2],
  ['dd', 4],
  ['dq', 8],
  ['dt', 10],
  ['do', 16],
  ['dy', 32],
  ['dz', 64],
]);

export const RESERVE: ReadonlyMap<string, number> = new Map([
  ['resb', 1],
  ['resw', 2],
  ['resd', 4],
  ['resq', 8],
  ['rest', 10],
  ['reso', 16],
  ['resy', 32],
  ['resz', 64],
]);

/** Directives that assemble-directive.ts knows. */
export const DIRECTIVES: ReadonlySet<string> = new Set([
  'section',
  'segment',
  'org',
  'bits',
  'use16',
  'use32',
  'use64',
  'default',
  'align',
  'alignb',
  'sectalign',
  'alignmode',
  'absolute',
  'struc',
  'endstruc',
  'istruc',
  'at',
  'iend',
  'global',
  'extern',
  'static',
  'common',
  'required',
  'cpu',
  'float',
  'incbin',
]);

/** Directives that exist only between brackets. */
export const BRACKETED_ONLY: ReadonlySet<string> = new Set(['warning', 'list', 'map', 'debug']);

export type PrefixEffect =
  | { readonly set: 'repeat'; readonly value: number }
  | { readonly set: 'operandSize' | 'addressSize'; readonly value: number }
  | { readonly set: 'bound'; readonly value: 'bnd' | 'nobnd' }
  | { readonly set: 'lock' | 'wait'; readonly value: 1 };

/** Words that may stand before a mnemonic. */
export const PREFIXES: ReadonlyMap<string, PrefixEffect> = new Map<string, PrefixEffect>([
  ['rep', { set: 'repeat', value: 0xf3 }],
  ['repe', { set: 'repeat', value: 0xf3 }],
  ['repz', { set: 'repeat', value: 0xf3 }],
  ['repne', { set: 'repeat', value: 0xf2 }],
  ['repnz', { set: 'repeat', value: 0xf2 }],
  ['xacquire', { set: 'repeat', value: 0xf2 }],
  ['xrelease', { set: 'repeat', value: 0xf3 }],
  ['bnd', { set: 'bound', value: 'bnd' }],
  ['nobnd', { set: 'bound', value: 'nobnd' }],
  ['lock', { set: 'lock', value: 1 }],
  ['wait', { set: 'wait', value: 1 }],
  ['a16', { set: 'addressSize', value: 2 }],
  ['a32', { set: 'addressSize', value: 4 }],
  ['a64', { set: 'addressSize', value: 8 }],
  ['o16', { set: 'operandSize', value: 2 }],
  ['o32', { set: 'operandSize', value: 4 }],
  ['o64', { set: 'operandSize', value: 8 }],
]);

/** Words that other assemblers put before operands. */
const FOREIGN_WORDS: ReadonlySet<string> = new Set(['ptr', 'offset']);

export function isForeignWord(word: string): boolean {
  return FOREIGN_WORDS.has(word.toLowerCase());
}
