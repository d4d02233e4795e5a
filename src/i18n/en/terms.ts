/** Definitions that a dotted underline opens: the term, what it means in our own words, the manual's section. */
export const terms = {
  vmxRoot: {
    name: 'VMX root operation',
    text: 'Where the VMM runs, between VMXON and VMXOFF. The processor works as usual, and the VMX instructions may be used.',
    section: 'Introduction to VMX Operation',
  },
  vmxNonRoot: {
    name: 'VMX non-root operation',
    text: 'Where a guest runs. Some instructions and events leave it by a VM exit instead of doing their usual work.',
    section: 'Introduction to VMX Operation',
  },
  vmm: {
    name: 'VMM',
    text: 'Virtual-machine monitor: the software in VMX root operation that keeps control of the processor and serves the guests.',
    section: 'Virtual Machine Architecture',
  },
  vmcs: {
    name: 'VMCS',
    text: 'Virtual-machine control structure: the data that governs VM entries, VM exits and what a guest may do. It is reached by VMREAD and VMWRITE.',
    section: 'Virtual Machine Control Structures',
  },
  currentVmcs: {
    name: 'current VMCS',
    text: 'The one VMCS that VMREAD, VMWRITE, VMLAUNCH and VMRESUME work on. VMPTRLD chooses it.',
    section: 'Virtual Machine Control Structures',
  },
  launchState: {
    name: 'launch state',
    text: 'Clear or launched. VMCLEAR makes it clear, VMLAUNCH needs it clear and makes it launched, VMRESUME needs it launched.',
    section: 'Virtual Machine Control Structures',
  },
  vmEntry: {
    name: 'VM entry',
    text: 'The move from the VMM to a guest by VMLAUNCH or VMRESUME. It checks the VMCS and loads the guest state from it.',
    section: 'VM Entries',
  },
  vmExit: {
    name: 'VM exit',
    text: 'The move from a guest to the VMM. It saves the guest state, loads the host state and records why it happened.',
    section: 'VM Exits',
  },
  exitReason: {
    name: 'exit reason',
    text: 'A VMCS field: bits 15:0 say why the VM exit happened, bit 31 that a VM entry failed.',
    section: 'Basic VM-Exit Information',
  },
  exitQualification: {
    name: 'exit qualification',
    text: 'More about the cause, laid out differently for each exit reason that has it.',
    section: 'Basic VM-Exit Information',
  },
  vmFail: {
    name: 'VMfail',
    text: 'A VMX instruction did nothing and says so in the flags: CF without a current VMCS, ZF with a number in the VM-instruction error field.',
    section: 'Conventions',
  },
  controls: {
    name: 'VM-execution controls',
    text: 'Words of bits in the VMCS that decide which instructions and events cause VM exits.',
    section: 'VM-Execution Control Fields',
  },
} as const;
