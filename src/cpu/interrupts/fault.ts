import type { Processor } from '../processor';
import { FAULT, FAULT_ADDRESS } from '../state/processor-layout';

/** Thrown to leave an instruction by an exception; the data is in the FAULT words. One object, so throwing allocates nothing. */
export const FAULTED = Object.freeze({ signal: 'fault' });
/** Thrown to leave an instruction because a VM exit (or other world switch) already happened inside it. */
export const EXITED = Object.freeze({ signal: 'exited' });

export const DE = 0,
  DB = 1,
  NMI = 2,
  BP = 3,
  OF = 4,
  BR = 5,
  UD = 6,
  NM = 7,
  DF = 8,
  TS = 10,
  NP = 11,
  SS_FAULT = 12,
  GP = 13,
  PF = 14,
  MF = 16,
  AC = 17,
  MC = 18,
  XM = 19,
  VE = 20,
  CP = 21;

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
