import type { Instruction, Operation } from '../../decode/instruction';
import { GP, raiseWithCode } from '../../interrupts/fault';
import { read8 } from '../../mmu/memory';
import type { Processor } from '../../processor';
import { CR4_TSD } from '../../registers/control-registers';
import { ARITHMETIC_FLAGS, setArithmeticFlags } from '../../registers/flags';
import { highHalf, lowHalf } from '../../state/halves';
import { CPL, CR4, FS, GPR, GUEST, MONITOR_ADDRESS, MONITOR_ARMED, SEGMENT_BASE } from '../../state/processor-layout';
import { getGpr, getGpr16 } from '../operands';
import { requireFeature } from './system-checks';

/*
 * Waiting at every privilege level. As with MWAIT, the processor leaves the optimized state at once, for reasons of its own:
 * the time limits of EDX:EAX and of IA32_UMWAIT_CONTROL are never reached in it, so that CF is 0.
 */

/** Bits of the operand that are reserved; bit 0 chooses between the two optimized states. */
const RESERVED = ~1;

function requireUserWait(p: Processor, name: 'umonitor' | 'umwait' | 'tpause'): void {
  requireFeature(p, 7, 2, 5);
  if (p.s[GUEST] !== 0) p.intercepts?.requireEnabled?.(p, name);
}

/** The linear address in the operand register, which is as wide as addresses are. */
function operandAddress(p: Processor, i: Instruction): bigint {
  const wide = i.addressSize === 8;
  const offset = wide ? getGpr(p, i.rm) : BigInt(i.addressSize === 4 ? p.s[GPR + 2 * i.rm] >>> 0 : getGpr16(p, i.rm));
  const based = i.codeSize !== 8 || i.segment >= FS;
  const base = based ? (p.q[(SEGMENT_BASE >> 1) + i.segment] as bigint) : 0n;
  return BigInt.asUintN(i.codeSize === 8 ? 64 : 32, offset + base);
}

/** SDM Vol. 2: "UMONITOR—User Level Set Up Monitor Address". */
const umonitor: Operation = (p, i) => {
  requireUserWait(p, 'umonitor');
  const address = operandAddress(p, i);
  read8(p, lowHalf(address), highHalf(address));
  p.q[MONITOR_ADDRESS >> 1] = address;
  p.s[MONITOR_ARMED] = 1;
};

/** SDM Vol. 2: "UMWAIT—User Level Monitor Wait", "TPAUSE—Timed PAUSE". */
const wait =
  (name: 'umwait' | 'tpause'): Operation =>
  (p, i) => {
    requireUserWait(p, name);
    if ((p.s[CR4] & CR4_TSD) !== 0 && p.s[CPL] !== 0) raiseWithCode(p, GP, 0);
    if (p.s[GUEST] !== 0 && p.intercepts?.instruction(p, i, name) === true) return;
    if ((p.s[GPR + 2 * i.rm] & RESERVED) !== 0) raiseWithCode(p, GP, 0);
    if (name === 'umwait') p.s[MONITOR_ARMED] = 0;
    setArithmeticFlags(p, ARITHMETIC_FLAGS, 0);
  };

export const userWaitOperations: readonly (readonly [string, Operation])[] = [
  ['umonitor', umonitor],
  ['umwait', wait('umwait')],
  ['tpause', wait('tpause')],
];
