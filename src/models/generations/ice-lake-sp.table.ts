import { bochs, controls, cpuid, ept, type Generation, qemu, recalled, without, withoutControls } from './generation';
import { skylakeSp } from './skylake-sp.table';

const ICE_LAKE = qemu('Icelake-Server');

/** Sub-page write permissions and 5-level EPT with 5-level paging. */
export const iceLakeSp: Generation = {
  ...skylakeSp,
  id: 'ice-lake-sp',
  brand: 'Intel(R) Xeon(R) Platinum 8380 CPU @ 2.30GHz',
  signature: 0x606a6,
  highestLeaf: 0x1b,
  physicalAddressBits: 46,
  linearAddressBits: 57,
  performanceMonitoring: 5,
  identity: recalled('Xeon Platinum 8380'),
  cpuid: [
    ...without(skylakeSp.cpuid, 'mpx'),
    // biome-ignore format: in the order of the bits.
    cpuid(ICE_LAKE, 'avx512ifma', 'sha', 'avx512vbmi', 'umip', 'avx512vbmi2', 'gfni', 'vaes', 'vpclmulqdq', 'avx512vnni',
      'avx512bitalg', 'avx512vpopcntdq', 'la57', 'rdpid', 'fsrm', 'ibrs-ibpb', 'arch-capabilities', 'ssbd', 'wbnoinvd'),
    cpuid(bochs('corei7_icelake-u'), 'stibp', 'l1d-flush'),
    cpuid(recalled('Xeon Scalable of the third generation'), 'sgx', 'tme', 'pconfig', 'md-clear'),
  ],
  controls: [
    ...withoutControls(skylakeSp.controls, 'clear-ia32-bndcfgs', 'load-ia32-bndcfgs'),
    controls(bochs('corei7_icelake-u'), 'secondary-processor-based', 'sub-page-write-permissions'),
    // biome-ignore format: in the order of the bits.
    controls(qemu('features that KVM lacks'), 'secondary-processor-based', 'intel-pt-uses-guest-physical-addresses'),
    // biome-ignore format: in the order of the bits.
    controls(recalled('SGX and PCONFIG'), 'secondary-processor-based', 'enable-encls-exiting', 'enable-pconfig',
      'enable-enclv-exiting'),
  ],
  ept: [...skylakeSp.ept, ept(ICE_LAKE, 'page-walk-5')],
};
