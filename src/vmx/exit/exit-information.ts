/** What the saved RFLAGS.RF becomes. SDM Vol. 3: "Saving RIP, RSP, RFLAGS, and SSP". */
export const RF_KEEP = 0;
export const RF_CLEAR = 1;
export const RF_SET = 2;

/**
 * What a VM exit reports, gathered before it happens: scratch of one processor, reused by every exit so that an exit
 * allocates nothing. Not state: it means something only between `begin` and the end of `vmExit`.
 */
export class ExitInformation {
  reason = 0;
  qualificationLow = 0;
  qualificationHigh = 0;
  /** Length of the instruction that caused the exit; -1 where the manual leaves the field undefined. */
  instructionLength = -1;
  hasInstructionInfo = false;
  instructionInfo = 0;
  /** VM-exit interruption information; 0 = not valid. */
  interruptionInfo = 0;
  interruptionErrorCode = 0;
  hasLinearAddress = false;
  linearLow = 0;
  linearHigh = 0;
  /** What WRMSRLIST would have written; null for every other exit. */
  msrData: bigint | null = null;
  hasPhysicalAddress = false;
  /** The guest-physical address. */
  physicalLow = 0;
  physicalHigh = 0;
  /** True when the saved RIP is that of the instruction that caused the exit, false when RIP already says where to go on. */
  atInstructionStart = false;
  resumeFlag = RF_KEEP;
  /** Whether an event under delivery is reported in the IDT-vectoring information. */
  reportsVectoring = true;
  /** True when an NMI caused the exit directly, so that the host starts with NMIs blocked. */
  blocksNmi = false;
  /** The instruction or event, for people. */
  cause = '';

  /** Starts a new exit: everything that the exit does not set reads as cleared or undefined. */
  begin(reason: number, cause: string): void {
    this.reason = reason;
    this.qualificationLow = 0;
    this.qualificationHigh = 0;
    this.instructionLength = -1;
    this.hasInstructionInfo = false;
    this.instructionInfo = 0;
    this.interruptionInfo = 0;
    this.interruptionErrorCode = 0;
    this.hasLinearAddress = false;
    this.linearLow = 0;
    this.linearHigh = 0;
    this.msrData = null;
    this.hasPhysicalAddress = false;
    this.physicalLow = 0;
    this.physicalHigh = 0;
    this.atInstructionStart = false;
    this.resumeFlag = RF_KEEP;
    this.reportsVectoring = true;
    this.blocksNmi = false;
    this.cause = cause;
  }
}
