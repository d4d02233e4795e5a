import { GP, raiseWithCode } from '../interrupts/fault';
import { flushFastTags } from '../mmu/tlb';
import type { Processor } from '../processor';
import { ATTENTION, DEBUGCTL, DR } from '../state/processor-layout';
import { BTF, LBR } from './debug-control';

/** Bits of DR6 and DR7 that software may change, and those that always read 1. */
const DR6_WRITABLE = 0xe00fn,
  DR6_ONES = 0xffff_0ff0n;
const DR7_WRITABLE = 0xffff_23ffn,
  DR7_ONES = 0x400n;
const DR7_GENERAL_DETECT = 0x2000;

/**
 * A debug register (0–3, 6, 7) as MOV to DR writes it after its other checks. Pages with breakpoints have no fast tags, so
 * a change of where they are or what they wait for drops all. SDM Vol. 3: "Debug Registers".
 */
export function writeDebugRegister(p: Processor, register: number, value: bigint): void {
  if (register >= 4 && value >> 32n !== 0n) raiseWithCode(p, GP, 0);
  if (register === 6) {
    p.q[(DR >> 1) + 6] = (value & DR6_WRITABLE) | DR6_ONES;
    return;
  }
  p.q[(DR >> 1) + register] = register === 7 ? (value & DR7_WRITABLE) | DR7_ONES : value;
  flushFastTags(p);
  p.s[ATTENTION] = 1;
}

/** What every #DB does that is delivered: DR7.GD, IA32_DEBUGCTL.BTF and LBR are cleared. SDM Vol. 3: "Debug Exceptions". */
export function enterDebugHandler(p: Processor): void {
  p.s[DR + 14] &= ~DR7_GENERAL_DETECT;
  p.s[DEBUGCTL] &= ~(BTF | LBR);
}
