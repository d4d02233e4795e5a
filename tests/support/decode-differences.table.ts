import type { Instruction as IcedInstruction } from 'iced-x86';
import type { Instruction } from '../../src/cpu/decode/instruction';

/** Names of iced-x86 for what the manual, or our table, calls otherwise. */
export const ALIASES: Readonly<Record<string, string>> = {
  ud0: 'ud2',
  ud1: 'ud2',
  scasq: 'scas',
  sysretq: 'sysret',
  sysexitq: 'sysexit',
  jcxz: 'jrcxz',
  jecxz: 'jrcxz',
  getsecq: 'getsec',
  wrssq: 'wrssd',
  wrussq: 'wrussd',
  ...Object.fromEntries(
    ['fxsave', 'fxrstor', 'xsave', 'xrstor', 'xsaveopt', 'xsavec', 'xsaves', 'xrstors', 'pcmpestri', 'pcmpestrm'].map(
      (name) => [`${name}64`, name],
    ),
  ),
};

/** Hints that are no-operations on a processor that does not know them. SDM Vol. 2: "NOP", "PREFETCHh", "CLDEMOTE". */
export const NO_OPERATIONS = /^(reservednop|prefetch|cldemote|endbr|rdssp)/;

/** A difference between our decoder and iced-x86 that is meant, with the manual's reason. */
export interface DecodeDifference {
  readonly id: string;
  readonly reason: string;
  readonly holds: (bytes: Uint8Array, mine: Instruction | null, theirs: IcedInstruction, mnemonic: string) => boolean;
}

/** Other vendors' instructions: 3DNow!, SSE4A, XOP, FMA4, SVM, PadLock, Cyrix. */
const OTHER_VENDORS =
  /^(femms|pf|pi2f|pavgusb|pmulhrw$|pswapd|movnts[sd]$|extrq|insertq|vfn?m\w+p[sd]$|vfn?m\w+s[sd]$|vpermil2|clzero|monitorx|mwaitx|vmrun|vmload|vmsave|vmmcall|stgi|clgi|skinit|invlpga|invlpgb|tlbsync|psmash|pvalidate|rmp|mcommit|rdpru|xstore|xcrypt|xsha|montmul|ccs_|undoc|llwpcb|slwpcb|lwp|blc|bls[cfir]|t1mskc|tzmsk|vpcom|vphadd|vphsub|vpmacs|vpmadcs|vprot|vpsh[al]|vpperm|vpcmov|vfrcz|smint|dmint|rdm|svdc|rsdc|svldt|rsldt|svts|rsts|bb[01]_|cpu_|paddsiw|psubsiw|pmagw|pdistib|pmachriw|pmv|pmulhriw|frinear|fstdw|fstsg|altinst|loadall|bextr)/;

const REFUSED_LATER: ReadonlySet<string> = new Set([
  'mov_cr_read',
  'mov_cr_write',
  'mov_dr_read',
  'mov_dr_write',
  'mov_sreg_read',
  'mov_sreg_write',
]);

const isUndefined = (mine: Instruction | null): boolean => mine?.operation === 'undefined';

export const EXPLAINED_DIFFERENCES: readonly DecodeDifference[] = [
  {
    id: 'refused at execution',
    reason: 'control, debug or segment registers that do not exist raise #UD when the instruction runs',
    holds: (_, mine, theirs) => theirs.isInvalid && REFUSED_LATER.has(mine?.operation ?? ''),
  },
  {
    id: 'EVEX',
    reason: 'behind the byte 62 the run stops and names AVX-512; what follows is not taken apart',
    holds: (_, mine) => mine?.row?.sdm.includes('EVEX') === true,
  },
  {
    id: 'other vendors',
    reason: 'the opcode is reserved in the manual: #UD',
    holds: (_, mine, __, mnemonic) => isUndefined(mine) && OTHER_VENDORS.test(mnemonic),
  },
  {
    id: 'SYSCALL outside 64-bit mode',
    reason: 'SYSCALL and SYSRET: #UD outside 64-bit mode',
    holds: (_, mine, __, mnemonic) => isUndefined(mine) && (mnemonic === 'syscall' || mnemonic === 'sysret'),
  },
  {
    id: 'WBNOINVD',
    reason: 'without the feature (CPUID leaf 80000008H) the prefix F3 is ignored and WBINVD runs',
    holds: (_, mine, __, mnemonic) => mine?.operation === 'wbinvd' && mnemonic === 'wbnoinvd',
  },
  {
    id: 'operand rules of what is not modelled',
    reason:
      'mask registers beyond k7, equal tile registers, PTWRITE with 66: the run stops before such rules are looked at',
    holds: (_, mine, theirs) => theirs.isInvalid && mine?.operation === 'not-modelled' && mine.length === theirs.length,
  },
  {
    id: 'VEX.W of general registers outside 64-bit mode',
    reason:
      'it is ignored where both names are of one instruction, KMOVD and KMOVQ: the table has one name for each value',
    holds: (_, mine, theirs, mnemonic) =>
      mine?.operation === 'not-modelled' &&
      mine.codeSize !== 8 &&
      isVex(mine) &&
      mine.length === theirs.length &&
      mine.row?.sdm.slice(0, -1).toLowerCase() === mnemonic.slice(0, -1),
  },
];

const isVex = ({ row }: Instruction): boolean => row?.opcode.includes('VEX') === true;
