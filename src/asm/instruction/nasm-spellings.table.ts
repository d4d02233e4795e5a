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

/**
 * Mnemonics of iced-x86 that NASM 2.16 has not or spells otherwise, so that they would be labels there, and those (the
 * last three lines) that it encodes with an EVEX prefix. A program that assembles here shall assemble there.
 */
export const MNEMONICS_LEFT_OUT: ReadonlySet<string> = new Set(
  `
  fstpnce fnsetpm frstpm fstdw fstsg mcommit rdpru storeall sysretq
  cl1invmb reservednop sysexitq vpermil2ps vpermil2pd pcmpestrm64 vpcmpestrm64 pcmpestri64 vpcmpestri64
  rmpupdate psmash invlpgb tlbsync getsecq fnstdw fnstsg altinst pmulhrw
  undoc ftstp frint2 frichop frinear tdcall seamret seamops seamcall
  aesencwide128kl aesdecwide128kl aesencwide256kl aesdecwide256kl loadiwkey aesenc128kl aesdec128kl aesenc256kl aesdec256kl
  encodekey128 encodekey256 ccs_hash ccs_encrypt lkgs eretu erets rdudbg wrudbg
  xsha512 xstore_alt xsha512_alt rmpquery aor tdpfp16ps vbcstnebf162ps tcmmrlfp16ps tcmmimfp16ps
  pbndkb vsha512rnds2 vsha512msg1 vsha512msg2 vpdpwuud vpdpwusd vpdpwsud vpdpwuuds vpdpwusds
  vpdpwsuds vsm3msg1 vsm3msg2 vsm4key4 vsm4rnds4 vsm3rnds2
  vpdpbuud vpdpbsud vpdpbssd vpdpbuuds vpdpbsuds vpdpbssds vpdpbusd vpdpbusds vpdpwssd vpdpwssds
  vcvtneps2bf16 vcvtneoph2ps vcvtneeph2ps vcvtneebf162ps vcvtneobf162ps vbcstnesh2ps
  vpmadd52luq vpmadd52huq
`
    .trim()
    .split(/\s+/),
);

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
  'Rdshr_rm32',
  'Wrshr_rm32',
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

/** Instructions that read a memory operand of unsaid size as the shortest one. */
export const SHORTEST_MEMORY: ReadonlySet<string> = new Set([
  'cvtsi2ss',
  'cvtsi2sd',
  'vcvtsi2ss',
  'vcvtsi2sd',
  'vcvtpd2ps',
  'vcvtpd2dq',
  'vcvttpd2dq',
]);

/** Instructions whose 64-bit register operand NASM encodes as the 32-bit one. Value: the operand concerned. */
export const NARROW_REGISTER: Readonly<Record<string, number>> = {
  sldt: 0,
  vmovmskps: 0,
  vmovmskpd: 0,
  vpmovmskb: 0,
  pextrb: 0,
  vpextrb: 0,
  vpextrw: 0,
};

/** Families that need all their operands; other AVX instructions may leave out a first source that is the destination. */
export const NEEDS_ALL_OPERANDS = /^v(?:fn?m(?:add|sub)(?:add|sub)?(?:132|213|231)|maskmov)/;

const COMPARISONS = ['eq', 'lt', 'le', 'unord', 'neq', 'nlt', 'nle', 'ord'];
const VEX_COMPARISONS = [
  ...['eq_uq', 'nge', 'ngt', 'false', 'neq_oq', 'ge', 'gt', 'true', 'eq_os', 'lt_oq', 'le_oq', 'unord_s'],
  ...['neq_us', 'nlt_uq', 'nle_uq', 'ord_s', 'eq_us', 'nge_uq', 'ngt_uq', 'false_os', 'neq_os', 'ge_oq', 'gt_oq'],
  'true_us',
];
/** Other names of the first eight and of some that follow. */
const VEX_SYNONYMS: Readonly<Record<string, number>> = {
  eq_oq: 0,
  lt_os: 1,
  le_os: 2,
  unord_q: 3,
  neq_uq: 4,
  nlt_us: 5,
  nle_us: 6,
  ord_q: 7,
  nge_us: 9,
  ngt_us: 10,
  false_oq: 11,
  ge_os: 13,
  gt_os: 14,
  true_uq: 15,
};

/** A word that stands for an instruction with its last operand. */
export interface PseudoInstruction {
  readonly mnemonic: string;
  readonly immediate: bigint;
}

function pseudoInstructions(): ReadonlyMap<string, PseudoInstruction> {
  const words = new Map<string, PseudoInstruction>();
  const vex: [string, number][] = [
    ...[...COMPARISONS, ...VEX_COMPARISONS].map((name, number): [string, number] => [name, number]),
    ...Object.entries(VEX_SYNONYMS),
  ];
  for (const type of ['ps', 'pd', 'ss', 'sd']) {
    for (const [number, name] of COMPARISONS.entries())
      words.set(`cmp${name}${type}`, { mnemonic: `cmp${type}`, immediate: BigInt(number) });
    for (const [name, number] of vex)
      words.set(`vcmp${name}${type}`, { mnemonic: `vcmp${type}`, immediate: BigInt(number) });
  }
  for (const [name, number] of Object.entries({ lqlq: 0, hqlq: 1, lqhq: 16, hqhq: 17 })) {
    words.set(`pclmul${name}dq`, { mnemonic: 'pclmulqdq', immediate: BigInt(number) });
    words.set(`vpclmul${name}dq`, { mnemonic: 'vpclmulqdq', immediate: BigInt(number) });
  }
  return words;
}

export const PSEUDO_INSTRUCTIONS: ReadonlyMap<string, PseudoInstruction> = pseudoInstructions();

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
