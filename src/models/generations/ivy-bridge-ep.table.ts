import { controls, cpuid, type Generation, qemu, recalled } from './generation';
import { sandyBridge } from './sandy-bridge.table';

const IVY_BRIDGE = qemu('IvyBridge');

/** The first server with APIC virtualization: virtual-interrupt delivery and posted interrupts. RDRAND exiting. */
export const ivyBridgeEp: Generation = {
  ...sandyBridge,
  id: 'ivy-bridge-ep',
  brand: 'Intel(R) Xeon(R) CPU E5-2620 v2 @ 2.10GHz',
  signature: 0x306e4,
  physicalAddressBits: 46,
  identity: recalled('Xeon E5-2620 v2'),
  cpuid: [
    ...sandyBridge.cpuid,
    cpuid(IVY_BRIDGE, 'f16c', 'rdrand', 'fsgsbase', 'smep', 'erms'),
    cpuid(recalled('Xeon E5'), 'dca', 'pdpe1gb'),
  ],
  controls: [
    ...sandyBridge.controls,
    controls(IVY_BRIDGE, 'pin-based', 'process-posted-interrupts'),
    // biome-ignore format: in the order of the bits.
    controls(IVY_BRIDGE, 'secondary-processor-based', 'apic-register-virtualization', 'virtual-interrupt-delivery', 'rdrand-exiting'),
  ],
  vmx: { ...sandyBridge.vmx, revision: 0x11 },
};
