import type { Processor } from '../processor';
import { FAULT, FAULT_ADDRESS } from '../state/processor-layout';

/** Thrown to leave an instruction by an exception; the data is in the FAULT words. One object, so throwing allocates nothing. */
export const FAULTED = Object.freeze({ signal: 'fault' });
/** Thrown to leave an instruction because a VM exit (or other world switch) already happened inside it. */
export const EXITED = Object.freeze({ signal: 'exited' });

/** Vectors of exceptions that the processor raises or classes. SDM Vol. 3: "Exception and Interrupt Vectors". */
export const DE = 0;
export const DB = 1;
export const NMI = 2;
export const BP = 3;
export const OF = 4;
export const BR = 5;
export const UD = 6;
export const NM = 7;
export const DF = 8;
export const TS = 10;
export const NP = 11;
export const SS_FAULT = 12;
export const GP = 13;
export const PF = 14;
export const MF = 16;
export const AC = 17;
export const MC = 18;
export const VE = 20;
export const CP = 21;

/** Raises an exception without an error code at the current instruction. */
export function raise(p: Processor, vector: number): never {
  const s = p.s;
  s[FAULT] = vector;
  s[FAULT + 1] = 0;
  s[FAULT + 2] = 0;
  throw FAULTED;
}

/** Raises an exception with an error code at the current instruction. */
export function raiseWithCode(p: Processor, vector: number, errorCode: number): never {
  const s = p.s;
  s[FAULT] = vector;
  s[FAULT + 1] = 1;
  s[FAULT + 2] = errorCode;
  throw FAULTED;
}

/** Raises #PF for a linear address. SDM: "Interrupt 14—Page-Fault Exception (#PF)". */
export function raisePageFault(p: Processor, linearLow: number, linearHigh: number, errorCode: number): never {
  p.s[FAULT_ADDRESS] = linearLow;
  p.s[FAULT_ADDRESS + 1] = linearHigh;
  raiseWithCode(p, PF, errorCode);
}

/** An instruction that VMXray does not model yet: the run stops and names it; the processor does not pretend. */
export class Unmodelled extends Error {
  constructor(readonly what: string) {
    super(`not modelled: ${what}`);
  }
}
