import type { Operation } from '../../decode/instruction';
import { GP, raise, raiseWithCode, UD } from '../../interrupts/fault';
import { startShadow } from '../../interrupts/shadow';
import type { Processor } from '../../processor';
import { CR4_PVI, CR4_VME } from '../../registers/control-registers';
import { AC_FLAG, getRflags, IF, setRflags, VIF, VIP } from '../../registers/flags';
import { hasIoPrivilege, isRealMode, isVirtual8086 } from '../../registers/mode';
import { CPL, CR4, RFLAGS } from '../../state/processor-layout';
import { requireFeature } from './system-checks';

/**
 * Whether CLI and STI mean VIF: without the privilege that IF asks for, in virtual-8086 mode with CR4.VME or in ring 3
 * with CR4.PVI. #GP(0) when they may touch neither. SDM Vol. 2: "CLI", "STI"; Vol. 3: "Interrupt Handling in
 * Virtual-8086 Mode", "Protected-Mode Virtual Interrupts".
 */
function meansVirtualInterruptFlag(p: Processor): boolean {
  if (isRealMode(p) || hasIoPrivilege(p)) return false;
  const virtual = isVirtual8086(p) ? CR4_VME : p.s[CPL] === 3 ? CR4_PVI : 0;
  if ((p.s[CR4] & virtual) === 0) raiseWithCode(p, GP, 0);
  return true;
}

const cli: Operation = (p) => {
  p.s[RFLAGS] &= meansVirtualInterruptFlag(p) ? ~VIF : ~IF;
};

/** STI holds interrupts back for one more instruction when it turns IF on. A virtual interrupt that waits makes it #GP(0). */
const sti: Operation = (p) => {
  if (meansVirtualInterruptFlag(p)) {
    if ((p.s[RFLAGS] & VIP) !== 0) raiseWithCode(p, GP, 0);
    p.s[RFLAGS] |= VIF;
    return;
  }
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
