import { controls, cpuid, type Generation, qemu, recalled } from './generation';
import { haswell } from './haswell.table';

const BROADWELL = qemu('Broadwell');

/**
 * Page-modification logging, RDSEED exiting, and EPT-violation #VE, which QEMU's note dates here and Bochs's tables to Haswell.
 */
export const broadwell: Generation = {
  ...haswell,
  id: 'broadwell',
  brand: 'Intel(R) Core(TM) i7-5600U CPU @ 2.60GHz',
  signature: 0x306d4,
  highestLeaf: 0x14,
  identity: recalled('Core i7-5600U'),
  cpuid: [...haswell.cpuid, cpuid(BROADWELL, 'prefetchw', 'rdseed', 'adx', 'smap')],
  controls: [
    ...haswell.controls,
    controls(BROADWELL, 'secondary-processor-based', 'rdseed-exiting', 'enable-pml'),
    controls(qemu('features that KVM lacks'), 'secondary-processor-based', 'ept-violation-ve'),
  ],
  vmx: { ...haswell.vmx, revision: 0x13 },
};
