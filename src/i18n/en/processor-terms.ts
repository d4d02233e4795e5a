/** Definitions of the words of the processor and its board; see `i18n/processor-terms.ts`. */
export const processorTerms = {
  pageWalk: {
    name: 'page walk',
    text: 'The way from CR3 through the paging structures to the entry that maps the page, one entry at each level. It gives the physical address and says which accesses are allowed.',
    section: 'Hierarchical Paging Structures: an Overview',
  },
  pagingEntry: {
    name: 'paging-structure entry',
    text: 'PML5E, PML4E, PDPTE, PDE or PTE, by the level of its table. It names the next table or maps a page, and says whether it is present and what may be done with the page.',
    section: 'Hierarchical Paging Structures: an Overview',
  },
  tlb: {
    name: 'TLB',
    text: 'Translation lookaside buffer: where the processor keeps what page walks found. It does not notice when software changes the paging structures; software has to invalidate what has become wrong.',
    section: 'Translation Lookaside Buffers (TLBs)',
  },
  ept: {
    name: 'EPT',
    text: 'Extended page tables: a second translation that the VMM owns. What paging yields in the guest is a guest-physical address, and EPT says which host-physical address that is, with rights of its own. The EPTP in the VMCS points to its top table.',
    section: 'The Extended Page Table Mechanism (EPT)',
  },
  eptViolation: {
    name: 'EPT violation',
    text: 'The EPT entries do not allow an access: VM exit 48, whose qualification says what was asked and what is allowed. The VMM may change the entries and let the guest repeat the access.',
    section: 'EPT Violations',
  },
  eptMisconfiguration: {
    name: 'EPT misconfiguration',
    text: 'An EPT entry is not as the manual asks, whatever the access: VM exit 49.',
    section: 'EPT Misconfigurations',
  },
  linearMapping: {
    name: 'linear mapping',
    text: 'A cached translation of a linear address to a physical one, made without EPT. It belongs to a VPID and a PCID.',
    section: 'Information That May Be Cached',
  },
  guestPhysicalMapping: {
    name: 'guest-physical mapping',
    text: 'A cached translation of a guest-physical address by EPT. It belongs to an EPT alone, so it serves every virtual processor that uses this EPT; INVEPT removes it.',
    section: 'Information That May Be Cached',
  },
  combinedMapping: {
    name: 'combined mapping',
    text: 'A cached translation of a linear address of a guest, through its own paging and through EPT, to the host-physical address. It belongs to a VPID, a PCID and an EPT.',
    section: 'Information That May Be Cached',
  },
  pcid: {
    name: 'PCID',
    text: 'Process-context identifier: bits 11:0 of CR3 while CR4.PCIDE is 1. It tags the translations of an address space, so that those of others may stay in the TLB.',
    section: 'Process-Context Identifiers (PCIDs)',
  },
  globalPage: {
    name: 'global page',
    text: 'A page whose entry has G = 1 while CR4.PGE is 1. Its translation serves every PCID and survives a write of CR3.',
    section: 'Global Pages',
  },
  localApic: {
    name: 'local APIC',
    text: 'The interrupt controller inside each processor. It takes interrupts from its timer, its pins, the I/O APIC and other processors, and passes on the one of the highest priority.',
    section: 'Local and I/O APIC Overview',
  },
  ioApic: {
    name: 'I/O APIC',
    text: 'The interrupt controller of the board. For each of its inputs an entry says which vector goes to which processor, and how.',
    section: 'Local and I/O APIC Overview',
  },
  pic: {
    name: '8259A',
    text: 'The older interrupt controller: two chips with eight inputs each, the slave behind input 2 of the master. It tells the vector only when the processor acknowledges the interrupt.',
    section: 'External Interrupts',
  },
  ipi: {
    name: 'IPI',
    text: 'Interprocessor interrupt: by a write to the interrupt command register (ICR) of its local APIC a processor sends a vector, an NMI, an SMI, INIT or a start-up message to others or to itself.',
    section: 'Issuing Interprocessor Interrupts',
  },
  lvt: {
    name: 'local vector table',
    text: 'One entry for each source of interrupts at the local APIC itself: the timer, the LINT pins, errors, performance counters, the thermal sensor. It holds the vector, how it is delivered, and a mask bit.',
    section: 'Local Vector Table',
  },
  requestAndService: {
    name: 'IRR and ISR',
    text: 'A bit for each vector. In the interrupt request register it waits for the processor; in the in-service register it is being handled, until the end-of-interrupt (EOI).',
    section: 'Interrupt Acceptance for Fixed Interrupts',
  },
  taskPriority: {
    name: 'task priority',
    text: 'The TPR, whose class CR8 shows. A vector waits unless its class, bits 7:4, is above that of the processor priority (PPR), which counts the task priority and the interrupt in service.',
    section: 'Interrupt, Task, and Processor Priority',
  },
  descriptorTable: {
    name: 'descriptor table',
    text: 'A table in memory that says of each segment its base, limit and rights; it also holds gates. A selector is a place in the global one (GDT) or the local one (LDT).',
    section: 'Segment Descriptor Tables',
  },
  idt: {
    name: 'IDT',
    text: 'Interrupt descriptor table: for each vector a gate that leads to its handler.',
    section: 'Interrupt Descriptor Table (IDT)',
  },
  tss: {
    name: 'TSS',
    text: 'Task-state segment: the stacks for rings 0 to 2 and the I/O permission bitmap; in IA-32e mode also the interrupt stack table, in protected mode also all registers of a task.',
    section: 'Task-State Segment (TSS)',
  },
} as const;
