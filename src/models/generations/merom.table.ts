import { controls, cpuid, type Generation, qemu, recalled } from './generation';
import { prescott2m } from './prescott-2m.table';

const CORE_2 = qemu('core2duo');
const CONROE = qemu('Conroe');

/** Core 2: virtual NMIs, MSR bitmaps, and the first secondary control, for the APIC-access page. */
export const merom: Generation = {
  ...prescott2m,
  id: 'merom',
  brand: 'Intel(R) Core(TM)2 Duo CPU     T7700  @ 2.40GHz',
  signature: 0x6fb,
  highestLeaf: 0xa,
  performanceMonitoring: 2,
  identity: CORE_2,
  cpuid: [
    // biome-ignore format: in the order of the bits.
    cpuid(CORE_2, 'fpu', 'vme', 'de', 'pse', 'tsc', 'msr', 'pae', 'mce', 'cx8', 'apic', 'sep', 'mtrr', 'pge', 'mca', 'cmov', 'pat',
      'pse36', 'clflush', 'acpi', 'mmx', 'fxsr', 'sse', 'sse2', 'ss', 'htt', 'tm', 'pbe', 'sse3', 'dtes64', 'monitor', 'ds-cpl',
      'vmx', 'est', 'tm2', 'ssse3', 'cx16', 'xtpr', 'pdcm', 'syscall', 'nx', 'lm', 'lahf-lm'),
    cpuid(recalled('Core 2 processors with vPro'), 'ds', 'smx'),
  ],
  controls: [
    ...prescott2m.controls,
    controls(CONROE, 'pin-based', 'virtual-nmis'),
    // biome-ignore format: in the order of the bits.
    controls(CONROE, 'primary-processor-based', 'nmi-window-exiting', 'use-msr-bitmaps', 'activate-secondary-controls'),
    controls(CONROE, 'secondary-processor-based', 'virtualize-apic-accesses'),
  ],
  vmx: { ...prescott2m.vmx, ...CONROE, revision: 7, stringIoInformation: true },
};
