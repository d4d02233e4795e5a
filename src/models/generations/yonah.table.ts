import { bochs, controls, cpuid, type Generation, manual, qemu, recalled } from './generation';
import { prescott2m } from './prescott-2m.table';

const CORE_DUO = qemu('coreduo');

/**
 * The one processor with VMX and without Intel 64: it has no 64-bit mode, no CR8, and VMX addresses of 32 bits. QEMU's table
 * lists "IA-32e mode guest" for it; the manual ties that control to Intel 64, so it is not here.
 */
export const yonah: Generation = {
  ...prescott2m,
  id: 'yonah',
  brand: 'Intel(R) Core(TM) Duo CPU T2400 @ 1.83GHz',
  signature: 0x6ec,
  highestLeaf: 0xa,
  physicalAddressBits: 32,
  linearAddressBits: 32,
  performanceMonitoring: 1,
  identity: bochs('core_duo_t2400_yonah'),
  cpuid: [
    // biome-ignore format: in the order of the bits.
    cpuid(bochs('core_duo_t2400_yonah'), 'fpu', 'vme', 'de', 'pse', 'tsc', 'msr', 'pae', 'mce', 'cx8', 'apic', 'sep', 'mtrr',
      'pge', 'mca', 'cmov', 'pat', 'clflush', 'ds', 'acpi', 'mmx', 'fxsr', 'sse', 'sse2', 'ss', 'htt', 'tm', 'pbe', 'sse3',
      'monitor', 'vmx', 'est', 'tm2', 'xtpr', 'pdcm', 'nx'),
  ],
  controls: [
    controls(CORE_DUO, 'pin-based', 'external-interrupt-exiting', 'nmi-exiting'),
    // biome-ignore format: in the order of the bits.
    controls(CORE_DUO, 'primary-processor-based', 'interrupt-window-exiting', 'use-tsc-offsetting', 'hlt-exiting',
      'invlpg-exiting', 'mwait-exiting', 'rdpmc-exiting', 'rdtsc-exiting', 'cr3-load-exiting', 'cr3-store-exiting',
      'mov-dr-exiting', 'unconditional-io-exiting', 'use-io-bitmaps', 'use-msr-bitmaps', 'monitor-exiting', 'pause-exiting'),
    controls(CORE_DUO, 'vm-exit', 'save-debug-controls', 'acknowledge-interrupt-on-exit'),
    controls(manual('VM-Entry Controls'), 'vm-entry', 'load-debug-controls'),
    controls(
      recalled('the dual-monitor treatment came with VMX'),
      'vm-entry',
      'entry-to-smm',
      'deactivate-dual-monitor-treatment',
    ),
  ],
  vmx: { ...prescott2m.vmx, revision: 5 },
};
