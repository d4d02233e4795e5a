import type { ModelId } from '../../src/models/model-list.table';

/** What a program of the menu that needs something of VMX does on the models. */
export interface ProgramExpectation {
  readonly id: string;
  /** What it prints where nothing is missing. */
  readonly console: string;
  /**
   * What the models before this one lack, and how the program says so, in the order in which it asks; the models from the
   * last one on run it.
   */
  readonly lacks: readonly { readonly before: ModelId; readonly what: string }[];
}

const EPT = { before: 'nehalem', what: 'enable EPT (IA32_VMX_PROCBASED_CTLS2)' } as const;
const X2APIC = { before: 'nehalem', what: 'virtualize x2APIC mode (IA32_VMX_PROCBASED_CTLS2)' } as const;

/** Programs of the menu whose console text is the same on every model that has what they need. */
export const programExpectations: readonly ProgramExpectation[] = [
  {
    id: 'ept-demand-paging',
    console: `VMM: no page for the write to 0x200000, mapped to frame 0x180000
VMM: no page for the write to 0x201000, mapped to frame 0x181000
VMM: no page for the read of 0x3ff000, mapped to frame 0x182000
guest: pages on demand${' '}
VMM: the guest has ended
`,
    lacks: [EPT],
  },
  {
    id: 'ept-mmio',
    console: `VMM: write to register 0: 6
VMM: write to register 4: 7
VMM: read of register 8: 42
guest: 6 * 7 = 42
`,
    lacks: [EPT],
  },
  {
    id: 'stale-translations',
    console: `guest: reads A
VMM: the EPT entry names frame B now
guest: reads B
VMM: the guest's PTE names page 1 now: frame C
guest: reads C
Right: the guest saw both changes
`,
    lacks: [EPT],
  },
  {
    id: 'page-modification-log',
    console: `VMM: written since the last report: 0x200000 0x203000 0x205000
VMM: written since the last report: 0x203000
VMM: the log is full: 0x200000 0x201000 0x202000 0x203000
VMM: written since the last report: 0x204000 0x205000
`,
    lacks: [EPT, { before: 'broadwell', what: 'enable PML (IA32_VMX_PROCBASED_CTLS2)' }],
  },
  {
    id: 'interrupt-window',
    console: `guest: one, with IF = 1
VMM: injects
guest: interrupt
guest: two, with IF = 0
VMM: must wait
guest: not to be disturbed
VMM: the window is open
VMM: injects
guest: interrupt
VMM: the window is open
VMM: injects
guest: interrupt
guest: goes on
`,
    lacks: [],
  },
  {
    id: 'preemption-timer',
    console: `ABAB
Both guests got on with their work
`,
    lacks: [{ before: 'nehalem', what: 'VMX-preemption timer (IA32_VMX_PINBASED_CTLS)' }],
  },
  {
    id: 'single-steps',
    console: `RIP: guest_entry + 2, RAX = 0, RCX = 0
RIP: guest_entry + 7, RAX = 0, RCX = 3
RIP: guest_entry + 9, RAX = 3, RCX = 3
RIP: guest_entry + 7, RAX = 3, RCX = 2
RIP: guest_entry + 9, RAX = 5, RCX = 2
RIP: guest_entry + 7, RAX = 5, RCX = 1
RIP: guest_entry + 9, RAX = 6, RCX = 1
RIP: guest_entry + 11, RAX = 6, RCX = 0
RIP: guest_entry + 13, RAX = 6, RCX = 3
RIP: guest_entry + 20, RAX = 6, RCX = 3
RIP: guest_entry + 20, RAX = 6, RCX = 2
RIP: guest_entry + 20, RAX = 6, RCX = 1
RIP: guest_entry + 22, RAX = 6, RCX = 0
Steps: 13
`,
    lacks: [{ before: 'nehalem', what: 'monitor trap flag (IA32_VMX_PROCBASED_CTLS)' }],
  },
  {
    id: 'virtual-interrupts',
    console: `VMM: requests 0x50 and 0x60
guest: IF is 0, nothing comes
guest: 0x60
VMM: the guest has ended 0x60
guest: 0x50
guest: holds back what is below 0x60
guest: lets everything come
guest: 0x55, from itself
guest: the end
`,
    lacks: [X2APIC, { before: 'ivy-bridge-ep', what: 'virtual-interrupt delivery (IA32_VMX_PROCBASED_CTLS2)' }],
  },
  {
    id: 'posted-interrupts',
    console: `CPU 0: posts 0x51
CPU 1: its guest got 0x51
CPU 0: posts 0x50 and 0x60
CPU 1: its guest got 0x60
CPU 1: its guest got 0x50
CPU 1: VM exits: 1, the guest's VMCALL
`,
    lacks: [{ before: 'ivy-bridge-ep', what: 'process posted interrupts (IA32_VMX_PINBASED_CTLS)' }],
  },
  {
    id: 'three-levels',
    console: `L1: starts
L1: answers a CPUID of L2
L2: I am at L2.${' '}
L1: answers a CPUID of L2
L2: I am at L2.${' '}
L1: VMXOFF
L0: exits for VMREAD: 0, VMWRITE: 0, others of L1: 9, of L2: 3
`,
    lacks: [{ before: 'haswell', what: 'VMCS shadowing (IA32_VMX_PROCBASED_CTLS2)' }],
  },
];
