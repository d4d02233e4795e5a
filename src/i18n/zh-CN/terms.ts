import type { Translated } from '../messages';
import type { terms as source } from '../en/terms';

export const terms: Translated<typeof source> = {
  vmxRoot: {
    name: 'VMX root operation',
    text: 'Where the VMM runs, between VMXON and VMXOFF. The processor works as usual, and the VMX instructions may be used.',
    section: 'Introduction to VMX Operation',
  },
};
