/** Branches, interrupts and exceptions are recorded (`interrupts/last-branch-records.ts`). */
export const LBR = 1;
/** RFLAGS.TF steps from branch to branch. */
export const BTF = 2;

/** The bits of IA32_DEBUGCTL that exist in the models so far. SDM Vol. 3: "IA32_DEBUGCTL MSR". */
export const DEBUGCTL_DEFINED = LBR | BTF;
