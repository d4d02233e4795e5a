/** Lines of random cases where we differ from Bochs 2.7 on purpose, because the manual says so. */
export interface RandomDifference {
  readonly sdm: string;
  readonly reason: string;
  /** Batch, Bochs's line, our line. */
  readonly cases: readonly (readonly [batch: number, bochs: string, ours: string])[];
}

export const randomDifferences: readonly RandomDifference[] = [
  {
    sdm: 'Relative Priority of Faults and VM Exits',
    reason: 'XSETBV outside ring 0 raises #GP: faults based on privilege level come before VM exits. Bochs exits.',
    cases: [
      [0, '1d r37 l3', '1d r12 l3 !d s353fd0'],
      [0, '26 r37 l3', '26 r12 l3 !d s353fd0'],
      [10, 'e r37 l3', 'e r0 x80000b0d'],
      [10, '23 r37 l3', '23 r0 x80000b0d'],
      [10, '2e r37 l3', '2e r0 x80000b0d'],
      [19, 'e r37 l3', 'e r12 l3 !d s353fd0'],
    ],
  },
  {
    sdm: 'Changes to Instruction Behavior in VMX Non-Root Operation',
    reason:
      'Without "enable XSAVES/XRSTORS" these instructions raise #UD, also outside ring 0. Bochs looks at the privilege level first.',
    cases: [
      [4, '1e r12 l3 !d s353fd0', '1e r12 l3 !6 s353fd8'],
      [9, '13 r12 l3 !d s353fd0', '13 r0 x80000306'],
      [10, '8 r12 l3 !d s353fd0', '8 r12 l3 !6 s353fd8'],
      [12, 'c r12 l3 !d s353fd0', 'c r12 l3 !6 s353fd8'],
    ],
  },
  {
    sdm: 'LGDT/LIDT—Load Global/Interrupt Descriptor Table Register',
    reason:
      'The operation reads the limit, then the base, so CR2 is the address of the limit. Bochs reads the base first.',
    cases: [[0, '19 r0 q8000000012 x80000b0e', '19 r0 q8000000010 x80000b0e']],
  },
  {
    sdm: 'REP/REPE/REPZ/REPNE/REPNZ—Repeat String Operation Prefix',
    reason: 'REP looks at the count before the access: with RCX = 0 there is no I/O to exit for. Bochs exits.',
    cases: [
      [6, '17 r1e q81003b l2 a391300 i100', '17 r12 l3 @2'],
      [18, '16 r1e q80000039 l3 a391080 i100', '16 r12 l3 @3'],
    ],
  },
  {
    sdm: 'Exit Qualification for APIC-Access VM Exits from Linear Accesses and Guest-Physical Accesses',
    reason: 'INS writes to memory: the access type is 1, a data write. Bochs says a read.',
    cases: [[13, '29 r2c q300 l2', '29 r2c q1300 l2']],
  },
];
