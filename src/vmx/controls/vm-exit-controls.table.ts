import { controlWord } from './control';

/** SDM: "VM-Exit Controls". */
export const vmExitControls = controlWord({
  word: 'vm-exit',
  field: 'vm-exit-controls',
  width: 32,
  prefix: 'EXIT',
  sdm: 'VM-Exit Controls',
  // Bits 0, 1, 3–8, 10, 11, 13, 14, 16 and 17; bit 2 is of the default1 class too, but defined.
  reservedOnes: 0x0003_6dfb,
  rows: [
    {
      bit: 2,
      id: 'save-debug-controls',
      name: 'Save debug controls',
      does: 'VM exit saves DR7 and IA32_DEBUGCTL to the guest-state area.',
      defaultOne: true,
    },
    {
      bit: 9,
      id: 'host-address-space-size',
      name: 'Host address-space size',
      does: 'After a VM exit the processor is in 64-bit mode: the value goes to CS.L, IA32_EFER.LME and IA32_EFER.LMA.',
    },
    {
      bit: 12,
      id: 'load-ia32-perf-global-ctrl',
      name: 'Load IA32_PERF_GLOBAL_CTRL',
      does: 'VM exit loads IA32_PERF_GLOBAL_CTRL from the host-state area.',
    },
    {
      bit: 15,
      id: 'acknowledge-interrupt-on-exit',
      name: 'Acknowledge interrupt on exit',
      does: 'A VM exit due to an external interrupt takes the vector from the interrupt controller and reports it; otherwise the interrupt stays pending.',
    },
    { bit: 18, id: 'save-ia32-pat', name: 'Save IA32_PAT', does: 'VM exit saves IA32_PAT to the guest-state area.' },
    { bit: 19, id: 'load-ia32-pat', name: 'Load IA32_PAT', does: 'VM exit loads IA32_PAT from the host-state area.' },
    { bit: 20, id: 'save-ia32-efer', name: 'Save IA32_EFER', does: 'VM exit saves IA32_EFER to the guest-state area.' },
    {
      bit: 21,
      id: 'load-ia32-efer',
      name: 'Load IA32_EFER',
      does: 'VM exit loads IA32_EFER from the host-state area.',
    },
    {
      bit: 22,
      id: 'save-vmx-preemption-timer-value',
      name: 'Save VMX-preemption timer value',
      does: 'VM exit saves what is left of the VMX-preemption timer.',
      needs: [{ word: 'pin-based', id: 'activate-vmx-preemption-timer' }],
    },
    { bit: 23, id: 'clear-ia32-bndcfgs', name: 'Clear IA32_BNDCFGS', does: 'VM exit clears IA32_BNDCFGS.' },
    {
      bit: 24,
      id: 'conceal-vmx-from-pt',
      name: 'Conceal VMX from PT',
      does: 'Processor Trace writes no packet that shows that a VM exit happened.',
    },
    { bit: 25, id: 'clear-ia32-rtit-ctl', name: 'Clear IA32_RTIT_CTL', does: 'VM exit clears IA32_RTIT_CTL.' },
    { bit: 26, id: 'clear-ia32-lbr-ctl', name: 'Clear IA32_LBR_CTL', does: 'VM exit clears IA32_LBR_CTL.' },
    { bit: 27, id: 'clear-uinv', name: 'Clear UINV', does: 'VM exit clears the user-interrupt notification vector.' },
    {
      bit: 28,
      id: 'load-cet-state',
      name: 'Load CET state',
      does: 'VM exit loads the shadow-stack and indirect-branch-tracking state of the host.',
    },
    { bit: 29, id: 'load-pkrs', name: 'Load PKRS', does: 'VM exit loads IA32_PKRS from the host-state area.' },
    {
      bit: 30,
      id: 'save-ia32-perf-global-ctrl',
      name: 'Save IA32_PERF_GLOBAL_CTRL',
      does: 'VM exit saves IA32_PERF_GLOBAL_CTRL to the guest-state area.',
    },
    {
      bit: 31,
      id: 'activate-secondary-controls',
      name: 'Activate secondary controls',
      does: 'The secondary VM-exit controls count; otherwise the processor behaves as if all of them were 0.',
    },
  ],
});
