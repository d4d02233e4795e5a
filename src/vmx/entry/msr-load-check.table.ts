/** The one check behind the table of VMCS fields: each entry of the VM-entry MSR-load area must be loadable. */
export const msrLoadCheck = {
  id: 'vm-entry-msr-load',
  text: 'vm-entry-msr-load',
  group: 'msr-load',
  sdm: 'Loading MSRs',
  message:
    'Entry {n} of the VM-entry MSR-load area (MSR {index}, value {value}) cannot be loaded: WRMSR would refuse it, the MSR may not be loaded by a VM entry, or bits 63:32 of the entry are not 0.',
  suggestion: 'Take the MSR off the list or give it a value that WRMSR accepts.',
} as const;
