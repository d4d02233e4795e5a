import type { Instruction, Operation } from '../../decode/instruction';
import { GP, raise, raiseWithCode, UD } from '../../interrupts/fault';
import { read8 } from '../../mmu/memory';
import type { Processor } from '../../processor';
import { highHalf, lowHalf } from '../../state/halves';
import {
  ACTIVITY,
  ATTENTION,
  CPL,
  FS,
  GUEST,
  MISC_ENABLE,
  MONITOR_ADDRESS,
  MONITOR_ARMED,
  PENDING,
  PENDING_DEBUG,
  SEGMENT_BASE,
  SINGLE_STEP,
  STOP,
} from '../../state/processor-layout';
import { STOP_HALTED } from '../../state/stop-code';
import { requireFeature, requireRing0 } from './system-checks';
import { RAX, RCX } from './wide-registers';

const HALTED = 1;
const MONITOR_ENABLE = 0x4_0000;

/**
 * HLT. With nothing pending nothing can wake the processor from inside this machine: the run stops until an event is
 * injected. With something pending the next boundary decides.
 */
const hlt: Operation = (p, i) => {
  requireRing0(p);
  if (p.s[GUEST] !== 0 && p.intercepts?.instruction(p, i, 'hlt') === true) return;
  p.s[ACTIVITY] = HALTED;
  p.s[ATTENTION] = 1;
  if ((p.s[PENDING] | p.s[PENDING_DEBUG] | p.s[SINGLE_STEP]) === 0) p.s[STOP] = STOP_HALTED;
};

const pause: Operation = (p, i) => {
  if (p.s[GUEST] !== 0) p.intercepts?.instruction(p, i, 'pause');
};

/** MONITOR and MWAIT exist while CPUID and IA32_MISC_ENABLE say so, and only in ring 0. */
function requireMonitor(p: Processor): void {
  requireFeature(p, 1, 2, 3);
  if ((p.s[MISC_ENABLE] & MONITOR_ENABLE) === 0 || p.s[CPL] !== 0) raise(p, UD);
}

const monitor: Operation = (p, i) => {
  requireMonitor(p);
  if (p.s[GUEST] !== 0 && p.intercepts?.instruction(p, i, 'monitor') === true) return;
  if (p.s[RCX] !== 0) raiseWithCode(p, GP, 0);
  const address = monitoredAddress(p, i);
  read8(p, lowHalf(address), highHalf(address));
  p.q[MONITOR_ADDRESS >> 1] = address;
  p.s[MONITOR_ARMED] = 1;
};

function monitoredAddress(p: Processor, i: Instruction): bigint {
  const offset = i.addressSize === 8 ? (p.q[RAX >> 1] as bigint) : BigInt(p.s[RAX] >>> 0);
  if (i.codeSize === 8)
    return i.segment >= FS ? BigInt.asUintN(64, offset + (p.q[(SEGMENT_BASE >> 1) + i.segment] as bigint)) : offset;
  return BigInt.asUintN(32, offset + (p.q[(SEGMENT_BASE >> 1) + i.segment] as bigint));
}

/**
 * MWAIT. A processor may leave the optimized state at once, for reasons of its own, and this one does: nobody else
 * could write to the monitored range. Extension bit 0 of ECX is allowed (CPUID leaf 5), no other.
 */
const mwait: Operation = (p, i) => {
  requireMonitor(p);
  if (p.s[GUEST] !== 0 && p.intercepts?.instruction(p, i, 'mwait') === true) return;
  if ((p.s[RCX] & ~1) !== 0) raiseWithCode(p, GP, 0);
  p.s[MONITOR_ARMED] = 0;
};

export const waitingOperations: readonly (readonly [string, Operation])[] = [
  ['hlt', hlt],
  ['pause', pause],
  ['monitor', monitor],
  ['mwait', mwait],
];
