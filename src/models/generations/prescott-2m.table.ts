import { bochs, controls, cpuid, type Generation, qemu, recalled } from './generation';

/** QEMU's "kvm64" carries the VMX features of Cedar Mill and Prescott. */
const KVM64 = qemu('kvm64');

/** The first processor with VMX: no virtual NMIs, no MSR bitmaps, no secondary controls, none of the TRUE MSRs. */
export const prescott2m: Generation = {
  id: 'prescott-2m',
  brand: 'Intel(R) Pentium(R) 4 CPU 3.60GHz',
  signature: 0xf4a,
  highestLeaf: 5,
  physicalAddressBits: 36,
  linearAddressBits: 48,
  topologyLeaf: false,
  performanceMonitoring: 0,
  identity: recalled('Pentium 4 662, stepping R0'),
  cpuid: [
    // biome-ignore format: in the order of the bits.
    cpuid(bochs('p4_prescott_celeron_336'), 'fpu', 'vme', 'de', 'pse', 'tsc', 'msr', 'pae', 'mce', 'cx8', 'apic', 'sep', 'mtrr',
      'pge', 'mca', 'cmov', 'pat', 'pse36', 'clflush', 'ds', 'acpi', 'mmx', 'fxsr', 'sse', 'sse2', 'ss', 'htt', 'tm', 'pbe',
      'sse3', 'dtes64', 'monitor', 'ds-cpl', 'tm2', 'cnxt-id', 'cx16', 'xtpr', 'syscall', 'nx', 'lm'),
    cpuid(recalled('the 6x2 processors are those with VT-x'), 'vmx', 'est'),
  ],
  controls: [
    controls(KVM64, 'pin-based', 'external-interrupt-exiting', 'nmi-exiting'),
    // biome-ignore format: in the order of the bits.
    controls(KVM64, 'primary-processor-based', 'interrupt-window-exiting', 'use-tsc-offsetting', 'hlt-exiting', 'invlpg-exiting',
      'mwait-exiting', 'rdpmc-exiting', 'rdtsc-exiting', 'cr3-load-exiting', 'cr3-store-exiting', 'cr8-load-exiting',
      'cr8-store-exiting', 'use-tpr-shadow', 'mov-dr-exiting', 'unconditional-io-exiting', 'use-io-bitmaps', 'monitor-exiting',
      'pause-exiting'),
    controls(KVM64, 'vm-exit', 'save-debug-controls', 'host-address-space-size', 'acknowledge-interrupt-on-exit'),
    controls(KVM64, 'vm-entry', 'load-debug-controls', 'ia-32e-mode-guest'),
    controls(
      recalled('the dual-monitor treatment came with VMX'),
      'vm-entry',
      'entry-to-smm',
      'deactivate-dual-monitor-treatment',
    ),
  ],
  ept: [],
  functions: [],
  vmx: {
    ...recalled('activity states and CR3 targets as on every later processor'),
    revision: 3,
    trueControls: false,
    stringIoInformation: false,
    activityStates: { hlt: true, shutdown: true, waitForSipi: true },
    cr3TargetCount: 4,
    storesLma: false,
    vmwriteAnyField: false,
    zeroLengthInjection: false,
    preemptionTimerRate: 0,
  },
};
