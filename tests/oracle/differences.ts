/** A line where we differ from Bochs 2.7 on purpose, because the manual says so. */
export interface OracleDifference {
  readonly image: string;
  /** The case's title inside the image. */
  readonly title: string;
  /** Bochs's lines of this case that ours replace. */
  readonly bochs: readonly string[];
  readonly ours: readonly string[];
  readonly sdm: string;
  readonly reason: string;
}

export const differences: readonly OracleDifference[] = [
  {
    image: 'pages-pae',
    title: 'MOV to CR0 changes WP',
    bochs: ['    vector=0xd code=0x0 eip=+0x19 cs=0x8 flags=0x10000'],
    ours: ['    went on'],
    sdm: 'PDPTE Registers',
    reason: 'MOV to CR0 loads the PDPTE registers when it changes CD, NW or PG. Bochs loads them on every change.',
  },
  {
    image: 'pages-64',
    title: 'translations of two PCIDs',
    bochs: [' other-pcid=0x22222222 kept=0x11111111 flushed=0x11111111 cr3=0x300002'],
    ours: [' other-pcid=0x22222222 kept=0x22222222 flushed=0x11111111 cr3=0x300002'],
    sdm: 'Operations that Invalidate TLBs and Paging-Structure Caches',
    reason: 'With bit 63 of its operand set MOV to CR3 need not invalidate anything. Bochs invalidates all the same.',
  },
  {
    image: 'pages-64',
    title: 'INVPCID type 0',
    bochs: [' another-page=0x22222222 this-page=0x22222222'],
    ours: [' another-page=0x11111111 this-page=0x22222222'],
    sdm: 'Operations that Invalidate TLBs and Paging-Structure Caches',
    reason: 'Type 0 invalidates the translations of one page; more is permitted. Bochs invalidates everything.',
  },
  {
    image: 'guest-state',
    title: 'RIP not canonical',
    bochs: [
      '    handler vector=0xd code=0x0 frame=0xfffffffffefee9a',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0xfffffffffffff2d2 rflags=0x46',
    ],
    ours: ['    exit reason=0x80000021 qualification=0x0 rip=+0xfffffffffefee9a rflags=0x2'],
    sdm: 'Checks on Guest RIP, RFLAGS, and SSP',
    reason:
      'With IA-32e mode guest and CS.L the bits above the linear-address width must be identical. Bochs enters and faults.',
  },
  {
    image: 'guest-state',
    title: 'HLT with a hardware exception',
    bochs: [
      '    handler vector=0x6 frame=0x0',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0xfffffffffffff2d2 rflags=0x46',
    ],
    ours: ['    exit reason=0x80000021 qualification=0x0 rip=+0x0 rflags=0x2'],
    sdm: 'Checks on Guest Non-Register State',
    reason: 'In the HLT state only interrupts, NMI, #DB, #MC and a pending MTF may be injected. Bochs injects #UD.',
  },
  {
    image: 'msr-areas',
    title: 'second entry is no MSR',
    bochs: ['    exit reason=0x12 qualification=0x0 length=0x3 rip=+0x0 rflags=0x2'],
    ours: ['    exit reason=0x80000022 qualification=0x2 rip=+0x0 rflags=0x2'],
    sdm: 'Loading MSRs',
    reason:
      'An entry that WRMSR would answer with #GP fails the VM entry. Bochs ignores unknown MSRs by its default setting.',
  },
  {
    image: 'debug-registers',
    title: 'in a repeated instruction',
    bochs: ['    #DB rip=+0x68 dr6=0x1 flags=0x0 gd=0x0'],
    ours: ['    #DB rip=+0x68 dr6=0x1 flags=0x10000 gd=0x0'],
    sdm: 'Instruction-Breakpoint Exception Condition',
    reason:
      'A trap-class exception of an iteration of a repeated string instruction that is not the last pushes RF as 1. Bochs pushes 0.',
  },
  {
    image: 'debug-registers',
    title: 'MOV SS meets one before INT3',
    bochs: [],
    ours: ['    #DB rip=+0xaf dr6=0x1 flags=0x0 gd=0x0'],
    sdm: 'Masking Exceptions and Interrupts When Switching Stacks',
    reason:
      'A debug exception that MOV SS holds back comes behind the next instruction, here at the handler of INT3. Bochs forgets it.',
  },
  {
    image: 'debug-registers',
    title: 'single step of a repeated instruction',
    bochs: ['    #DB rip=+0x61 dr6=0x4000 flags=0x100 gd=0x0', '    #DB rip=+0x61 dr6=0x4000 flags=0x100 gd=0x0'],
    ours: ['    #DB rip=+0x61 dr6=0x4000 flags=0x10100 gd=0x0', '    #DB rip=+0x61 dr6=0x4000 flags=0x10100 gd=0x0'],
    sdm: 'Instruction-Breakpoint Exception Condition',
    reason:
      'A trap-class exception of an iteration of a repeated string instruction that is not the last pushes RF as 1. Bochs pushes 0.',
  },
  {
    image: 'debug-registers',
    title: 'single step of branches',
    bochs: ['    #DB rip=+0x69 dr6=0x4000 flags=0x100 gd=0x0', '    #DB rip=+0x6a dr6=0x4000 flags=0x100 gd=0x0'],
    ours: [],
    sdm: 'Single-Stepping on Branches',
    reason: 'With IA32_DEBUGCTL.BTF only a branch is stepped. Bochs has no BTF.',
  },
  {
    image: 'debug-registers',
    title: 'general detect',
    bochs: ['    #DB rip=+0x59 dr6=0x2000 flags=0x0 gd=0x0'],
    ours: ['    #DB rip=+0x59 dr6=0x2000 flags=0x10000 gd=0x0'],
    sdm: 'Instruction-Breakpoint Exception Condition',
    reason:
      'General detect is a fault, and only the fault of an instruction breakpoint leaves RF alone. Bochs pushes 0.',
  },
  {
    image: 'faults-64',
    title: 'IST entry that is not canonical',
    bochs: ['    vector=0xc code=0x10 rip=+0x50 cs=0x8 flags=0x10000'],
    ours: ['    vector=0xc code=0x0 rip=+0x50 cs=0x8 flags=0x10000'],
    sdm: 'INT n/INTO/INT3/INT1—Call to Interrupt Procedure',
    reason: 'A stack address that is not canonical gives #SS with a null selector. Bochs puts the old SS there.',
  },
  {
    image: 'local-apic',
    title: 'the same class waits',
    bochs: ['    spurious'],
    ours: [],
    sdm: 'Spurious Interrupt',
    reason:
      'Nothing becomes masked between the request and its acknowledgement. Bochs raises the line again for a request that the class in service holds.',
  },
  {
    image: 'local-apic',
    title: 'illegal vector',
    bochs: ['    esr=0x40'],
    ours: ['    esr=0x60'],
    sdm: 'Error Handling',
    reason: 'A self IPI with an illegal vector is sent and received. Bochs notes the reception alone.',
  },
  {
    image: 'apic-access-page',
    title: 'reads and writes',
    bochs: [
      '    exit reason=0x2c qualification=0x300 length=0x7 rip=+0x0 rflags=0x2',
      '    rax=0x0 vtpr=0x0 behind=0x77777777',
      '    exit reason=0x2c qualification=0x1310 length=0x7 rip=+0x7 rflags=0x2',
      '    rax=0x0 vtpr=0x0 behind=0x77777777',
      '    exit reason=0x2c qualification=0x80 length=0x7 rip=+0xe rflags=0x2',
      '    rax=0x0 vtpr=0x0 behind=0x77777777',
      '    exit reason=0x2c qualification=0xfff length=0x7 rip=+0x15 rflags=0x2',
      '    rax=0x0 vtpr=0x0 behind=0x77777777',
      '    exit reason=0x2c qualification=0x20 length=0x8 rip=+0x1c rflags=0x2',
      '    rax=0x0 vtpr=0x0 behind=0x77777777',
      '    exit reason=0x2c qualification=0x8 length=0x7 rip=+0x24 rflags=0x2',
      '    rax=0x0 vtpr=0x0 behind=0x77777777',
      '    exit reason=0x2c qualification=0x90 length=0x9 rip=+0x3b rflags=0x2',
      '    rax=0x0 vtpr=0x0 behind=0x77777777',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0x44 rflags=0x2',
    ],
    ours: [
      '    exit reason=0x2c qualification=0x300 length=0x7 rip=+0x0 rflags=0x10002',
      '    rax=0x0 vtpr=0x0 behind=0x77777777',
      '    exit reason=0x2c qualification=0x1310 length=0x7 rip=+0x7 rflags=0x10002',
      '    rax=0x0 vtpr=0x0 behind=0x77777777',
      '    exit reason=0x2c qualification=0x80 length=0x7 rip=+0xe rflags=0x10002',
      '    rax=0x0 vtpr=0x0 behind=0x77777777',
      '    exit reason=0x2c qualification=0xfff length=0x7 rip=+0x15 rflags=0x10002',
      '    rax=0x0 vtpr=0x0 behind=0x77777777',
      '    exit reason=0x2c qualification=0x20 length=0x8 rip=+0x1c rflags=0x10002',
      '    rax=0x0 vtpr=0x0 behind=0x77777777',
      '    exit reason=0x2c qualification=0x8 length=0x7 rip=+0x24 rflags=0x10002',
      '    rax=0x0 vtpr=0x0 behind=0x77777777',
      '    exit reason=0x2c qualification=0x40 length=0x8 rip=+0x33 rflags=0x10002',
      '    rax=0x0 vtpr=0x0 behind=0x77777777',
      '    exit reason=0x2c qualification=0x90 length=0x9 rip=+0x3b rflags=0x10002',
      '    rax=0x0 vtpr=0x0 behind=0x77777777',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0x44 rflags=0x2',
    ],
    sdm: 'Instructions That May Cause Page Faults or EPT Violations Without Accessing Memory',
    reason:
      'CLFLUSH is considered to read from its address, so on the APIC-access page it exits. Bochs does not exit for it.',
  },
  {
    image: 'entry-failures',
    title: 'IA32_DEBUGCTL',
    bochs: ['    exit reason=0x12 qualification=0x0 length=0x3 rip=+0x0 rflags=0x2'],
    ours: ['    exit reason=0x80000021 qualification=0x0 rip=+0x0 rflags=0x2'],
    sdm: 'Checks on Guest Control Registers, Debug Registers, and MSRs',
    reason: 'With "load debug controls" reserved bits of IA32_DEBUGCTL must be 0. Bochs does not look at them.',
  },
  {
    image: 'entry-failures',
    title: 'BS needed',
    bochs: ['    exit reason=0x12 qualification=0x0 length=0x3 rip=+0x0 rflags=0x102'],
    ours: ['    exit reason=0x80000021 qualification=0x0 rip=+0x0 rflags=0x102'],
    sdm: 'Checks on Guest Non-Register State',
    reason:
      'While STI or MOV SS blocks events, pending debug exceptions must have BS exactly when RFLAGS.TF is 1 and BTF is 0. Bochs does not check it.',
  },
  {
    image: 'entry-failures',
    title: 'BS superfluous',
    bochs: ['    exit reason=0x12 qualification=0x0 length=0x3 rip=+0x0 rflags=0x2'],
    ours: ['    exit reason=0x80000021 qualification=0x0 rip=+0x0 rflags=0x2'],
    sdm: 'Checks on Guest Non-Register State',
    reason:
      'While STI or MOV SS blocks events, pending debug exceptions must have BS exactly when RFLAGS.TF is 1 and BTF is 0. Bochs does not check it.',
  },
  {
    image: 'ept-accessed-dirty',
    title: 'a page table that may be read only',
    bochs: [
      '    exit reason=0xa qualification=0x0 length=0x2 rip=+0x0 rflags=0x2',
      '    pml4e=0x1 pdpte=0x1 pde=0x0 first=0x0 second=0x0 large=0x0 guest-pml4=0x3 guest-pt=0x0 guest-pte=0x0',
      '    exit reason=0x30 qualification=0x8a rip=+0x2 rflags=0x2',
      '    gpa=0x603000 linear=0x800000',
      '    pml4e=0x1 pdpte=0x1 pde=0x0 first=0x0 second=0x0 large=0x0 guest-pml4=0x3 guest-pt=0x0 guest-pte=0x0',
    ],
    ours: [
      '    exit reason=0xa qualification=0x0 length=0x2 rip=+0x0 rflags=0x2',
      '    pml4e=0x1 pdpte=0x1 pde=0x0 first=0x0 second=0x0 large=0x0 guest-pml4=0x3 guest-pt=0x0 guest-pte=0x0',
      '    exit reason=0x30 qualification=0x8b rip=+0x2 rflags=0x10002',
      '    gpa=0x603000 linear=0x800000',
      '    pml4e=0x1 pdpte=0x1 pde=0x0 first=0x0 second=0x0 large=0x0 guest-pml4=0x3 guest-pt=0x0 guest-pte=0x0',
    ],
    sdm: 'Exit Qualification for EPT Violations',
    reason:
      'An access to a guest paging structure that sets a flag, like every read-modify-write, sets bits 0 and 1 here; the manual leaves bit 0 to the implementation. Bochs sets bit 1 alone.',
  },
  {
    image: 'ept-accessed-dirty',
    title: 'a page table that may be read only, without the flags',
    bochs: [
      '    exit reason=0xa qualification=0x0 length=0x2 rip=+0x0 rflags=0x2',
      '    pml4e=0x0 pdpte=0x0 pde=0x0 first=0x0 second=0x0 large=0x0 guest-pml4=0x0 guest-pt=0x0 guest-pte=0x0',
      '    exit reason=0xa qualification=0x0 length=0x2 rip=+0x9 rflags=0x2',
      '    pml4e=0x0 pdpte=0x0 pde=0x0 first=0x0 second=0x0 large=0x0 guest-pml4=0x0 guest-pt=0x0 guest-pte=0x20',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0xb rflags=0x2',
    ],
    ours: [
      '    exit reason=0xa qualification=0x0 length=0x2 rip=+0x0 rflags=0x2',
      '    pml4e=0x0 pdpte=0x0 pde=0x0 first=0x0 second=0x0 large=0x0 guest-pml4=0x0 guest-pt=0x0 guest-pte=0x0',
      '    exit reason=0x30 qualification=0x8b rip=+0x2 rflags=0x10002',
      '    gpa=0x603000 linear=0x800000',
      '    pml4e=0x0 pdpte=0x0 pde=0x0 first=0x0 second=0x0 large=0x0 guest-pml4=0x0 guest-pt=0x0 guest-pte=0x0',
    ],
    sdm: 'Accessed and Dirty Flags for EPT',
    reason:
      'To set the accessed or dirty flag the processor writes the entry of the guest, which EPT must allow. Bochs writes it without asking EPT.',
  },
  {
    image: 'ept-invalidation',
    title: '  type 2^32 + 2',
    bochs: ['    VMsucceed'],
    ours: ['    VMfailValid error=0x1c'],
    sdm: 'INVEPT—Invalidate Translations Derived from EPT',
    reason: 'In 64-bit mode the type is the 64-bit register. Bochs takes its low half.',
  },
  {
    image: 'ept-misconfigurations',
    title: '2 MiB page: bit 12',
    bochs: ['    exit reason=0x12 qualification=0x0 length=0x3 rip=+0x7 rflags=0x2'],
    ours: ['    exit reason=0x31 qualification=0x0 rip=+0x0 rflags=0x10002', '    gpa=0x1000124'],
    sdm: 'EPT Misconfigurations',
    reason: 'The bits below the address of a large page are reserved. Bochs looks at the highest of them alone.',
  },
  {
    image: 'ept-misconfigurations',
    title: '1 GiB page: bit 12',
    bochs: ['    exit reason=0x12 qualification=0x0 length=0x3 rip=+0x7 rflags=0x2'],
    ours: ['    exit reason=0x31 qualification=0x0 rip=+0x5 rflags=0x10002', '    gpa=0x40000120'],
    sdm: 'EPT Misconfigurations',
    reason: 'The bits below the address of a large page are reserved. Bochs looks at the highest of them alone.',
  },
  {
    image: 'ept-page-walks',
    title: 'PML4 may be read: the accessed flag',
    bochs: ['    exit reason=0x12 qualification=0x0 length=0x3 rip=+0x7 rflags=0x2'],
    ours: [
      '    exit reason=0x30 qualification=0x8b rip=+0x0 rflags=0x10002',
      '    gpa=0x600000 linear=0x1016f9',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0x7 rflags=0x2',
    ],
    sdm: 'EPT Violations',
    reason:
      'To set the accessed or dirty flag the processor writes the entry of the guest, which EPT must allow. Bochs writes it without asking EPT.',
  },
  {
    image: 'ept-page-walks',
    title: 'page table may be read, a read',
    bochs: ['    exit reason=0x12 qualification=0x0 length=0x3 rip=+0x7 rflags=0x2'],
    ours: [
      '    exit reason=0x30 qualification=0x8b rip=+0x0 rflags=0x10002',
      '    gpa=0x603000 linear=0x800018',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0x7 rflags=0x2',
    ],
    sdm: 'EPT Violations',
    reason:
      'To set the accessed or dirty flag the processor writes the entry of the guest, which EPT must allow. Bochs writes it without asking EPT.',
  },
  {
    image: 'ept-page-walks',
    title: 'page table may be read, a write',
    bochs: ['    exit reason=0x12 qualification=0x0 length=0x3 rip=+0x7 rflags=0x2'],
    ours: [
      '    exit reason=0x30 qualification=0x8b rip=+0x0 rflags=0x10002',
      '    gpa=0x603000 linear=0x800018',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0x7 rflags=0x2',
    ],
    sdm: 'EPT Violations',
    reason:
      'To set the accessed or dirty flag the processor writes the entry of the guest, which EPT must allow. Bochs writes it without asking EPT.',
  },
  {
    image: 'ept-page-walks',
    title: 'page table may be read and executed',
    bochs: ['    exit reason=0x12 qualification=0x0 length=0x3 rip=+0x7 rflags=0x2'],
    ours: [
      '    exit reason=0x30 qualification=0xab rip=+0x0 rflags=0x10002',
      '    gpa=0x603000 linear=0x800018',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0x7 rflags=0x2',
    ],
    sdm: 'EPT Violations',
    reason:
      'To set the accessed or dirty flag the processor writes the entry of the guest, which EPT must allow. Bochs writes it without asking EPT.',
  },
  {
    image: 'ept-violations',
    title: 'read-modify-write, nothing allowed',
    bochs: ['    exit reason=0x30 qualification=0x182 rip=+0x0 rflags=0x2', '    gpa=0x800124 linear=0x800124'],
    ours: ['    exit reason=0x30 qualification=0x183 rip=+0x0 rflags=0x10002', '    gpa=0x800124 linear=0x800124'],
    sdm: 'Exit Qualification for EPT Violations',
    reason:
      'An access to a guest paging structure that sets a flag, like every read-modify-write, sets bits 0 and 1 here; the manual leaves bit 0 to the implementation. Bochs sets bit 1 alone.',
  },
  {
    image: 'ept-violations',
    title: 'read-modify-write, read allowed',
    bochs: ['    exit reason=0x30 qualification=0x18a rip=+0x0 rflags=0x2', '    gpa=0x800124 linear=0x800124'],
    ours: ['    exit reason=0x30 qualification=0x18b rip=+0x0 rflags=0x10002', '    gpa=0x800124 linear=0x800124'],
    sdm: 'Exit Qualification for EPT Violations',
    reason:
      'An access to a guest paging structure that sets a flag, like every read-modify-write, sets bits 0 and 1 here; the manual leaves bit 0 to the implementation. Bochs sets bit 1 alone.',
  },
  {
    image: 'io-bitmaps',
    title: 'strings',
    bochs: [
      '    exit reason=0x1e qualification=0x800010 length=0x1 information=0x18100 rip=+0x14 rflags=0x2',
      '    linear=0x348000',
      '    exit reason=0x1e qualification=0x800011 length=0x2 information=0x18100 rip=+0x15 rflags=0x2',
      '    linear=0x348000',
      '    exit reason=0x1e qualification=0x800013 length=0x2 information=0x20100 rip=+0x17 rflags=0x2',
      '    linear=0x349000',
      '    exit reason=0x1e qualification=0x800010 length=0x2 information=0x28100 rip=+0x19 rflags=0x2',
      '    linear=0x348000',
      '    exit reason=0x1e qualification=0x800010 length=0x2 information=0x18080 rip=+0x1b rflags=0x2',
      '    linear=0x348000',
      '    exit reason=0x1e qualification=0x800030 length=0x2 information=0x18100 rip=+0x1d rflags=0x2',
      '    linear=0x348000',
      '    exit reason=0x1e qualification=0x800018 length=0x1 information=0x18100 rip=+0x1f rflags=0x2',
      '    linear=0x348000',
      '    exit reason=0x1e qualification=0x800019 length=0x2 information=0x18100 rip=+0x20 rflags=0x2',
      '    linear=0x348000',
      '    exit reason=0x1e qualification=0x80001b length=0x1 information=0x18100 rip=+0x22 rflags=0x2',
      '    linear=0x348000',
      '    exit reason=0x1e qualification=0x800018 length=0x2 information=0x18080 rip=+0x23 rflags=0x2',
      '    linear=0x348000',
      '    exit reason=0x1e qualification=0x80003b length=0x2 information=0x18100 rip=+0x25 rflags=0x2',
      '    linear=0x348000',
      '    exit reason=0x1e qualification=0x800010 length=0x1 information=0x18100 rip=+0x28 rflags=0x402',
      '    linear=0x348000',
      '    exit reason=0x1e qualification=0x800031 length=0x3 information=0x18100 rip=+0x29 rflags=0x402',
      '    linear=0x348000',
      '    exit reason=0x1e qualification=0x800030 length=0x2 information=0x18100 rip=+0x2f rflags=0x46',
      '    linear=0x348000',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0x31 rflags=0x46',
    ],
    ours: [
      '    exit reason=0x1e qualification=0x800010 length=0x1 information=0x18100 rip=+0x14 rflags=0x2',
      '    linear=0x348000',
      '    exit reason=0x1e qualification=0x800011 length=0x2 information=0x18100 rip=+0x15 rflags=0x2',
      '    linear=0x348000',
      '    exit reason=0x1e qualification=0x800013 length=0x2 information=0x20100 rip=+0x17 rflags=0x2',
      '    linear=0x349000',
      '    exit reason=0x1e qualification=0x800010 length=0x2 information=0x28100 rip=+0x19 rflags=0x2',
      '    linear=0x348000',
      '    exit reason=0x1e qualification=0x800010 length=0x2 information=0x18080 rip=+0x1b rflags=0x2',
      '    linear=0x348000',
      '    exit reason=0x1e qualification=0x800030 length=0x2 information=0x18100 rip=+0x1d rflags=0x2',
      '    linear=0x348000',
      '    exit reason=0x1e qualification=0x800018 length=0x1 information=0x100 rip=+0x1f rflags=0x2',
      '    linear=0x348000',
      '    exit reason=0x1e qualification=0x800019 length=0x2 information=0x100 rip=+0x20 rflags=0x2',
      '    linear=0x348000',
      '    exit reason=0x1e qualification=0x80001b length=0x1 information=0x100 rip=+0x22 rflags=0x2',
      '    linear=0x348000',
      '    exit reason=0x1e qualification=0x800018 length=0x2 information=0x80 rip=+0x23 rflags=0x2',
      '    linear=0x348000',
      '    exit reason=0x1e qualification=0x80003b length=0x2 information=0x100 rip=+0x25 rflags=0x2',
      '    linear=0x348000',
      '    exit reason=0x1e qualification=0x800010 length=0x1 information=0x18100 rip=+0x28 rflags=0x402',
      '    linear=0x348000',
      '    exit reason=0x1e qualification=0x800031 length=0x3 information=0x18100 rip=+0x29 rflags=0x402',
      '    linear=0x348000',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0x31 rflags=0x46',
    ],
    sdm: 'REP/REPE/REPZ/REPNE/REPNZ—Repeat String Operation Prefix',
    reason: 'REP looks at the count before the access: with RCX = 0 there is no I/O to exit for. Bochs exits.',
  },
  {
    image: 'io-bitmaps',
    title: 'ring 3, IOPL 0',
    bochs: [
      '    exit reason=0x1e qualification=0x800008 length=0x1 information=0x18100 rip=+0x5 rflags=0x2',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0x6 rflags=0x2',
    ],
    ours: [
      '    exit reason=0x1e qualification=0x800008 length=0x1 information=0x0 rip=+0x5 rflags=0x2',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0x6 rflags=0x2',
    ],
    sdm: 'Basic VM-Exit Information',
    reason: 'For IN and OUT the instruction information is undefined; it is 0 here. Bochs leaves what it had.',
  },
  {
    image: 'io-bitmaps',
    title: 'ring 3, IOPL 3',
    bochs: [
      '    exit reason=0x1e qualification=0x800008 length=0x1 information=0x18100 rip=+0x5 rflags=0x3002',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0x6 rflags=0x3002',
    ],
    ours: [
      '    exit reason=0x1e qualification=0x800008 length=0x1 information=0x0 rip=+0x5 rflags=0x3002',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0x6 rflags=0x3002',
    ],
    sdm: 'Basic VM-Exit Information',
    reason: 'For IN and OUT the instruction information is undefined; it is 0 here. Bochs leaves what it had.',
  },
  {
    image: 'page-modification-log',
    title: 'index 511',
    bochs: [
      '    exit reason=0xa qualification=0x0 length=0x2 rip=+0x7 rflags=0x2',
      '    index=0x1fa 0x600000 0x601000 0x602000 0x603000 0x800123 first=0x0',
      '    exit reason=0xa qualification=0x0 length=0x2 rip=+0x1e rflags=0x2',
      '    index=0x1f9 0x600000 0x601000 0x602000 0x603000 0x800123 0x803456 first=0x0',
      '    exit reason=0xa qualification=0x0 length=0x2 rip=+0x2e rflags=0x2',
      '    index=0x1f6 0x600000 0x601000 0x602000 0x603000 0x800123 0x803456 0x1003456 0x804ffe 0x805000 first=0x0',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0x30 rflags=0x2',
    ],
    ours: [
      '    exit reason=0xa qualification=0x0 length=0x2 rip=+0x7 rflags=0x2',
      '    index=0x1fa 0x600000 0x601000 0x602000 0x603000 0x800000 first=0x0',
      '    exit reason=0xa qualification=0x0 length=0x2 rip=+0x1e rflags=0x2',
      '    index=0x1f9 0x600000 0x601000 0x602000 0x603000 0x800000 0x803000 first=0x0',
      '    exit reason=0xa qualification=0x0 length=0x2 rip=+0x2e rflags=0x2',
      '    index=0x1f6 0x600000 0x601000 0x602000 0x603000 0x800000 0x803000 0x1003000 0x804000 0x805000 first=0x0',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0x30 rflags=0x2',
    ],
    sdm: 'Page-Modification Logging',
    reason: 'Bits 11:0 of a logged address are 0. Bochs logs the whole address.',
  },
  {
    image: 'preemption-timer',
    title: '0, saved',
    bochs: [
      '    exit reason=0x34 qualification=0x0 rip=+0x0 rflags=0x2',
      '    timer=0xfffff9d3 activity=0x0 interruptibility=0x0',
      '    exit reason=0xa qualification=0x0 length=0x2 rip=+0x1 rflags=0x2',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0x3 rflags=0x2',
    ],
    ours: [
      '    exit reason=0x34 qualification=0x0 rip=+0x0 rflags=0x2',
      '    timer=0x0 activity=0x0 interruptibility=0x0',
      '    exit reason=0xa qualification=0x0 length=0x2 rip=+0x1 rflags=0x2',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0x3 rflags=0x2',
    ],
    sdm: 'VMX-Preemption Timer',
    reason: 'The value saved after the timer expired is 0. Bochs counts on below 0.',
  },
  {
    image: 'preemption-timer',
    title: 'blocking by STI',
    bochs: [
      '    exit reason=0x34 qualification=0x0 rip=+0x1 rflags=0x202',
      '    timer=0x0 activity=0x0 interruptibility=0x0',
      '    exit reason=0xa qualification=0x0 length=0x2 rip=+0x1 rflags=0x202',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0x3 rflags=0x202',
    ],
    ours: [
      '    exit reason=0x34 qualification=0x0 rip=+0x0 rflags=0x202',
      '    timer=0x0 activity=0x0 interruptibility=0x1',
      '    exit reason=0xa qualification=0x0 length=0x2 rip=+0x1 rflags=0x202',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0x3 rflags=0x202',
    ],
    sdm: 'VM Exits Induced by the VMX-Preemption Timer',
    reason:
      'An expired timer exits before the next instruction; blocking by STI or MOV SS does not hold it back. Bochs lets one instruction run.',
  },
  {
    image: 'preemption-timer',
    title: 'blocking by MOV SS',
    bochs: [
      '    exit reason=0x34 qualification=0x0 rip=+0x1 rflags=0x2',
      '    timer=0x0 activity=0x0 interruptibility=0x0',
      '    exit reason=0xa qualification=0x0 length=0x2 rip=+0x1 rflags=0x2',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0x3 rflags=0x2',
    ],
    ours: [
      '    exit reason=0x34 qualification=0x0 rip=+0x0 rflags=0x2',
      '    timer=0x0 activity=0x0 interruptibility=0x2',
      '    exit reason=0xa qualification=0x0 length=0x2 rip=+0x1 rflags=0x2',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0x3 rflags=0x2',
    ],
    sdm: 'VM Exits Induced by the VMX-Preemption Timer',
    reason:
      'An expired timer exits before the next instruction; blocking by STI or MOV SS does not hold it back. Bochs lets one instruction run.',
  },
  {
    image: 'secondary-controls',
    title: 'RDRAND exits',
    bochs: [
      '    exit reason=0x39 qualification=0x0 length=0x3 information=0x800 rip=+0x0 rflags=0x2',
      '    exit reason=0x39 qualification=0x0 length=0x4 information=0x1048 rip=+0x3 rflags=0x2',
      '    exit reason=0x39 qualification=0x0 length=0x4 information=0x818 rip=+0x7 rflags=0x2',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0xb rflags=0x2',
    ],
    ours: [
      '    exit reason=0x39 qualification=0x0 length=0x3 information=0x800 rip=+0x0 rflags=0x2',
      '    exit reason=0x39 qualification=0x0 length=0x4 information=0x1048 rip=+0x3 rflags=0x2',
      '    exit reason=0x39 qualification=0x0 length=0x4 information=0x18 rip=+0x7 rflags=0x2',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0xb rflags=0x2',
    ],
    sdm: 'Format of the VM-Exit Instruction-Information Field as Used for RDRAND and RDSEED',
    reason: 'Bits 12:11 are 0 for a 16-bit operand. Bochs writes 1.',
  },
  {
    image: 'secondary-controls',
    title: 'RDSEED exits',
    bochs: [
      '    exit reason=0x3d qualification=0x0 length=0x3 information=0x830 rip=+0x0 rflags=0x2',
      '    exit reason=0x3d qualification=0x0 length=0x4 information=0x1078 rip=+0x3 rflags=0x2',
      '    exit reason=0x3d qualification=0x0 length=0x4 information=0x810 rip=+0x7 rflags=0x2',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0xb rflags=0x2',
    ],
    ours: [
      '    exit reason=0x3d qualification=0x0 length=0x3 information=0x830 rip=+0x0 rflags=0x2',
      '    exit reason=0x3d qualification=0x0 length=0x4 information=0x1078 rip=+0x3 rflags=0x2',
      '    exit reason=0x3d qualification=0x0 length=0x4 information=0x10 rip=+0x7 rflags=0x2',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0xb rflags=0x2',
    ],
    sdm: 'Format of the VM-Exit Instruction-Information Field as Used for RDRAND and RDSEED',
    reason: 'Bits 12:11 are 0 for a 16-bit operand. Bochs writes 1.',
  },
  {
    image: 'secondary-controls',
    title: 'everything: RDRAND',
    bochs: [
      '    exit reason=0x39 qualification=0x0 length=0x3 information=0x800 rip=+0x0 rflags=0x2',
      '    exit reason=0x39 qualification=0x0 length=0x4 information=0x1048 rip=+0x3 rflags=0x2',
      '    exit reason=0x39 qualification=0x0 length=0x4 information=0x818 rip=+0x7 rflags=0x2',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0xb rflags=0x2',
    ],
    ours: [
      '    exit reason=0x39 qualification=0x0 length=0x3 information=0x800 rip=+0x0 rflags=0x2',
      '    exit reason=0x39 qualification=0x0 length=0x4 information=0x1048 rip=+0x3 rflags=0x2',
      '    exit reason=0x39 qualification=0x0 length=0x4 information=0x18 rip=+0x7 rflags=0x2',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0xb rflags=0x2',
    ],
    sdm: 'Format of the VM-Exit Instruction-Information Field as Used for RDRAND and RDSEED',
    reason: 'Bits 12:11 are 0 for a 16-bit operand. Bochs writes 1.',
  },
  {
    image: 'secondary-controls',
    title: 'everything: RDSEED',
    bochs: [
      '    exit reason=0x3d qualification=0x0 length=0x3 information=0x830 rip=+0x0 rflags=0x2',
      '    exit reason=0x3d qualification=0x0 length=0x4 information=0x1078 rip=+0x3 rflags=0x2',
      '    exit reason=0x3d qualification=0x0 length=0x4 information=0x810 rip=+0x7 rflags=0x2',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0xb rflags=0x2',
    ],
    ours: [
      '    exit reason=0x3d qualification=0x0 length=0x3 information=0x830 rip=+0x0 rflags=0x2',
      '    exit reason=0x3d qualification=0x0 length=0x4 information=0x1078 rip=+0x3 rflags=0x2',
      '    exit reason=0x3d qualification=0x0 length=0x4 information=0x10 rip=+0x7 rflags=0x2',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0xb rflags=0x2',
    ],
    sdm: 'Format of the VM-Exit Instruction-Information Field as Used for RDRAND and RDSEED',
    reason: 'Bits 12:11 are 0 for a 16-bit operand. Bochs writes 1.',
  },
  {
    image: 'unrestricted-real-mode',
    title: 'to protected mode and back',
    bochs: [
      '    exit reason=0xa qualification=0x0 length=0x2 rip=+0xd rflags=0x2',
      '    cr0=0x31 cs=0x800 base=0x8000 rights=0x93 ds=0x800 base=0x8000 limit=0xffff rights=0x93 rsp=0xf000',
      '    exit reason=0xa qualification=0x0 length=0x2 rip=+0x8017 rflags=0x2',
      '    cr0=0x31 cs=0x8 base=0x0 rights=0xc09b ds=0x800 base=0x8000 limit=0xffff rights=0x93 rsp=0xf000',
      '    exit reason=0xa qualification=0x0 length=0x2 rip=+0x8020 rflags=0x2',
      '    cr0=0x31 cs=0x8 base=0x0 rights=0xc09b ds=0x10 base=0x0 limit=0xffffffff rights=0xc093 rsp=0xf000',
      '    exit reason=0xa qualification=0x0 length=0x2 rip=+0x31 rflags=0x6',
      '    cr0=0x30 cs=0x18 base=0x8000 rights=0x93 ds=0x10 base=0x0 limit=0xffffffff rights=0xc093 rsp=0xf000',
      '    exit reason=0xa qualification=0x0 length=0x2 rip=+0x38 rflags=0x6',
      '    cr0=0x30 cs=0x800 base=0x8000 rights=0x93 ds=0x10 base=0x0 limit=0xffffffff rights=0xc093 rsp=0xf000',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0x3a rflags=0x6',
    ],
    ours: [
      '    exit reason=0xa qualification=0x0 length=0x2 rip=+0xd rflags=0x2',
      '    cr0=0x31 cs=0x800 base=0x8000 rights=0x93 ds=0x800 base=0x8000 limit=0xffff rights=0x93 rsp=0xf000',
      '    exit reason=0xa qualification=0x0 length=0x2 rip=+0x8017 rflags=0x2',
      '    cr0=0x31 cs=0x8 base=0x0 rights=0xc09b ds=0x800 base=0x8000 limit=0xffff rights=0x93 rsp=0xf000',
      '    exit reason=0xa qualification=0x0 length=0x2 rip=+0x8020 rflags=0x2',
      '    cr0=0x31 cs=0x8 base=0x0 rights=0xc09b ds=0x10 base=0x0 limit=0xffffffff rights=0xc093 rsp=0xf000',
      '    exit reason=0xa qualification=0x0 length=0x2 rip=+0x31 rflags=0x6',
      '    cr0=0x30 cs=0x18 base=0x8000 rights=0x9b ds=0x10 base=0x0 limit=0xffffffff rights=0xc093 rsp=0xf000',
      '    exit reason=0xa qualification=0x0 length=0x2 rip=+0x38 rflags=0x6',
      '    cr0=0x30 cs=0x800 base=0x8000 rights=0x9b ds=0x10 base=0x0 limit=0xffffffff rights=0xc093 rsp=0xf000',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0x3a rflags=0x6',
    ],
    sdm: 'Switching Back to Real-Address Mode',
    reason:
      'A far transfer in real-address mode changes selector and base of CS and leaves its access rights as they are. Bochs makes CS a data segment.',
  },
  {
    image: 'virtual-nmis',
    title: 'injected while blocked, virtual NMIs',
    bochs: [
      '    handler vector=0x2 frame=0x0',
      '    exit reason=0xa qualification=0x0 length=0x2 rip=+0x0 rflags=0x2',
      '    interruptibility=0x0',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0x2 rflags=0x2',
    ],
    ours: ['    exit reason=0x80000021 qualification=0x0 rip=+0x0 rflags=0x2'],
    sdm: 'Checks on Guest Non-Register State',
    reason:
      'With "virtual NMIs" an NMI may not be injected while the interruptibility state has blocking by NMI. Bochs injects it.',
  },
  {
    image: 'virtual-nmis',
    title: 'NMI window in the HLT state',
    bochs: [
      '    exit reason=0x8 qualification=0x0 rip=+0x0 rflags=0x2',
      '    activity=0x0',
      '    interruptibility=0x0',
      '    exit reason=0xa qualification=0x0 length=0x2 rip=+0x0 rflags=0x2',
      '    activity=0x0',
      '    interruptibility=0x0',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0x2 rflags=0x2',
    ],
    ours: [
      '    exit reason=0x8 qualification=0x0 rip=+0x0 rflags=0x2',
      '    activity=0x1',
      '    interruptibility=0x0',
      '    exit reason=0xa qualification=0x0 length=0x2 rip=+0x0 rflags=0x2',
      '    activity=0x0',
      '    interruptibility=0x0',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0x2 rflags=0x2',
    ],
    sdm: 'Saving Non-Register State',
    reason: 'The activity state is saved as it was before the VM exit: HLT. Bochs saves the active state.',
  },
  {
    image: 'virtual-nmis',
    title: 'IRET meets an EPT violation',
    bochs: [
      '    exit reason=0x30 qualification=0x1181 rip=+0x0 rflags=0x2',
      '    gpa=0x350010 linear=0x350010',
      '    interruptibility=0x0',
    ],
    ours: [
      '    exit reason=0x30 qualification=0x1181 rip=+0x0 rflags=0x10002',
      '    gpa=0x350000 linear=0x350000',
      '    interruptibility=0x0',
    ],
    sdm: 'IRET/IRETD/IRETQ—Interrupt Return',
    reason: 'IRET pops RIP first. Bochs reads SS first.',
  },
  {
    image: 'virtualization-exceptions',
    title: '#VE exits',
    bochs: [
      '    exit reason=0x0 qualification=0x0 interruption=0x80000314 rip=+0x0 rflags=0x2',
      '    reason=0x30 busy=0xffffffff qualification=0x181 linear=0x800018 gpa=0x800018 index=0x0',
    ],
    ours: [
      '    exit reason=0x0 qualification=0x0 interruption=0x80000314 rip=+0x0 rflags=0x10002',
      '    reason=0x30 busy=0xffffffff qualification=0x181 linear=0x800018 gpa=0x800018 index=0x1ee',
    ],
    sdm: 'Virtualization-Exception Information',
    reason: 'The information has the EPTP index of the VMCS. Bochs writes 0.',
  },
  {
    image: 'vmcs-shadowing',
    title: '  VMLAUNCH',
    bochs: ['    VMfailValid error=0x7'],
    ours: ['    VMfailInvalid'],
    sdm: 'Basic VM-Entry Checks',
    reason:
      'A VM entry with a shadow VMCS current is VMfailInvalid, before the launch state is looked at. Bochs checks the launch state and reports an error number.',
  },
  {
    image: 'vmcs-shadowing',
    title: '  VMRESUME',
    bochs: [
      '    VMfailValid error=0x5',
      '    exit reason=0xa qualification=0x0 length=0x2 rip=+0x10 rflags=0x2',
      '    rcx=0x1122334455667788 rax=0x1234',
      '    exit reason=0xa qualification=0x0 length=0x2 rip=+0x2f rflags=0x2',
      '    rcx=0xabcd rax=0x1234567',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0x31 rflags=0x2',
    ],
    ours: [
      '    VMfailInvalid',
      '    exit reason=0xa qualification=0x0 length=0x2 rip=+0x10 rflags=0x2',
      '    rcx=0x1122334455667788 rax=0x1234',
      '    exit reason=0xa qualification=0x0 length=0x2 rip=+0x2f rflags=0x2',
      '    rcx=0xabcd rax=0x1234567',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0x31 rflags=0x2',
    ],
    sdm: 'Basic VM-Entry Checks',
    reason:
      'A VM entry with a shadow VMCS current is VMfailInvalid, before the launch state is looked at. Bochs checks the launch state and reports an error number.',
  },
  {
    image: 'activity-states',
    title: 'HLT: #DE',
    bochs: [
      '    handler vector=0x0 frame=0x0',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0xffffffffffffef24 rflags=0x46',
    ],
    ours: ['    exit reason=0x80000021 qualification=0x0 rip=+0x0 rflags=0x2'],
    sdm: 'Checks on Guest Non-Register State',
    reason:
      'In the HLT state only interrupts, NMI, #DB, #MC and a pending MTF may be injected. Bochs injects any event.',
  },
  {
    image: 'activity-states',
    title: 'HLT: INT n',
    bochs: [
      '    handler vector=0x6 frame=0x1',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0xffffffffffffef24 rflags=0x46',
    ],
    ours: ['    exit reason=0x80000021 qualification=0x0 rip=+0x0 rflags=0x2'],
    sdm: 'Checks on Guest Non-Register State',
    reason:
      'In the HLT state only interrupts, NMI, #DB, #MC and a pending MTF may be injected. Bochs injects any event.',
  },
  {
    image: 'activity-states',
    title: 'HLT: INT3',
    bochs: [
      '    handler vector=0x3 frame=0x1',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0xffffffffffffef24 rflags=0x46',
    ],
    ours: ['    exit reason=0x80000021 qualification=0x0 rip=+0x0 rflags=0x2'],
    sdm: 'Checks on Guest Non-Register State',
    reason:
      'In the HLT state only interrupts, NMI, #DB, #MC and a pending MTF may be injected. Bochs injects any event.',
  },
  {
    image: 'activity-states',
    title: 'HLT: INT1',
    bochs: [
      '    handler vector=0x1 frame=0x1',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0xffffffffffffef24 rflags=0x46',
    ],
    ours: ['    exit reason=0x80000021 qualification=0x0 rip=+0x0 rflags=0x2'],
    sdm: 'Checks on Guest Non-Register State',
    reason:
      'In the HLT state only interrupts, NMI, #DB, #MC and a pending MTF may be injected. Bochs injects any event.',
  },
  {
    image: 'activity-states',
    title: 'HLT exits',
    bochs: [
      '    exit reason=0xc qualification=0x0 length=0x1 rip=+0x0 rflags=0x2',
      '    activity=0x0 interruptibility=0x8',
    ],
    ours: [
      '    exit reason=0xc qualification=0x0 length=0x1 rip=+0x0 rflags=0x2',
      '    activity=0x0 interruptibility=0x0',
    ],
    sdm: 'Saving Non-Register State',
    reason:
      'NMIs are not blocked after a VM entry whose interruptibility state says so. Bochs keeps the blocking of an earlier guest.',
  },
];

/** A rule by which every line of Bochs becomes ours. */
export interface GeneralDifference {
  readonly sdm: string;
  readonly reason: string;
  /** Our line for Bochs's line; the same line when the rule does not apply. */
  readonly ours: (bochs: string) => string;
}

const RF = 0x1_0000;
const SECOND_LEVEL_EXIT = / reason=0x(2c|30|31|3e) /;
const withRf = (line: string): string =>
  line.replace(/rflags=(0x[0-9a-f]+)/, (_, value: string) => `rflags=0x${(Number(value) | RF).toString(16)}`);
const INS_INFORMATION = /(reason=0x1e qualification=0x[0-9a-f]*[139bdf][89ab] .*)information=(0x[0-9a-f]+)/;

export const generalDifferences: readonly GeneralDifference[] = [
  {
    sdm: 'Saving RIP, RSP, RFLAGS, and SSP',
    reason:
      'A VM exit caused directly by a fault saves RF as the delivery through the IDT would have saved it: 1. Bochs saves what RF was. #DB by single step is a trap.',
    ours: (line) => (/ interruption=0x8000[01][3b](?!01)/.test(line) ? withRf(line) : line),
  },
  {
    sdm: 'Saving RIP, RSP, RFLAGS, and SSP',
    reason:
      'APIC accesses, EPT violations and misconfigurations and a full page-modification log save RF as 1 unless an event is being delivered. Bochs saves what RF was.',
    ours: (line) => (SECOND_LEVEL_EXIT.test(line) && !line.includes(' vectoring=') ? withRf(line) : line),
  },
  {
    sdm: 'Format of the VM-Exit Instruction-Information Field as Used for INS and OUTS',
    reason: 'The segment register is undefined for INS; we leave it 0, Bochs writes DS.',
    ours: (line) =>
      line.replace(
        INS_INFORMATION,
        (_, before: string, value: string) => `${before}information=0x${(Number(value) & ~0x3_8000).toString(16)}`,
      ),
  },
];
