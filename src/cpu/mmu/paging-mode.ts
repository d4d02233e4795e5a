import type { Processor } from '../processor';
import { CR0, CR4, EFER } from '../state/processor-layout';

const CR0_PG = 0x8000_0000 | 0;
const CR4_PAE = 0x20;
const CR4_LA57 = 0x1000;
const EFER_LMA = 0x400;

/** How linear addresses are translated. SDM Vol. 3: "Paging Modes and Control Bits". */
export type PagingMode = 'none' | '32-bit' | 'pae' | '4-level' | '5-level';

/** The paging mode that CR0.PG, CR4.PAE, CR4.LA57 and IA32_EFER.LMA make. */
export function pagingMode(p: Processor): PagingMode {
  const s = p.s;
  if ((s[CR0] & CR0_PG) === 0) return 'none';
  if ((s[EFER] & EFER_LMA) !== 0) return (s[CR4] & CR4_LA57) !== 0 ? '5-level' : '4-level';
  return (s[CR4] & CR4_PAE) !== 0 ? 'pae' : '32-bit';
}

/** How many bits of a linear address the paging mode uses in 64-bit mode: 57 with CR4.LA57, else 48. */
export function linearAddressBits(p: Processor): 48 | 57 {
  return (p.s[CR4] & CR4_LA57) !== 0 && (p.s[EFER] & EFER_LMA) !== 0 ? 57 : 48;
}

/**
 * True when the bits above the linear-address width that is in use equal its highest bit. SDM Vol. 1: "Canonical
 * Addressing". What loads a base or an MSR is held to the width that the processor supports instead:
 * `p.cpuid.linearAddressBits`.
 * @param linearHigh bits 63:32 of the address
 */
export function isCanonical(p: Processor, linearHigh: number): boolean {
  return (
    (linearHigh << 16) >> 16 === linearHigh || ((linearHigh << 7) >> 7 === linearHigh && linearAddressBits(p) === 57)
  );
}
