/** Definitions that a dotted underline opens: the term, what it means in our own words, the manual's section. */
export const terms = {
  vmxRoot: {
    name: 'VMX root operation',
    text: 'Where the VMM runs, between VMXON and VMXOFF. The processor works as usual, and the VMX instructions may be used.',
    section: 'Introduction to VMX Operation',
  },
} as const;
