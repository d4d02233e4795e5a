import type { CpuidModel, CpuidResult } from '../cpu/ports';
import type { CostProfileId } from '../vmx/transition-cost.table';

/** One subleaf of CPUID as a model shows it. Bits that follow the machine's state are filled in by cpu/cpuid. */
export interface CpuidRow {
  readonly leaf: number;
  /** Absent: the leaf has no subleaves, ECX is not looked at. */
  readonly subleaf?: number;
  readonly eax: number;
  readonly ebx: number;
  readonly ecx: number;
  readonly edx: number;
  /** What the values stand for. */
  readonly what: string;
}

/** The value of a VMX capability MSR (0x480–0x493) of a model. */
export interface ModelMsr {
  readonly index: number;
  readonly value: bigint;
}

/** One processor generation: what it shows of itself, with the source of the values. */
export interface ProcessorModel {
  readonly id: string;
  readonly name: string;
  readonly year: number;
  /** Where the values come from. */
  readonly source: string;
  readonly cpuid: CpuidModel;
  /** VMX capability MSRs; everything that vmx/capabilities says of the model follows from them. */
  readonly vmxMsrs: readonly ModelMsr[];
  /** Whose transition costs it has. */
  readonly costs: CostProfileId;
}

/**
 * Builds the CPUID port from rows. A leaf above the highest basic leaf (or the highest extended leaf) answers as the
 * highest basic leaf does; a leaf or subleaf without a row inside the range answers zeros. SDM Vol. 2: "CPUID—CPU
 * Identification".
 */
export function cpuidFromRows(
  rows: readonly CpuidRow[],
  physicalAddressBits: number,
  linearAddressBits: number,
): CpuidModel {
  const zero: CpuidResult = [0, 0, 0, 0];
  const results = new Map<string, CpuidResult>();
  for (const row of rows) {
    results.set(`${row.leaf >>> 0}/${row.subleaf ?? '*'}`, [row.eax, row.ebx, row.ecx, row.edx]);
  }
  const exact = (leaf: number, subleaf: number): CpuidResult =>
    results.get(`${leaf}/${subleaf}`) ?? results.get(`${leaf}/*`) ?? zero;
  const highestBasic = exact(0, 0)[0] >>> 0;
  const highestExtended = exact(0x8000_0000, 0)[0] >>> 0;
  return {
    highestBasicLeaf: highestBasic,
    physicalAddressBits,
    linearAddressBits,
    leaf(leaf, subleaf) {
      const wanted = leaf >>> 0;
      const known = wanted <= highestBasic || (wanted >= 0x8000_0000 && wanted <= highestExtended);
      return exact(known ? wanted : highestBasic, subleaf >>> 0);
    },
  };
}
