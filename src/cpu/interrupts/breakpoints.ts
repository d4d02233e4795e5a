import type { Processor } from '../processor';
import { ATTENTION, BREAKPOINTS_MET, CR4, DR } from '../state/processor-layout';

/**
 * Breakpoints of the debug registers. An instruction breakpoint is looked for between two instructions (`boundary.ts`);
 * data and I/O breakpoints are traps: an access notes them in BREAKPOINTS_MET, and the next boundary takes them. Memory
 * accesses come here only where no fast tag answers, for a page with a breakpoint has none (`mmu/linear.ts`).
 * A breakpoint that DR7 does not enable is never reported in DR6. SDM Vol. 3: "Debug Registers".
 */

export const DR7 = DR + 14;
/** L0, G0 … L3, G3. */
export const DR7_ENABLES = 0xff;
const CR4_DE = 8;

/** R/W fields of DR7. */
const ON_EXECUTION = 0,
  ON_WRITE = 1,
  ON_PORT = 2,
  ON_READ_OR_WRITE = 3;
/** Bytes by the LEN field; 2 stands for eight. */
const LENGTHS = [1, 2, 8, 4] as const;

const isEnabled = (dr7: number, n: number): boolean => ((dr7 >>> (2 * n)) & 3) !== 0;
const conditionOf = (dr7: number, n: number): number => (dr7 >>> (16 + 4 * n)) & 3;
const lengthOf = (dr7: number, n: number): number => LENGTHS[(dr7 >>> (18 + 4 * n)) & 3] as number;

/** Whether DR7 enables any breakpoint. */
export const hasBreakpoints = (p: Processor): boolean => (p.s[DR7] & DR7_ENABLES) !== 0;

/** Whether some enabled breakpoint of DR7 is one on instructions. */
export function hasInstructionBreakpoints(p: Processor): boolean {
  const dr7 = p.s[DR7] as number;
  if ((dr7 & DR7_ENABLES) === 0) return false;
  for (let n = 0; n < 4; n++) if (isEnabled(dr7, n) && conditionOf(dr7, n) === ON_EXECUTION) return true;
  return false;
}

/** Bits of DR6 of the instruction breakpoints at a linear address. SDM: "Instruction-Breakpoint Exception Condition". */
export function instructionBreakpointsAt(p: Processor, low: number, high: number): number {
  const { s } = p;
  const dr7 = s[DR7] as number;
  let met = 0;
  for (let n = 0; n < 4; n++) {
    const at = DR + 2 * n;
    if (isEnabled(dr7, n) && conditionOf(dr7, n) === ON_EXECUTION && s[at] === low && s[at + 1] === high) met |= 1 << n;
  }
  return met;
}

/** Whether an enabled breakpoint lies in the page of a linear address. */
export function isBreakpointPage(p: Processor, low: number, high: number): boolean {
  const { s } = p;
  const dr7 = s[DR7] as number;
  for (let n = 0; n < 4; n++) {
    const at = DR + 2 * n;
    if (isEnabled(dr7, n) && ((s[at] ^ low) & ~0xfff) === 0 && s[at + 1] === high) return true;
  }
  return false;
}

/** Whether `size` bytes at `start` touch the breakpoint's bytes, which its length aligns; both lie in one page. */
function touches(start: number, size: number, breakpoint: number, length: number): boolean {
  const first = breakpoint & ~(length - 1);
  return start < first + length && first < start + size;
}

function note(p: Processor, n: number): void {
  p.s[BREAKPOINTS_MET] |= 1 << n;
  p.s[ATTENTION] = 1;
}

/**
 * An access by linear address inside one page, operand or implicit. SDM Vol. 3: "Data Memory and I/O Breakpoint Exception
 * Conditions"; "Breakpoint Field Recognition".
 */
export function noteDataBreakpoints(p: Processor, low: number, high: number, size: number, write: boolean): void {
  const { s } = p;
  const dr7 = s[DR7] as number;
  for (let n = 0; n < 4; n++) {
    if (!isEnabled(dr7, n)) continue;
    const condition = conditionOf(dr7, n);
    if (condition !== ON_READ_OR_WRITE && !(condition === ON_WRITE && write)) continue;
    const at = DR + 2 * n;
    if (((s[at] ^ low) & ~0xfff) !== 0 || s[at + 1] !== high) continue;
    if (touches(low & 0xfff, size, s[at] & 0xfff, lengthOf(dr7, n))) note(p, n);
  }
}

/** An access to I/O ports; only with CR4.DE are there I/O breakpoints. SDM Vol. 3: "Debug Control Register (DR7)", R/W fields. */
export function notePortBreakpoints(p: Processor, port: number, size: number): void {
  const { s } = p;
  const dr7 = s[DR7] as number;
  if ((s[CR4] & CR4_DE) === 0) return;
  for (let n = 0; n < 4; n++) {
    if (!isEnabled(dr7, n) || conditionOf(dr7, n) !== ON_PORT) continue;
    const at = DR + 2 * n;
    if (s[at] >>> 16 !== 0 || s[at + 1] !== 0) continue;
    if (touches(port, size, s[at] as number, lengthOf(dr7, n))) note(p, n);
  }
}
