import { type EptVpidCapability, eptVpidCapabilities } from '../vmx/capabilities/ept-vpid-capabilities.table';
import { capabilityMsrValues } from './capability-msr-values';
import type { ModelMsr } from './model';

/** LA57, PCIDE, PKE, PKS. */
const PAGING_CR4 = 0x0142_1000n;

/**
 * VMX capability MSRs of the model "everything": a control may be 1 only where VMXray models what it does. Not modelled
 * yet, and so denied: the VMX-preemption timer and posted interrupts; the TPR shadow, the monitor trap flag, the
 * other secondary and the tertiary controls; loading and saving of IA32_PERF_GLOBAL_CTRL, BNDCFGS, RTIT_CTL, LBR_CTL, CET, PKRS,
 * FRED and SPEC_CTRL; the dual-monitor treatment of SMM. SDM Vol. 3, Appendix A: "VMX Capability Reporting Facility".
 */
export const everythingVmxMsrs: readonly ModelMsr[] = capabilityMsrValues({
  revision: 0x0056_4d58,
  trueControls: true,
  stringIoInformation: true,
  controls: {
    'pin-based': ['external-interrupt-exiting', 'nmi-exiting', 'virtual-nmis'],
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
      'use-msr-bitmaps',
      'monitor-exiting',
      'pause-exiting',
      'activate-secondary-controls',
    ],
    'secondary-processor-based': [
      'enable-ept',
      'enable-vpid',
      'unrestricted-guest',
      'enable-vm-functions',
      'enable-pml',
      'ept-violation-ve',
      'mode-based-execute-control',
    ],
    'tertiary-processor-based': [],
    'vm-exit': [
      'save-debug-controls',
      'host-address-space-size',
      'acknowledge-interrupt-on-exit',
      'save-ia32-pat',
      'load-ia32-pat',
      'save-ia32-efer',
      'load-ia32-efer',
    ],
    'secondary-vm-exit': [],
    'vm-entry': ['load-debug-controls', 'ia-32e-mode-guest', 'load-ia32-pat', 'load-ia32-efer'],
  },
  // TSD DE PSE PAE MCE PGE PCE OSFXSR OSXMMEXCPT UMIP VMXE SMXE FSGSBASE OSXSAVE SMEP SMAP: what the model's CPUID brings.
  cr4MayBeOne: 0x0035_6fffn | PAGING_CR4,
  activityStates: { hlt: true, shutdown: true, waitForSipi: true },
  cr3TargetCount: 4,
  storesLma: true,
  vmwriteAnyField: true,
  zeroLengthInjection: true,
  vmFunctions: 1n,
  eptVpid: Object.keys(eptVpidCapabilities) as EptVpidCapability[],
});
