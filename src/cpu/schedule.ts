import type { Processor } from './processor';
import { ATTENTION } from './state/processor-layout';

/**
 * Makes the stretch of instructions that a processor is in end before its next instruction, because a moment that the
 * machine waits for has changed (`Processor.limit`): a timer was armed, another processor was woken.
 */
export function scheduleChanged(p: Processor): void {
  p.limit = Number.NEGATIVE_INFINITY;
  p.s[ATTENTION] = 1;
}
