import type { CpuidModel } from '../cpu/ports';
import { brandRows } from './brand-string';
import { type CpuidFeature, cpuidFeatures } from './cpuid-features.table';
import { everythingCpuid } from './everything-cpuid.table';
import type { Generation } from './generations/generation';
import { type CpuidRow, cpuidFromRows } from './model';

const REGISTERS = ['eax', 'ebx', 'ecx', 'edx'] as const;
const BRAND_LEAVES = [0x8000_0002, 0x8000_0003, 0x8000_0004];
const ADDRESS_SIZES = 0x8000_0008;
/** Bytes of the legacy region and of the XSAVE header. */
const LEGACY_XSAVE_BYTES = 576;
const PKRU = 9;

/** The feature bits that a generation's CPUID had. */
export function featuresOf(real: Generation): ReadonlySet<CpuidFeature> {
  const ids = new Set(real.cpuid.flatMap(({ has }) => has));
  return new Set(cpuidFeatures.filter(({ id }) => ids.has(id)));
}

/** Whether the model "everything" shows a feature bit, which it does when VMXray models it. */
export function isModelled({ leaf, subleaf, register, bit }: CpuidFeature): boolean {
  const row = everythingCpuid.find((other) => other.leaf >>> 0 === leaf && other.subleaf === subleaf);
  return row !== undefined && ((row[REGISTERS[register]] >>> bit) & 1) === 1;
}

/** Registers that hold feature bits: of `everything` what the real processor had, too; other registers stay as they are. */
function narrowed(row: CpuidRow, features: ReadonlySet<CpuidFeature>): CpuidRow {
  const value = (register: 0 | 1 | 2 | 3): number => {
    const isInRegister = (feature: CpuidFeature): boolean =>
      feature.leaf === row.leaf >>> 0 && feature.subleaf === row.subleaf && feature.register === register;
    const all = row[REGISTERS[register]];
    if (!cpuidFeatures.some(isInRegister)) return all;
    return [...features].filter(isInRegister).reduce((mask, { bit }) => mask | (1 << bit), 0) & all;
  };
  return { ...row, eax: value(0), ebx: value(1), ecx: value(2), edx: value(3) };
}

/** Rows whose numbers are the generation's own. An empty list: the generation has no such leaf or subleaf. */
function ownNumbers(row: CpuidRow, real: Generation, has: (id: string) => boolean): CpuidRow[] {
  if (row.leaf < 0x8000_0000 && row.leaf >= 0 && row.leaf > real.highestLeaf) return [];
  switch (row.leaf >>> 0) {
    case 0:
      return [{ ...row, eax: Math.min(row.eax, real.highestLeaf) }];
    case 1:
      return [{ ...row, eax: real.signature }];
    case 5:
      return has('monitor') ? [row] : [];
    case 0xa: {
      const version = Math.min(row.eax & 0xff, real.performanceMonitoring);
      return version === 0 ? [] : [{ ...row, eax: (row.eax & ~0xff) | version }];
    }
    case 0xb:
      return real.topologyLeaf ? [row] : [];
    case 0xd:
      return xsaveNumbers(row, has);
    case ADDRESS_SIZES:
      return [{ ...row, eax: real.physicalAddressBits | (real.linearAddressBits << 8) }];
    default:
      return [row];
  }
}

/** Leaf 0xD: PKRU state goes with protection keys, the size of the compacted format with the instructions that write it. */
function xsaveNumbers(row: CpuidRow, has: (id: string) => boolean): CpuidRow[] {
  if (!has('xsave') || (row.subleaf === PKRU && !has('pku'))) return [];
  const bytes = (all: number): number => (has('pku') ? all : Math.min(all, LEGACY_XSAVE_BYTES));
  if (row.subleaf === 0) {
    return [{ ...row, eax: has('pku') ? row.eax : row.eax & ~(1 << PKRU), ebx: bytes(row.ebx), ecx: bytes(row.ecx) }];
  }
  if (row.subleaf === 1) return [{ ...row, ebx: has('xsavec') || has('xsaves') ? bytes(row.ebx) : 0 }];
  return [row];
}

/**
 * What CPUID of a generation shows: what the real processor had and VMXray models. The highest basic leaf is the real one, at
 * most that of the model "everything"; leaves about caches and the like read as zeros.
 */
export function deriveCpuid(real: Generation): CpuidModel {
  const features = featuresOf(real);
  const ids = new Set<string>([...features].map(({ id }) => id));
  const rows = everythingCpuid
    .filter(({ leaf }) => !BRAND_LEAVES.includes(leaf >>> 0))
    .map((row) => narrowed(row, features))
    .flatMap((row) => ownNumbers(row, real, (id) => ids.has(id)));
  return cpuidFromRows([...rows, ...brandRows(real.brand)], real.physicalAddressBits, real.linearAddressBits);
}
