import type { CostProfileId } from '../vmx/transition-cost.table';

/**
 * Every model, oldest first. `year` is that of the first processor of the generation, `costs` says whose transition costs it
 * has.
 */
export const modelList = [
  { id: 'prescott-2m', name: 'Pentium 4 662/672 (Prescott 2M)', year: 2005, costs: 'prescott' },
  { id: 'yonah', name: 'Core Duo (Yonah)', year: 2006, costs: 'yonah' },
  { id: 'merom', name: 'Core 2 (Merom)', year: 2006, costs: 'merom' },
  { id: 'penryn', name: 'Core 2 (Penryn)', year: 2008, costs: 'penryn' },
  { id: 'nehalem', name: 'Core i7 (Nehalem)', year: 2008, costs: 'nehalem' },
  { id: 'westmere', name: 'Core i7 (Westmere)', year: 2010, costs: 'westmere' },
  { id: 'sandy-bridge', name: 'Core i7 (Sandy Bridge)', year: 2011, costs: 'sandy-bridge' },
  { id: 'ivy-bridge-ep', name: 'Xeon E5 v2 (Ivy Bridge-EP)', year: 2013, costs: 'ivy-bridge' },
  { id: 'haswell', name: 'Core i7 (Haswell)', year: 2013, costs: 'haswell' },
  { id: 'broadwell', name: 'Core i7 (Broadwell)', year: 2014, costs: 'broadwell' },
  { id: 'skylake-sp', name: 'Xeon Scalable (Skylake-SP)', year: 2017, costs: 'after-broadwell' },
  { id: 'ice-lake-sp', name: 'Xeon Scalable (Ice Lake-SP)', year: 2021, costs: 'after-broadwell' },
  { id: 'tiger-lake', name: 'Core i7 (Tiger Lake)', year: 2020, costs: 'after-broadwell' },
  { id: 'alder-lake', name: 'Core i9 (Alder Lake)', year: 2021, costs: 'after-broadwell' },
  { id: 'sapphire-rapids', name: 'Xeon Scalable (Sapphire Rapids)', year: 2023, costs: 'after-broadwell' },
  { id: 'granite-rapids', name: 'Xeon 6 (Granite Rapids)', year: 2024, costs: 'after-broadwell' },
  { id: 'everything', name: 'Everything that VMXray models', year: 2026, costs: 'broadwell' },
] as const satisfies readonly {
  readonly id: string;
  readonly name: string;
  readonly year: number;
  readonly costs: CostProfileId;
}[];

export type ModelId = (typeof modelList)[number]['id'];
export const DEFAULT_MODEL: ModelId = 'everything';
