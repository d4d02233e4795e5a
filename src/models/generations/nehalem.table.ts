import { bochs, controls, cpuid, ept, type Generation, qemu, recalled, without } from './generation';
import { penryn } from './penryn.table';

const NEHALEM = qemu('Nehalem');

/** EPT, VPIDs, the VMX-preemption timer, the monitor trap flag and the TRUE capability MSRs arrive. */
export const nehalem: Generation = {
  ...penryn,
  id: 'nehalem',
  brand: 'Intel(R) Core(TM) i7 CPU         920  @ 2.67GHz',
  signature: 0x106a5,
  highestLeaf: 0xb,
  topologyLeaf: true,
  performanceMonitoring: 3,
  identity: recalled('Core i7-920, stepping D0'),
  cpuid: [
    // Only the later steppings of Penryn have XSAVE; it comes back with Sandy Bridge.
    ...without(penryn.cpuid, 'xsave'),
    cpuid(NEHALEM, 'sse4-2', 'popcnt'),
    cpuid(bochs('corei5_lynnfield_750'), 'rdtscp', 'invariant-tsc'),
  ],
  controls: [
    ...penryn.controls,
    controls(NEHALEM, 'pin-based', 'activate-vmx-preemption-timer'),
    controls(NEHALEM, 'primary-processor-based', 'monitor-trap-flag'),
    // biome-ignore format: in the order of the bits.
    controls(NEHALEM, 'secondary-processor-based', 'enable-ept', 'descriptor-table-exiting', 'enable-rdtscp',
      'virtualize-x2apic-mode', 'enable-vpid'),
    // biome-ignore format: in the order of the bits.
    controls(NEHALEM, 'vm-exit', 'save-ia32-pat', 'load-ia32-pat', 'save-ia32-efer', 'load-ia32-efer',
      'save-vmx-preemption-timer-value'),
    controls(NEHALEM, 'vm-entry', 'load-ia32-pat', 'load-ia32-efer'),
  ],
  ept: [
    // biome-ignore format: in the order of the bits.
    ept(NEHALEM, 'execute-only', 'page-walk-4', 'write-back', 'pages-2m', 'pages-1g', 'invept', 'invept-single-context',
      'invept-all-contexts', 'invvpid', 'invvpid-individual-address', 'invvpid-single-context', 'invvpid-all-contexts',
      'invvpid-single-context-retaining-globals'),
    ept(recalled('every processor with EPT reports it'), 'uncacheable'),
  ],
  vmx: { ...penryn.vmx, revision: 0xe, trueControls: true, preemptionTimerRate: 5 },
};
