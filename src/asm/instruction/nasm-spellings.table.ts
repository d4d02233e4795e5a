/**
 * Where NASM's spelling or choice is not iced-x86's. Everything else follows from iced-x86's operand tables.
 */

/** NASM word → iced-x86 mnemonic. Condition codes are expanded below. */
const ALIASES: Record<string, string> = {
  // NASM's `sal` is `shl`; iced-x86 keeps the undocumented /6 apart.
  sal: 'shl',
  retn: 'ret',
  loopz: 'loope',
  loopnz: 'loopne',
  int03: 'int3',
  int01: 'int1',
  icebp: 'int1',
  xlat: 'xlatb',
  fwait: 'wait',
  ud2a: 'ud2',
  ud2b: 'ud1',
  fsetpm: 'fnsetpm',
};

const CONDITIONS: Readonly<Record<string, readonly string[]>> = {
  b: ['c', 'nae'],
  ae: ['nc', 'nb'],
  e: ['z'],
  ne: ['nz'],
  be: ['na'],
  a: ['nbe'],
  p: ['pe'],
  np: ['po'],
  l: ['nge'],
  ge: ['nl'],
  le: ['ng'],
  g: ['nle'],
};
for (const [condition, others] of Object.entries(CONDITIONS)) {
  for (const other of others)
    for (const stem of ['j', 'set', 'cmov']) ALIASES[`${stem}${other}`] = `${stem}${condition}`;
}

export const MNEMONIC_ALIASES: Readonly<Record<string, string>> = ALIASES;

/**
 * Words whose operand size is part of the word in one of the two assemblers: NASM word → iced-x86 mnemonics, and the
 * operand size in bytes that the word asks for (0: whatever needs no prefix in this mode).
 */
export const SIZED_WORDS: Readonly<Record<string, { readonly mnemonics: readonly string[]; readonly size: number }>> = {
  iret: { mnemonics: ['iret', 'iretd', 'iretq'], size: 0 },
  iretw: { mnemonics: ['iret'], size: 2 },
  pushf: { mnemonics: ['pushf', 'pushfd', 'pushfq'], size: 0 },
  pushfw: { mnemonics: ['pushf'], size: 2 },
  popf: { mnemonics: ['popf', 'popfd', 'popfq'], size: 0 },
  popfw: { mnemonics: ['popf'], size: 2 },
  pusha: { mnemonics: ['pusha', 'pushad'], size: 0 },
  pushaw: { mnemonics: ['pusha'], size: 2 },
  popa: { mnemonics: ['popa', 'popad'], size: 0 },
  popaw: { mnemonics: ['popa'], size: 2 },
  retfw: { mnemonics: ['retf'], size: 2 },
  retfd: { mnemonics: ['retf'], size: 4 },
  retfq: { mnemonics: ['retf'], size: 8 },
  retw: { mnemonics: ['ret'], size: 2 },
  retd: { mnemonics: ['ret'], size: 4 },
  retq: { mnemonics: ['ret'], size: 8 },
  retnw: { mnemonics: ['ret'], size: 2 },
  retnd: { mnemonics: ['ret'], size: 4 },
  retnq: { mnemonics: ['ret'], size: 8 },
  sysret: { mnemonics: ['sysret', 'sysretq'], size: 0 },
  sysretd: { mnemonics: ['sysret'], size: 0 },
  sysretl: { mnemonics: ['sysret'], size: 0 },
  sysexit: { mnemonics: ['sysexit', 'sysexitq'], size: 0 },
};

/** Forms that iced-x86 knows and NASM's instruction set has not, by iced-x86's name of the code. */
export const FORMS_LEFT_OUT: ReadonlySet<string> = new Set([
  'Movzx_r16_rm16',
  'Movsx_r16_rm16',
  'Movsxd_r16_rm16',
  'Movsxd_r32_rm32',
  'Bswap_r16',
  // Early steppings had other opcodes for these.
  'Cmpxchg486_rm8_r8',
  'Cmpxchg486_rm16_r16',
  'Cmpxchg486_rm32_r32',
  'Loadall286',
]);

/**
 * Instructions whose 16-bit register operand NASM encodes without an operand-size prefix, because the upper bits are
 * ignored anyway: the wider form is used with the register of the same number. Value: the operand concerned.
 */
export const SELECTOR_OPERAND: Readonly<Record<string, number>> = {
  lldt: 0,
  ltr: 0,
  verr: 0,
  verw: 0,
  lmsw: 0,
  lar: 1,
  lsl: 1,
};

/** Instructions that NASM lets name their implied operands, e.g. `monitor rax, ecx, edx`. */
export const IMPLIED_OPERANDS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  monitor: [
    ['rax', 'eax', 'ax'],
    ['ecx', 'rcx'],
    ['edx', 'rdx'],
  ],
  mwait: [
    ['eax', 'rax'],
    ['ecx', 'rcx'],
  ],
};

/** Instructions whose unsized memory operand takes its size from a sized number: `add [x], word 5`. */
export const NUMBER_GIVES_SIZE: ReadonlySet<string> = new Set([
  'add',
  'or',
  'adc',
  'sbb',
  'and',
  'sub',
  'xor',
  'cmp',
  'mov',
  'test',
]);

/** Codes (by iced-x86's name) to which NASM gives a REX.W that they do not need. */
export const NEEDLESS_REX_W: ReadonlySet<string> = new Set(['Invpcid_r64_m128']);
