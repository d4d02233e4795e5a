/**
 * The checks beside the table of VMCS fields: each entry of the VM-entry MSR-load area must be loadable, and there may not be
 * more of them than the capability MSRs recommend.
 */
export const msrLoadChecks = {
  entry: {
    id: 'vm-entry-msr-load',
    text: 'vm-entry-msr-load',
    group: 'msr-load',
    sdm: 'Loading MSRs',
    message:
      'Entry {n} of the VM-entry MSR-load area (MSR {index}, value {value}) cannot be loaded: WRMSR would refuse it, the MSR may not be loaded by a VM entry, or bits 63:32 of the entry are not 0.',
    suggestion: 'Take the MSR off the list or give it a value that WRMSR accepts.',
  },
  limit: {
    id: 'vm-entry-msr-load-limit',
    text: 'vm-entry-msr-load-limit',
    group: 'msr-load',
    sdm: 'Miscellaneous Data',
    message:
      'The VM-entry MSR-load area has {count} entries; IA32_VMX_MISC[27:25] recommends {most} as the most, and what happens beyond them is undefined. Here entry {n} fails.',
    suggestion: 'Lower the VM-entry MSR-load count.',
  },
} as const;
