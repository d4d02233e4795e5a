/**
 * Every model id that VMXray has a name for, oldest first; `built` says whether its tables exist. `year` is that of the
 * first processor of the generation.
 */
export const modelList = [
  { id: 'prescott-2m', name: 'Pentium 4 662/672 (Prescott 2M)', year: 2005, built: false },
  { id: 'yonah', name: 'Core Duo (Yonah)', year: 2006, built: false },
  { id: 'merom', name: 'Core 2 (Merom)', year: 2006, built: false },
  { id: 'penryn', name: 'Core 2 (Penryn)', year: 2008, built: false },
  { id: 'nehalem', name: 'Core i7 (Nehalem)', year: 2008, built: false },
  { id: 'westmere', name: 'Core i7 (Westmere)', year: 2010, built: false },
  { id: 'sandy-bridge', name: 'Core i7 (Sandy Bridge)', year: 2011, built: false },
  { id: 'ivy-bridge-ep', name: 'Xeon E5 v2 (Ivy Bridge-EP)', year: 2013, built: false },
  { id: 'haswell', name: 'Core i7 (Haswell)', year: 2013, built: false },
  { id: 'broadwell', name: 'Core i7 (Broadwell)', year: 2014, built: false },
  { id: 'skylake-sp', name: 'Xeon Scalable (Skylake-SP)', year: 2017, built: false },
  { id: 'ice-lake-sp', name: 'Xeon Scalable (Ice Lake-SP)', year: 2021, built: false },
  { id: 'tiger-lake', name: 'Core i7 (Tiger Lake)', year: 2020, built: false },
  { id: 'alder-lake', name: 'Core i9 (Alder Lake)', year: 2021, built: false },
  { id: 'sapphire-rapids', name: 'Xeon Scalable (Sapphire Rapids)', year: 2023, built: false },
  { id: 'granite-rapids', name: 'Xeon 6 (Granite Rapids)', year: 2024, built: false },
  { id: 'everything', name: 'Everything that VMXray models', year: 2026, built: true },
] as const;

export type ModelId = (typeof modelList)[number]['id'];
export const DEFAULT_MODEL: ModelId = 'everything';
