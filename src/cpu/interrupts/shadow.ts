import type { Processor } from '../processor';
import { ATTENTION, INTERRUPTIBILITY, LAPSING } from '../state/processor-layout';

const BITS = { sti: 1, 'mov-ss': 2 } as const;

/**
 * Holds events back until the next instruction has run. SDM Vol. 2: "STI"; Vol. 3: "Masking Exceptions and Interrupts When
 * Switching Stacks".
 */
export function startShadow(p: Processor, by: keyof typeof BITS): void {
  const s = p.s;
  s[INTERRUPTIBILITY] |= BITS[by];
  s[LAPSING] &= ~BITS[by];
  s[ATTENTION] = 1;
}
