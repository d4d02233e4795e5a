import type { CpuidBit } from '../ports';

/** An instruction that a processor has only where CPUID says so. */
export interface FeatureNeed {
  /** The instruction's entry in Vol. 2, as its rows of cpu/isa name it. */
  readonly entry: string;
  readonly needs: CpuidBit;
  /** Without the feature: the operation that the same bytes are. Absent: they raise #UD. */
  readonly instead?: string;
  /** The feature counts in 64-bit mode only. */
  readonly only?: 'long';
}

const basic = (register: CpuidBit['register'], bit: number): CpuidBit => ({ leaf: 1, register, bit });
const structured = (register: CpuidBit['register'], bit: number): CpuidBit => ({ leaf: 7, register, bit });
const extended = (register: CpuidBit['register'], bit: number): CpuidBit => ({ leaf: 0x8000_0001, register, bit });
const xsave = (bit: number): CpuidBit => ({ leaf: 0xd, subleaf: 1, register: 0, bit });

const POPCNT = basic(2, 23);
const BMI1 = structured(1, 3);
const BMI2 = structured(1, 8);
const ADX = structured(1, 19);

const each = (entries: readonly string[], needs: CpuidBit): readonly FeatureNeed[] =>
  entries.map((entry) => ({ entry, needs }));

/**
 * Instructions that came after the first processors with VMX. Not here: those that a bit of CR4, of IA32_EFER or a control
 * withholds, for these cannot be set without the feature; INVPCID, MONITOR, CLAC and STAC, which look at CPUID themselves.
 * CRC32 belongs to SSE4.2, which no model shows because its string comparisons are not modelled: it is there with POPCNT,
 * which came with it. SDM Vol. 2: "Instruction Set Reference", column "CPUID Feature Flag".
 */
export const featureNeeds: readonly FeatureNeed[] = [
  { entry: 'LAHF', needs: extended(2, 0), only: 'long' },
  { entry: 'SAHF', needs: extended(2, 0), only: 'long' },
  { entry: 'RDTSCP', needs: extended(3, 27) },
  { entry: 'LZCNT', needs: extended(2, 5), instead: 'bsr' },
  { entry: 'TZCNT', needs: BMI1, instead: 'bsf' },
  ...each(['POPCNT', 'CRC32'], POPCNT),
  ...each(['MOVBE'], basic(2, 22)),
  ...each(['RDRAND'], basic(2, 30)),
  ...each(['RDSEED'], structured(1, 18)),
  ...each(['ANDN', 'BLSR', 'BLSMSK', 'BLSI', 'BEXTR'], BMI1),
  ...each(['BZHI', 'PEXT', 'PDEP', 'MULX', 'SARX/SHLX/SHRX', 'RORX'], BMI2),
  ...each(['ADCX', 'ADOX'], ADX),
  ...each(['CLFLUSHOPT'], structured(1, 23)),
  ...each(['CLWB'], structured(1, 24)),
  ...each(['MOVDIRI'], structured(2, 27)),
  ...each(['SERIALIZE'], structured(3, 14)),
  ...each(['XSAVEOPT'], xsave(0)),
  ...each(['XSAVEC'], xsave(1)),
  ...each(['XSAVES', 'XRSTORS'], xsave(3)),
];
