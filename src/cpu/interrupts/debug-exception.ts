import type { Processor } from '../processor';
import { BTF } from '../registers/debug-control';
import { enterDebugHandler } from '../registers/debug-registers';
import { RF } from '../registers/flags';
import { is64BitCode } from '../registers/segments';
import {
  ACTIVITY,
  BREAKPOINTS_MET,
  CS,
  DEBUGCTL,
  DR,
  EVENTS,
  GUEST,
  INTERRUPTIBILITY,
  PENDING_DEBUG,
  RFLAGS,
  RIP,
  SEGMENT_BASE,
  SINGLE_STEP,
} from '../state/processor-layout';
import { hasBreakpoints, instructionBreakpointsAt } from './breakpoints';
import { deliverEvent } from './deliver';
import { debugTrapBlock } from './event-block';
import { EVENT_HARDWARE_EXCEPTION } from './event-type';
import { DB } from './fault';
import { tookBranch } from './took-branch';

const ACTIVE = 0;
const BLOCKED_BY_MOV_SS = 2;
const DR6 = DR + 12;

/** Bits of the pending debug exceptions: breakpoints met; one of them is enabled; single step; task switch (T flag). */
const DEBUG_BREAKPOINTS = 15;
const DEBUG_ENABLED_BREAKPOINT = 0x1000;
const DEBUG_SINGLE_STEP = 0x4000;
const DEBUG_TASK_SWITCH = 0x8000;
const DEBUG_RAISING = DEBUG_ENABLED_BREAKPOINT | DEBUG_SINGLE_STEP | DEBUG_TASK_SWITCH;

/**
 * Makes pending what the instruction before has earned: its single step and the breakpoints that its accesses met. With
 * IA32_DEBUGCTL.BTF only a branch earns a single step. SDM Vol. 3: "Single-Stepping on Branches".
 */
export function collectDebugTraps(p: Processor): void {
  const s = p.s;
  if (s[SINGLE_STEP] === 0 && s[BREAKPOINTS_MET] === 0) return;
  s[PENDING_DEBUG] |= earnedDebugTraps(p);
  s[SINGLE_STEP] = 0;
  s[BREAKPOINTS_MET] = 0;
}

function earnedDebugTraps(p: Processor): number {
  const s = p.s;
  const step = s[SINGLE_STEP] === 1 + s[GUEST] && ((s[DEBUGCTL] & BTF) === 0 || tookBranch(p));
  const met = s[BREAKPOINTS_MET] === 0 ? 0 : s[BREAKPOINTS_MET] | DEBUG_ENABLED_BREAKPOINT;
  return (step ? DEBUG_SINGLE_STEP : 0) | met;
}

/** Whether the next boundary finds a debug trap that raises #DB. */
export const isDebugTrapPending = (p: Processor): boolean =>
  ((p.s[PENDING_DEBUG] | earnedDebugTraps(p)) & DEBUG_RAISING) !== 0;

/**
 * #DB between two instructions: single step, data and I/O breakpoints, the T flag of a new task, and what a VM entry left
 * pending. MOV SS holds it back for one instruction. False when there is none to take.
 * SDM Vol. 3: "Debug Status Register (DR6)"; "Delivery of Pending Debug Exceptions after VM Entry".
 */
export function takeDebugTrap(p: Processor): boolean {
  const s = p.s;
  if (debugTrapBlock(p) !== null) return false;
  const pending = s[PENDING_DEBUG];
  if ((pending & DEBUG_RAISING) === 0) {
    s[PENDING_DEBUG] = 0;
    return false;
  }
  if (s[GUEST] !== 0 && p.intercepts !== null && p.intercepts.exception(p, DB, -1, 'trap', 0n)) return true;
  s[PENDING_DEBUG] = 0;
  s[DR6] = (s[DR6] & ~DEBUG_BREAKPOINTS) | (pending & (DEBUG_SINGLE_STEP | DEBUG_TASK_SWITCH | DEBUG_BREAKPOINTS));
  enterDebugHandler(p);
  s[ACTIVITY] = ACTIVE;
  deliverEvent(p, DB, EVENT_HARDWARE_EXCEPTION, -1);
  return true;
}

/**
 * #DB before the instruction at RIP, when an instruction breakpoint stands there; RFLAGS.RF and MOV SS suppress it. It
 * is a fault, but the flags pushed have RF as it is, so it is delivered as a trap would be. SDM Vol. 3: "Instruction-Breakpoint
 * Exception Condition".
 */
export function takeInstructionBreakpoint(p: Processor): boolean {
  const s = p.s;
  if (!hasBreakpoints(p) || (s[RFLAGS] & RF) !== 0 || (s[INTERRUPTIBILITY] & BLOCKED_BY_MOV_SS) !== 0) return false;
  const long = is64BitCode(p);
  const low = long ? s[RIP] : (s[RIP] + s[SEGMENT_BASE + 2 * CS]) | 0;
  const met = instructionBreakpointsAt(p, low, long ? s[RIP + 1] : 0);
  if (met === 0) return false;
  p.f[EVENTS] += 1;
  s[PENDING_DEBUG] |= met | DEBUG_ENABLED_BREAKPOINT;
  return takeDebugTrap(p);
}
