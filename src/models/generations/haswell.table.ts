import { bochs, controls, cpuid, ept, type Generation, qemu, without } from './generation';
import { ivyBridgeEp } from './ivy-bridge-ep.table';

const HASWELL = qemu('Haswell');

/**
 * VMCS shadowing, VM functions with EPTP switching, accessed and dirty flags for EPT, INVPCID in guests. QEMU's table, which
 * stands for Xeons too, has APIC virtualization; desktop processors of the generation may lack it.
 */
export const haswell: Generation = {
  ...ivyBridgeEp,
  id: 'haswell',
  brand: 'Intel(R) Core(TM) i7-4770 CPU @ 3.40GHz',
  signature: 0x306c3,
  physicalAddressBits: 39,
  identity: bochs('corei7_haswell_4770'),
  cpuid: [
    ...without(ivyBridgeEp.cpuid, 'dca'),
    cpuid(HASWELL, 'fma', 'movbe', 'lzcnt', 'bmi1', 'hle', 'avx2', 'bmi2', 'invpcid', 'rtm'),
    cpuid(bochs('corei7_haswell_4770'), 'tsc-adjust', 'zero-fcs-fds'),
  ],
  controls: [
    ...ivyBridgeEp.controls,
    controls(HASWELL, 'secondary-processor-based', 'enable-invpcid', 'enable-vm-functions', 'vmcs-shadowing'),
  ],
  ept: [...ivyBridgeEp.ept, ept(HASWELL, 'accessed-dirty')],
  functions: ['eptp-switching'],
  vmx: { ...ivyBridgeEp.vmx, ...HASWELL, revision: 0x12, vmwriteAnyField: true },
};
