import { type EptVpidCapability, eptVpidCapabilities } from '../vmx/capabilities/ept-vpid-capabilities.table';
import { capabilityMsrValues, type VmxFeatures } from './capability-msr-values';
import type { ModelMsr } from './model';

/** LA57, PCIDE, PKE, PKS. */
const PAGING_CR4 = 0x0142_1000n;

/**
 * What the VMX of the model "everything" can do: a control may be 1 only where VMXray models what it does. Not modelled
 * yet, and so denied: sub-page write permissions, HLAT; APIC-timer virtualization; the dual-monitor treatment of SMM.
 * Denied for good, with the features that they are about: instruction timeout (nothing here keeps the processor from an instruction
 * boundary), SGX (ENCLS, ENCLV), PCONFIG, PASID translation, Processor Trace, LOADIWKEY, SEAM, CET, FRED, user interrupts,
 * last-branch records, MPX. SDM Vol. 3, Appendix A: "VMX Capability Reporting Facility".
 */
export const everythingVmx: VmxFeatures = {
  revision: 0x0056_4d58,
  trueControls: true,
  stringIoInformation: true,
  controls: {
    'pin-based': [
      'external-interrupt-exiting',
      'nmi-exiting',
      'virtual-nmis',
      'activate-vmx-preemption-timer',
      'process-posted-interrupts',
    ],
    'primary-processor-based': [
      'interrupt-window-exiting',
      'use-tsc-offsetting',
      'hlt-exiting',
      'invlpg-exiting',
      'mwait-exiting',
      'rdpmc-exiting',
      'rdtsc-exiting',
      'cr3-load-exiting',
      'cr3-store-exiting',
      'cr8-load-exiting',
      'cr8-store-exiting',
      'nmi-window-exiting',
      'mov-dr-exiting',
      'unconditional-io-exiting',
      'use-io-bitmaps',
      'monitor-trap-flag',
      'use-msr-bitmaps',
      'monitor-exiting',
      'pause-exiting',
      'activate-tertiary-controls',
      'activate-secondary-controls',
      'use-tpr-shadow',
    ],
    'secondary-processor-based': [
      'virtualize-apic-accesses',
      'enable-ept',
      'descriptor-table-exiting',
      'enable-rdtscp',
      'virtualize-x2apic-mode',
      'enable-vpid',
      'wbinvd-exiting',
      'unrestricted-guest',
      'apic-register-virtualization',
      'virtual-interrupt-delivery',
      'pause-loop-exiting',
      'rdrand-exiting',
      'enable-invpcid',
      'enable-vm-functions',
      'vmcs-shadowing',
      'rdseed-exiting',
      'enable-pml',
      'ept-violation-ve',
      'enable-xsaves-xrstors',
      'mode-based-execute-control',
      'use-tsc-scaling',
      'enable-user-wait-and-pause',
      'vmm-bus-lock-detection',
    ],
    'tertiary-processor-based': ['enable-msr-list-instructions', 'virtualize-ia32-spec-ctrl', 'ipi-virtualization'],
    'vm-exit': [
      'save-debug-controls',
      'host-address-space-size',
      'acknowledge-interrupt-on-exit',
      'save-ia32-pat',
      'load-ia32-pat',
      'save-ia32-efer',
      'load-ia32-efer',
      'save-vmx-preemption-timer-value',
      'load-ia32-perf-global-ctrl',
      'save-ia32-perf-global-ctrl',
      'load-pkrs',
    ],
    'secondary-vm-exit': [],
    'vm-entry': [
      'load-debug-controls',
      'ia-32e-mode-guest',
      'load-ia32-pat',
      'load-ia32-efer',
      'load-ia32-perf-global-ctrl',
      'load-pkrs',
    ],
  },
  // TSD DE PSE PAE MCE PGE PCE OSFXSR OSXMMEXCPT UMIP VMXE SMXE FSGSBASE OSXSAVE SMEP SMAP: what the model's CPUID brings.
  cr4MayBeOne: 0x0035_6fffn | PAGING_CR4,
  activityStates: { hlt: true, shutdown: true, waitForSipi: true },
  cr3TargetCount: 4,
  preemptionTimerRate: 5,
  storesLma: true,
  vmwriteAnyField: true,
  zeroLengthInjection: true,
  vmFunctions: 1n,
  eptVpid: Object.keys(eptVpidCapabilities) as EptVpidCapability[],
};

/** VMX capability MSRs of the model "everything". */
export const everythingVmxMsrs: readonly ModelMsr[] = capabilityMsrValues(everythingVmx);
