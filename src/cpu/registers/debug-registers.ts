import { GP, raiseWithCode, Unmodelled } from '../interrupts/fault';
import type { Processor } from '../processor';
import { DR } from '../state/processor-layout';
import { unmodelledThings } from '../unmodelled.table';

/** Bits of DR6 and DR7 that software may change, and those that always read 1. */
const DR6_WRITABLE = 0xe00fn,
  DR6_ONES = 0xffff_0ff0n;
const DR7_WRITABLE = 0xffff_23ffn,
  DR7_ONES = 0x400n;
const DR7_BREAKPOINTS = 0xffn;

/**
 * A debug register (0–3, 6, 7) as MOV to DR writes it after its other checks. Enabling a breakpoint stops the run:
 * breakpoints are not modelled. SDM Vol. 3: "Debug Registers".
 */
export function writeDebugRegister(p: Processor, register: number, value: bigint): void {
  if (register < 4) {
    p.q[(DR >> 1) + register] = value;
    return;
  }
  if (value >> 32n !== 0n) raiseWithCode(p, GP, 0);
  if (register === 6) p.q[(DR >> 1) + 6] = (value & DR6_WRITABLE) | DR6_ONES;
  else {
    if ((value & DR7_BREAKPOINTS) !== 0n) throw new Unmodelled(unmodelledThings['hardware-breakpoints']);
    p.q[(DR >> 1) + 7] = (value & DR7_WRITABLE) | DR7_ONES;
  }
}
