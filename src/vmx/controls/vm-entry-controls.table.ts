import { controlWord } from './control';

/** SDM: "VM-Entry Controls". */
export const vmEntryControls = controlWord({
  word: 'vm-entry',
  field: 'vm-entry-controls',
  width: 32,
  prefix: 'ENTRY',
  sdm: 'VM-Entry Controls',
  // Bits 0, 1, 3–8 and 12; bit 2 is of the default1 class too, but defined.
  reservedOnes: 0x11fb,
  rows: [
    {
      bit: 2,
      id: 'load-debug-controls',
      name: 'Load debug controls',
      does: 'VM entry loads DR7 and IA32_DEBUGCTL from the guest-state area.',
      defaultOne: true,
    },
    {
      bit: 9,
      id: 'ia-32e-mode-guest',
      name: 'IA-32e mode guest',
      does: 'The guest starts in IA-32e mode: the value goes to IA32_EFER.LMA and, with paging on, to IA32_EFER.LME.',
    },
    {
      bit: 10,
      id: 'entry-to-smm',
      name: 'Entry to SMM',
      does: 'The processor is in system-management mode after VM entry; only the SMM monitor may set it.',
    },
    {
      bit: 11,
      id: 'deactivate-dual-monitor-treatment',
      name: 'Deactivate dual-monitor treatment',
      does: 'The default treatment of SMIs and SMM is in force after VM entry; only the SMM monitor may set it.',
    },
    {
      bit: 13,
      id: 'load-ia32-perf-global-ctrl',
      name: 'Load IA32_PERF_GLOBAL_CTRL',
      does: 'VM entry loads IA32_PERF_GLOBAL_CTRL from the guest-state area.',
    },
    { bit: 14, id: 'load-ia32-pat', name: 'Load IA32_PAT', does: 'VM entry loads IA32_PAT from the guest-state area.' },
    {
      bit: 15,
      id: 'load-ia32-efer',
      name: 'Load IA32_EFER',
      does: 'VM entry loads IA32_EFER from the guest-state area.',
    },
    {
      bit: 16,
      id: 'load-ia32-bndcfgs',
      name: 'Load IA32_BNDCFGS',
      does: 'VM entry loads IA32_BNDCFGS from the guest-state area.',
    },
    {
      bit: 17,
      id: 'conceal-vmx-from-pt',
      name: 'Conceal VMX from PT',
      does: 'Processor Trace writes no packet that shows that a VM entry happened.',
    },
    {
      bit: 18,
      id: 'load-ia32-rtit-ctl',
      name: 'Load IA32_RTIT_CTL',
      does: 'VM entry loads IA32_RTIT_CTL from the guest-state area.',
    },
    { bit: 19, id: 'load-uinv', name: 'Load UINV', does: 'VM entry loads the user-interrupt notification vector.' },
    {
      bit: 20,
      id: 'load-cet-state',
      name: 'Load CET state',
      does: 'VM entry loads the guest’s shadow-stack and indirect-branch-tracking state.',
    },
    {
      bit: 21,
      id: 'load-guest-ia32-lbr-ctl',
      name: 'Load guest IA32_LBR_CTL',
      does: 'VM entry loads IA32_LBR_CTL from the guest-state area.',
    },
    { bit: 22, id: 'load-pkrs', name: 'Load PKRS', does: 'VM entry loads IA32_PKRS from the guest-state area.' },
    {
      bit: 23,
      id: 'load-fred',
      name: 'Load FRED',
      does: 'VM entry loads the FRED registers from the guest-state area.',
    },
    {
      bit: 24,
      id: 'load-ia32-spec-ctrl',
      name: 'Load IA32_SPEC_CTRL',
      does: 'VM entry loads IA32_SPEC_CTRL from the guest-state area.',
    },
  ],
});
