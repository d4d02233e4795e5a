import { controlWord } from './control';

/** Controls about instructions and synchronous events. SDM: "Processor-Based VM-Execution Controls". */
export const primaryProcessorBasedControls = controlWord({
  word: 'primary-processor-based',
  field: 'primary-processor-based-controls',
  width: 32,
  prefix: 'PRIMARY',
  sdm: 'Processor-Based VM-Execution Controls',
  // Bits 1, 4–6, 8, 13, 14 and 26; bits 15 and 16 are of the default1 class too, but defined.
  reservedOnes: 0x0400_6172,
  rows: [
    {
      bit: 2,
      id: 'interrupt-window-exiting',
      name: 'Interrupt-window exiting',
      does: 'A VM exit happens at the start of any instruction at which the guest could take an external interrupt: RFLAGS.IF is 1 and nothing blocks.',
    },
    {
      bit: 3,
      id: 'use-tsc-offsetting',
      name: 'Use TSC offsetting',
      does: 'RDTSC, RDTSCP and RDMSR of the time-stamp counter return the real value plus the TSC offset of the VMCS.',
    },
    { bit: 7, id: 'hlt-exiting', name: 'HLT exiting', does: 'HLT causes a VM exit instead of halting the processor.' },
    {
      bit: 9,
      id: 'invlpg-exiting',
      name: 'INVLPG exiting',
      does: 'INVLPG causes a VM exit; a monitor with shadow page tables wants to know of it.',
    },
    { bit: 10, id: 'mwait-exiting', name: 'MWAIT exiting', does: 'MWAIT causes a VM exit.' },
    { bit: 11, id: 'rdpmc-exiting', name: 'RDPMC exiting', does: 'RDPMC causes a VM exit.' },
    { bit: 12, id: 'rdtsc-exiting', name: 'RDTSC exiting', does: 'RDTSC and RDTSCP cause VM exits.' },
    {
      bit: 15,
      id: 'cr3-load-exiting',
      name: 'CR3-load exiting',
      does: 'MOV to CR3 causes a VM exit unless the value equals one of the CR3-target values.',
      defaultOne: true,
    },
    {
      bit: 16,
      id: 'cr3-store-exiting',
      name: 'CR3-store exiting',
      does: 'MOV from CR3 causes a VM exit.',
      defaultOne: true,
    },
    {
      bit: 17,
      id: 'activate-tertiary-controls',
      name: 'Activate tertiary controls',
      does: 'The tertiary processor-based controls count; otherwise the processor behaves as if all of them were 0.',
    },
    { bit: 19, id: 'cr8-load-exiting', name: 'CR8-load exiting', does: 'MOV to CR8 causes a VM exit.' },
    { bit: 20, id: 'cr8-store-exiting', name: 'CR8-store exiting', does: 'MOV from CR8 causes a VM exit.' },
    {
      bit: 21,
      id: 'use-tpr-shadow',
      name: 'Use TPR shadow',
      does: 'The task priority is kept in the virtual-APIC page, so that the guest reads and writes CR8 without reaching the real one.',
    },
    {
      bit: 22,
      id: 'nmi-window-exiting',
      name: 'NMI-window exiting',
      does: 'A VM exit happens at the start of any instruction at which nothing blocks virtual NMIs.',
      needs: [{ word: 'pin-based', id: 'virtual-nmis' }],
    },
    {
      bit: 23,
      id: 'mov-dr-exiting',
      name: 'MOV-DR exiting',
      does: 'MOV to or from a debug register causes a VM exit.',
    },
    {
      bit: 24,
      id: 'unconditional-io-exiting',
      name: 'Unconditional I/O exiting',
      does: 'Every IN, OUT, INS and OUTS causes a VM exit; ignored while the I/O bitmaps are in use.',
    },
    {
      bit: 25,
      id: 'use-io-bitmaps',
      name: 'Use I/O bitmaps',
      does: 'Two bitmaps in memory decide for each port whether access to it causes a VM exit.',
    },
    {
      bit: 27,
      id: 'monitor-trap-flag',
      name: 'Monitor trap flag',
      does: 'A VM exit follows each instruction of the guest: single-stepping that the guest cannot see.',
    },
    {
      bit: 28,
      id: 'use-msr-bitmaps',
      name: 'Use MSR bitmaps',
      does: 'A page of bitmaps decides for each MSR whether RDMSR and WRMSR cause VM exits; without it all of them do.',
    },
    { bit: 29, id: 'monitor-exiting', name: 'MONITOR exiting', does: 'MONITOR causes a VM exit.' },
    { bit: 30, id: 'pause-exiting', name: 'PAUSE exiting', does: 'PAUSE causes a VM exit.' },
    {
      bit: 31,
      id: 'activate-secondary-controls',
      name: 'Activate secondary controls',
      does: 'The secondary processor-based controls count; otherwise the processor behaves as if all of them were 0.',
    },
  ],
});
