import type { CpuidBit, CpuidModel, CpuidResult } from '../ports';

const NOTHING: CpuidResult = [0, 0, 0, 0];

/**
 * A leaf as the processor's features are looked up in it: zeros above the highest basic leaf, where CPUID itself answers with
 * data of another leaf. SDM Vol. 2: "CPUID—CPU Identification".
 */
export function featureLeaf(cpuid: CpuidModel, leaf: number, subleaf = 0): CpuidResult {
  const { highestBasicLeaf } = cpuid;
  const isBasic = leaf < 0x8000_0000;
  if (isBasic && highestBasicLeaf !== undefined && leaf > highestBasicLeaf) return NOTHING;
  return cpuid.leaf(leaf, subleaf);
}

/** Whether CPUID reports a feature. */
export const hasFeature = (cpuid: CpuidModel, { leaf, subleaf, register, bit }: CpuidBit): boolean =>
  ((featureLeaf(cpuid, leaf, subleaf)[register] >>> bit) & 1) === 1;
