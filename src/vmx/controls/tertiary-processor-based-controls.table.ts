import { controlWord } from './control';

/** SDM: "Processor-Based VM-Execution Controls". They count only while "activate tertiary controls" is 1. */
export const tertiaryProcessorBasedControls = controlWord({
  word: 'tertiary-processor-based',
  field: 'tertiary-processor-based-controls',
  width: 64,
  prefix: 'TERTIARY',
  sdm: 'Processor-Based VM-Execution Controls',
  reservedOnes: 0,
  rows: [
    {
      bit: 0,
      id: 'loadiwkey-exiting',
      name: 'LOADIWKEY exiting',
      does: 'LOADIWKEY causes a VM exit.',
      outside: 'Key Locker',
    },
    {
      bit: 1,
      id: 'enable-hlat',
      name: 'Enable HLAT',
      does: 'Linear addresses of a chosen range are translated by tables of the monitor, not of the guest.',
      needs: [{ word: 'secondary-processor-based', id: 'enable-ept' }],
    },
    {
      bit: 2,
      id: 'ept-paging-write-control',
      name: 'EPT paging-write control',
      does: 'EPT can let paging set accessed and dirty flags in pages that the guest may not write.',
      needs: [{ word: 'secondary-processor-based', id: 'enable-ept' }],
    },
    {
      bit: 3,
      id: 'guest-paging-verification',
      name: 'Guest-paging verification',
      does: 'EPT can require that a translation used only paging structures that the monitor marked.',
      needs: [{ word: 'secondary-processor-based', id: 'enable-ept' }],
    },
    {
      bit: 4,
      id: 'ipi-virtualization',
      name: 'IPI virtualization',
      does: 'An inter-processor interrupt that the guest sends is posted to the target virtual processor without a VM exit.',
      needs: [{ word: 'primary-processor-based', id: 'use-tpr-shadow' }],
    },
    {
      bit: 5,
      id: 'seam-guest-physical-address-width',
      name: 'SEAM guest-physical address width',
      does: 'The guest of a SEAM module has a second, shared half of guest-physical addresses with EPT tables of its own.',
      needs: [{ word: 'secondary-processor-based', id: 'enable-ept' }],
      outside: 'SEAM',
    },
    {
      bit: 6,
      id: 'enable-msr-list-instructions',
      name: 'Enable MSR-list instructions',
      does: 'RDMSRLIST and WRMSRLIST work in the guest; otherwise they raise #UD.',
    },
    {
      bit: 7,
      id: 'virtualize-ia32-spec-ctrl',
      name: 'Virtualize IA32_SPEC_CTRL',
      does: 'The guest’s accesses to IA32_SPEC_CTRL go through a mask and a shadow, so that the monitor can hold bits fixed.',
    },
    {
      bit: 8,
      id: 'apic-timer-virtualization',
      name: 'APIC-timer virtualization',
      does: 'The guest’s writes of IA32_TSC_DEADLINE set a virtual timer that raises a virtual interrupt without a VM exit.',
      needs: [{ word: 'secondary-processor-based', id: 'virtual-interrupt-delivery' }],
    },
  ],
});
