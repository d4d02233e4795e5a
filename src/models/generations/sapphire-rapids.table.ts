import { bochs, controls, cpuid, ept, type Generation, qemu, quoted, recalled } from './generation';
import { iceLakeSp } from './ice-lake-sp.table';

const SAPPHIRE_RAPIDS = qemu('SapphireRapids');
const BOCHS = bochs('sapphire_rapids');
const ANNOUNCED = recalled('Linux patches that name the processor');

/** IPI virtualization, virtualized IA32_SPEC_CTRL, bus-lock exits and the instruction timeout. */
export const sapphireRapids: Generation = {
  ...iceLakeSp,
  id: 'sapphire-rapids',
  brand: 'Intel(R) Xeon(R) Platinum 8480+',
  signature: 0x806f8,
  highestLeaf: 0x20,
  physicalAddressBits: 52,
  identity: BOCHS,
  cpuid: [
    ...iceLakeSp.cpuid,
    // biome-ignore format: in the order of the bits.
    cpuid(SAPPHIRE_RAPIDS, 'bus-lock-detect', 'cldemote', 'movdiri', 'movdir64b', 'serialize', 'tsxldtrk', 'amx-bf16',
      'avx512fp16', 'amx-tile', 'amx-int8', 'avx-vnni', 'avx512-bf16', 'fzrm', 'fsrs', 'fsrc', 'xfd'),
    cpuid(BOCHS, 'waitpkg', 'cet-ss', 'pks', 'uintr', 'md-clear', 'cet-ibt', 'core-capabilities'),
    cpuid(recalled('Xeon Scalable of the fourth generation'), 'enqcmd', 'arch-lbr'),
  ],
  ept: [...iceLakeSp.ept, ept(recalled('HLAT'), 'hlat-prefix-size-1')],
  controls: [
    ...iceLakeSp.controls,
    controls(ANNOUNCED, 'primary-processor-based', 'activate-tertiary-controls'),
    // biome-ignore format: in the order of the bits.
    controls(ANNOUNCED, 'secondary-processor-based', 'pasid-translation', 'enable-user-wait-and-pause', 'vmm-bus-lock-detection',
      'instruction-timeout'),
    // biome-ignore format: in the order of the bits.
    controls(ANNOUNCED, 'tertiary-processor-based', 'enable-hlat', 'ept-paging-write-control', 'guest-paging-verification',
      'ipi-virtualization'),
    controls(BOCHS, 'tertiary-processor-based', 'virtualize-ia32-spec-ctrl'),
    controls(quoted('libvirt cpu map, x86_SapphireRapids'), 'vm-exit', 'load-pkrs'),
    controls(quoted('libvirt cpu map, x86_SapphireRapids'), 'vm-entry', 'load-pkrs'),
    // biome-ignore format: in the order of the bits.
    controls(ANNOUNCED, 'vm-exit', 'clear-ia32-lbr-ctl', 'clear-uinv', 'load-cet-state', 'save-ia32-perf-global-ctrl'),
    controls(ANNOUNCED, 'vm-entry', 'load-uinv', 'load-cet-state', 'load-guest-ia32-lbr-ctl'),
  ],
};
