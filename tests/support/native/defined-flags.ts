/** Flags by name. */
const CF = 1,
  PF = 4,
  AF = 0x10,
  ZF = 0x40,
  SF = 0x80,
  OF = 0x800,
  DF = 0x400;
const ALL = CF | PF | AF | ZF | SF | OF | DF;

/** Flags that the manual leaves undefined, by operation; what is not here defines all or leaves them alone. */
const UNDEFINED: Readonly<Record<string, number>> = {
  or: AF,
  and: AF,
  xor: AF,
  test: AF,
  mul: SF | ZF | AF | PF,
  imul: SF | ZF | AF | PF,
  div: ALL & ~DF,
  idiv: ALL & ~DF,
  bt: OF | SF | AF | PF,
  bts: OF | SF | AF | PF,
  btr: OF | SF | AF | PF,
  btc: OF | SF | AF | PF,
  bsf: CF | OF | SF | AF | PF,
  bsr: CF | OF | SF | AF | PF,
  tzcnt: OF | SF | AF | PF,
  lzcnt: OF | SF | AF | PF,
  andn: AF | PF,
  blsr: AF | PF,
  blsmsk: AF | PF,
  blsi: AF | PF,
  bzhi: AF | PF,
  bextr: SF | AF | PF,
  daa: OF,
  das: OF,
  aaa: OF | SF | ZF | PF,
  aas: OF | SF | ZF | PF,
  aam: OF | AF | CF,
  aad: OF | AF | CF,
};

const ROTATES: ReadonlySet<string> = new Set(['rol', 'ror', 'rcl', 'rcr']);
const SHIFTS: ReadonlySet<string> = new Set(['shl', 'shr', 'sar']);
const DOUBLE_SHIFTS: ReadonlySet<string> = new Set(['shld', 'shrd']);

/** What a shift by a count leaves undefined depends on the count. SDM Vol. 2: "RCL/RCR/ROL/ROR", "SAL/SAR/SHL/SHR", "SHLD". */
function undefinedByCount(operation: string, size: number, count: number): number {
  const masked = count & (size === 8 ? 63 : 31);
  if (masked === 0) return 0;
  const overflow = masked === 1 ? 0 : OF;
  if (ROTATES.has(operation)) return overflow;
  const carry = masked >= size * 8 && (operation !== 'sar' || masked > size * 8) ? CF : 0;
  return AF | overflow | (SHIFTS.has(operation) ? carry : 0);
}

/** The flags that the manual defines after an operation. `count` is what a shift shifts by. */
export function definedFlags(operation: string, size: number, count: number): number {
  if (ROTATES.has(operation) || SHIFTS.has(operation) || DOUBLE_SHIFTS.has(operation))
    return ALL & ~undefinedByCount(operation, size, count);
  return ALL & ~(UNDEFINED[operation] ?? 0);
}

/** Whether the result itself is undefined: nothing can be compared. */
export function isResultUndefined(operation: string, size: number, count: number): boolean {
  if (operation === 'bswap') return size === 2;
  return DOUBLE_SHIFTS.has(operation) && (count & 31) > size * 8;
}
