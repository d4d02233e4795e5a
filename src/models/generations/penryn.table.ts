import { bochs, controls, cpuid, type Generation, qemu } from './generation';
import { merom } from './merom.table';

const PENRYN = qemu('Penryn');

/** Core 2 at 45 nm: WBINVD exiting, and IA32_PERF_GLOBAL_CTRL loaded by transitions. */
export const penryn: Generation = {
  ...merom,
  id: 'penryn',
  brand: 'Intel(R) Core(TM)2 Duo CPU     T9600  @ 2.80GHz',
  signature: 0x1067a,
  highestLeaf: 0xd,
  identity: bochs('core2_penryn_t9600'),
  cpuid: [...merom.cpuid, cpuid(bochs('core2_penryn_t9600'), 'sse4-1', 'xsave')],
  controls: [
    ...merom.controls,
    controls(PENRYN, 'secondary-processor-based', 'wbinvd-exiting'),
    controls(PENRYN, 'vm-exit', 'load-ia32-perf-global-ctrl'),
    controls(PENRYN, 'vm-entry', 'load-ia32-perf-global-ctrl'),
  ],
  vmx: { ...merom.vmx, revision: 0xd },
};
