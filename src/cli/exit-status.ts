/**
 * Exit statuses, above all of `vmxray run`. A write of v to port 0xF4 ends with (2v + 1) mod 256, always odd; everything else is even,
 * so a program's own verdict can never be mistaken for one of these.
 */
export const STATUS_HALTED = 0;
/** `vmxray grade`: some submission did not get all points. `vmxray compare`: some model could not run the program to its end. */
export const STATUS_PARTIAL = 2;
/** The command line is wrong. */
export const STATUS_USAGE = 64;
/** An input file is missing, is no program or image, or does not assemble. */
export const STATUS_INPUT = 66;
/** A fault of the simulator itself. */
export const STATUS_FAULT = 70;
/** Shutdown (after a triple fault, or a guest entered in that state) or VMX abort. */
export const STATUS_SHUTDOWN = 72;
/** The lab's exception handler stopped the run. */
export const STATUS_LAB_EXCEPTION = 74;
/** An instruction that is not modelled. */
export const STATUS_UNMODELLED = 76;
export const STATUS_INSTRUCTION_LIMIT = 124;

/** Status for a value written to port 0xF4, as QEMU's isa-debug-exit. */
export const debugExitStatus = (value: number): number => (value * 2 + 1) & 0xff;

/** Ends the command with a status and one clear line on standard error (more for several diagnostics). */
export class CommandError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}
