import type { Operation } from '../../decode/instruction';
import { GP, raise, raiseWithCode, UD } from '../../interrupts/fault';
import { startShadow } from '../../interrupts/shadow';
import type { Processor } from '../../processor';
import { AC_FLAG, getRflags, IF, setRflags } from '../../registers/flags';
import { CPL, RFLAGS } from '../../state/processor-layout';
import { requireFeature } from './system-checks';

/** CLI and STI need CPL ≤ IOPL. Virtual interrupts (CR4.PVI) are not modelled: CPUID denies VME. */
function requireInterruptPrivilege(p: Processor): void {
  if (p.s[CPL] > ((p.s[RFLAGS] >> 12) & 3)) raiseWithCode(p, GP, 0);
}

const cli: Operation = (p) => {
  requireInterruptPrivilege(p);
  p.s[RFLAGS] &= ~IF;
};

/** STI holds interrupts back for one more instruction when it turns IF on. */
const sti: Operation = (p) => {
  requireInterruptPrivilege(p);
  if ((p.s[RFLAGS] & IF) !== 0) return;
  p.s[RFLAGS] |= IF;
  startShadow(p, 'sti');
};

/** CLAC and STAC: ring 0 of a processor with SMAP. */
const setAccess =
  (value: number): Operation =>
  (p) => {
    requireFeature(p, 7, 1, 20);
    if (p.s[CPL] !== 0) raise(p, UD);
    setRflags(p, (getRflags(p) & ~AC_FLAG) | value);
  };

export const interruptFlagOperations: readonly (readonly [string, Operation])[] = [
  ['cli', cli],
  ['sti', sti],
  ['clac', setAccess(0)],
  ['stac', setAccess(AC_FLAG)],
];
