import { controlWord } from './control';

/** Controls about asynchronous events. SDM: "Pin-Based VM-Execution Controls". */
export const pinBasedControls = controlWord({
  word: 'pin-based',
  field: 'pin-based-controls',
  width: 32,
  prefix: 'PIN',
  sdm: 'Pin-Based VM-Execution Controls',
  // Bits 1, 2 and 4.
  reservedOnes: 0x16,
  rows: [
    {
      bit: 0,
      id: 'external-interrupt-exiting',
      name: 'External-interrupt exiting',
      does: 'An external interrupt causes a VM exit, even while the guest has RFLAGS.IF clear; otherwise it is delivered through the guest’s IDT.',
    },
    {
      bit: 3,
      id: 'nmi-exiting',
      name: 'NMI exiting',
      does: 'A non-maskable interrupt causes a VM exit instead of going through entry 2 of the guest’s IDT.',
    },
    {
      bit: 5,
      id: 'virtual-nmis',
      name: 'Virtual NMIs',
      does: 'The processor keeps track of virtual-NMI blocking in the interruptibility state, and IRET ends that blocking rather than the blocking of real NMIs.',
      needs: [{ word: 'pin-based', id: 'nmi-exiting' }],
    },
    {
      bit: 6,
      id: 'activate-vmx-preemption-timer',
      name: 'Activate VMX-preemption timer',
      does: 'A timer counts down while the guest runs and causes a VM exit when it reaches zero.',
    },
    {
      bit: 7,
      id: 'process-posted-interrupts',
      name: 'Process posted interrupts',
      does: 'An interrupt with the notification vector makes the processor take interrupts from the posted-interrupt descriptor and deliver them to the guest without a VM exit.',
      needs: [
        { word: 'pin-based', id: 'external-interrupt-exiting' },
        { word: 'secondary-processor-based', id: 'virtual-interrupt-delivery' },
        { word: 'vm-exit', id: 'acknowledge-interrupt-on-exit' },
      ],
    },
  ],
});
