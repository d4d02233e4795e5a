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
    image: 'guest-state',
    title: 'RIP not canonical',
    bochs: [
      '    handler vector=0xd code=0x0 frame=0xfffffffffefef02',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0xfffffffffffff33a rflags=0x46',
    ],
    ours: ['    exit reason=0x80000021 qualification=0x0 rip=+0xfffffffffefef02 rflags=0x2'],
    sdm: 'Checks on Guest RIP, RFLAGS, and SSP',
    reason:
      'With IA-32e mode guest and CS.L the bits above the linear-address width must be identical. Bochs enters and faults.',
  },
  {
    image: 'guest-state',
    title: 'HLT with a hardware exception',
    bochs: [
      '    handler vector=0x6 frame=0x0',
      '    exit reason=0x12 qualification=0x0 length=0x3 rip=+0xfffffffffffff33a rflags=0x46',
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
];

/** A rule by which every line of Bochs becomes ours. */
export interface GeneralDifference {
  readonly sdm: string;
  readonly reason: string;
  /** Our line for Bochs's line; the same line when the rule does not apply. */
  readonly ours: (bochs: string) => string;
}

const RF = 0x1_0000;
const INS_INFORMATION = /(reason=0x1e qualification=0x[0-9a-f]*[139bdf][89ab] .*)information=(0x[0-9a-f]+)/;

export const generalDifferences: readonly GeneralDifference[] = [
  {
    sdm: 'Saving RIP, RSP, RFLAGS, and SSP',
    reason:
      'A VM exit caused directly by a fault saves RF as the delivery through the IDT would have saved it: 1. Bochs saves what RF was. #DB by single step is a trap.',
    ours: (line) =>
      / interruption=0x80000[3b](?!01)/.test(line)
        ? line.replace(/rflags=(0x[0-9a-f]+)/, (_, value: string) => `rflags=0x${(Number(value) | RF).toString(16)}`)
        : line,
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
