import { bochs, controls, cpuid, type Generation, qemu, recalled } from './generation';
import { nehalem } from './nehalem.table';

const WESTMERE = qemu('Westmere');

/** Unrestricted guest: the guest may run without paging and in real mode. PAUSE-loop exiting. */
export const westmere: Generation = {
  ...nehalem,
  id: 'westmere',
  brand: 'Intel(R) Core(TM) i7 CPU       X 980  @ 3.33GHz',
  signature: 0x206c2,
  identity: recalled('Core i7-980X, stepping B1'),
  cpuid: [
    ...nehalem.cpuid,
    cpuid(bochs('corei5_arrandale_m520'), 'pclmulqdq', 'aes'),
    cpuid(recalled('the generation that brought PCIDs'), 'pcid'),
  ],
  controls: [
    ...nehalem.controls,
    controls(WESTMERE, 'secondary-processor-based', 'unrestricted-guest'),
    controls(qemu('features that KVM lacks'), 'secondary-processor-based', 'pause-loop-exiting'),
  ],
  vmx: { ...nehalem.vmx, ...WESTMERE, revision: 0xf, storesLma: true },
};
