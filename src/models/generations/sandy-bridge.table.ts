import { bochs, cpuid, type Generation, qemu } from './generation';
import { westmere } from './westmere.table';

/** No new control; x2APIC, the TSC deadline, XSAVE and AVX in CPUID. */
export const sandyBridge: Generation = {
  ...westmere,
  id: 'sandy-bridge',
  brand: '       Intel(R) Core(TM) i7-2600K CPU @ 3.40GHz',
  signature: 0x206a7,
  highestLeaf: 0xd,
  identity: bochs('corei7_sandy_bridge_2600K'),
  cpuid: [...westmere.cpuid, cpuid(qemu('SandyBridge'), 'x2apic', 'tsc-deadline', 'xsave', 'avx', 'xsaveopt')],
  vmx: { ...westmere.vmx, revision: 0x10 },
};
