import type { Processor } from '../processor';
import { CR0_EM, CR0_MP, CR0_NE, CR0_TS, CR4_OSFXSR } from '../registers/control-registers';
import { X87_ERROR_SUMMARY } from '../registers/x87-state';
import { CR0, CR4, X87_STATUS } from '../state/processor-layout';
import { unmodelledThings } from '../unmodelled.table';
import { MF, NM, raise, UD, Unmodelled } from './fault';

/**
 * What comes before everything else of an instruction that uses x87, MMX or XMM registers. SDM Vol. 3: "Interrupt 7—Device
 * Not Available Exception (#NM)"; Vol. 2, each instruction's exceptions.
 */

/** #NM for x87 instructions while the unit is emulated or its state belongs to another task. */
export function requireX87(p: Processor): void {
  if ((p.s[CR0] & (CR0_EM | CR0_TS)) !== 0) raise(p, NM);
}

/** WAIT heeds TS only together with MP, and never EM. */
export function requireX87ForWait(p: Processor): void {
  const both = CR0_MP | CR0_TS;
  if ((p.s[CR0] & both) === both) raise(p, NM);
}

/** #MF for an unmasked error of an earlier x87 instruction. SDM Vol. 1: "x87 FPU Exception Synchronization". */
export function reportX87Error(p: Processor): void {
  if ((p.s[X87_STATUS] & X87_ERROR_SUMMARY) === 0) return;
  if ((p.s[CR0] & CR0_NE) === 0) throw new Unmodelled(unmodelledThings['x87-error-interrupt']);
  raise(p, MF);
}

/** An x87 instruction that waits for errors of earlier ones. */
export function requireX87WithoutError(p: Processor): void {
  requireX87(p);
  reportX87Error(p);
}

/** MMX instructions: emulation is #UD here. SDM Vol. 3: "Emulation of the MMX Instruction Set". */
export function requireMmx(p: Processor): void {
  const cr0 = p.s[CR0];
  if ((cr0 & CR0_EM) !== 0) raise(p, UD);
  if ((cr0 & CR0_TS) !== 0) raise(p, NM);
  reportX87Error(p);
}

/** SSE instructions need CR4.OSFXSR. */
export function requireSse(p: Processor): void {
  const cr0 = p.s[CR0];
  if ((cr0 & CR0_EM) !== 0 || (p.s[CR4] & CR4_OSFXSR) === 0) raise(p, UD);
  if ((cr0 & CR0_TS) !== 0) raise(p, NM);
}

export const REQUIRE_UNIT = { x87: requireX87WithoutError, mmx: requireMmx, sse: requireSse } as const;
