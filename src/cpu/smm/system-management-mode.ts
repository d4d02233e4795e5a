import type { Processor } from '../processor';
import { INTERRUPTIBILITY } from '../state/processor-layout';

/** Blocking by SMI in the interruptibility state: the processor is in system-management mode. */
export const BLOCKED_BY_SMI = 4;

/** Whether the processor is in system-management mode. */
export const isInSmm = (p: Processor): boolean => (p.s[INTERRUPTIBILITY] & BLOCKED_BY_SMI) !== 0;
