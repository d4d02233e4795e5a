import type { BoundaryRank } from '../ports';
import type { Processor } from '../processor';
import { IF, RF, TF } from '../registers/flags';
import { takeSmi } from '../smm/enter-smm';
import {
  ACTIVITY,
  ATTENTION,
  BRANCH_WATCHED,
  EVENTS,
  GUEST,
  INSTRUCTION_START,
  INTERRUPTIBILITY,
  LAPSING,
  PENDING,
  PENDING_COMPLETION,
  PENDING_DEBUG,
  PENDING_EXTENSION,
  PENDING_INIT,
  PENDING_INTERRUPT,
  PENDING_MACHINE_CHECK,
  PENDING_NMI,
  PENDING_SMI,
  PENDING_STARTUP,
  RFLAGS,
  RIP,
  SINGLE_STEP,
  STARTUP_VECTOR,
  STOP,
} from '../state/processor-layout';
import { STOP_HALTED, STOP_NONE, STOP_SHUTDOWN, STOP_WAIT_FOR_SIPI, type StopCode } from '../state/stop-code';
import { hasInstructionBreakpoints } from './breakpoints';
import { collectDebugTraps, isDebugTrapPending, takeDebugTrap, takeInstructionBreakpoint } from './debug-exception';
import { deliverEvent } from './deliver';
import { initBlock, interruptBlock, nmiBlock } from './event-block';
import { EVENT_EXTERNAL_INTERRUPT, EVENT_NMI } from './event-type';
import { EXITED, NMI } from './fault';
import { takeInit } from './init';
import { recordsBranches, recordTakenBranch } from './last-branch-records';
import { takeMachineCheck } from './machine-check';
import { acknowledgeInterrupt, highestPendingInterrupt } from './pending';
import { takeStartup } from './startup';

const ACTIVE = 0;
const WAIT_FOR_SIPI = 3;

const SHADOW = 3;
const BLOCKED_BY_NMI = 8;

/** What the processor stands still with when nothing can wake it, by activity state. */
const STANDSTILL: readonly StopCode[] = [STOP_NONE, STOP_HALTED, STOP_SHUTDOWN, STOP_WAIT_FOR_SIPI];

export const standstillOf = (p: Processor): StopCode => STANDSTILL[p.s[ACTIVITY]] as StopCode;

/**
 * The place between two instructions: ends the interrupt shadow and RF that belonged to the instruction before, then
 * takes the event of the highest priority that is pending and not blocked, or finds that the processor stands still.
 * True when this step was used up (or the processor stopped); false: the next instruction may run. A processor that does
 * not run and that nothing pending wakes has ATTENTION 0; whoever signals an event sets it. Looking for an instruction
 * breakpoint comes last, for only faults of the next instruction itself rank below it.
 * SDM Vol. 3: "Prioritization of Concurrent Events"; "Masking Exceptions and Interrupts When Switching Stacks".
 */
export function serviceBoundary(p: Processor): boolean {
  const s = p.s;
  reachBoundary(p);
  if (takeEvent(p)) {
    s[ATTENTION] = 1;
    return true;
  }
  if (s[ACTIVITY] !== ACTIVE) {
    s[ATTENTION] = 0;
    s[STOP] = standstillOf(p);
    return true;
  }
  if (takeInstructionBreakpoint(p)) {
    s[ATTENTION] = 1;
    return true;
  }
  const stepping = (s[RFLAGS] & TF) !== 0;
  s[SINGLE_STEP] = stepping ? 1 + s[GUEST] : 0;
  s[LAPSING] = (s[INTERRUPTIBILITY] & SHADOW) | (s[RFLAGS] & RF);
  const recording = recordsBranches(p);
  s[BRANCH_WATCHED] = recording ? 1 : 0;
  const waiting = stepping || recording || s[LAPSING] !== 0 || s[PENDING] !== 0 || s[PENDING_DEBUG] !== 0;
  s[ATTENTION] = waiting || hasInstructionBreakpoints(p) ? 1 : 0;
  return false;
}

/**
 * Puts a processor that does not run to sleep when certainly nothing that is pending wakes it: does all that its next
 * boundary would do, which takes no position. Other events that turn out to be blocked are left to that boundary: finding
 * out may have effects.
 */
export function fallAsleep(p: Processor): void {
  const s = p.s;
  if (s[ACTIVITY] === ACTIVE || s[ATTENTION] === 0) return;
  reachBoundary(p);
  if (s[PENDING_DEBUG] !== 0) return;
  const masked = s[PENDING] === PENDING_INTERRUPT && s[GUEST] === 0 && (s[RFLAGS] & IF) === 0;
  if (s[PENDING] === 0 || masked) s[ATTENTION] = 0;
}

/** The instruction before is over, and what lasted as long as it. */
function reachBoundary(p: Processor): void {
  const s = p.s;
  endLapsing(p);
  if (s[BRANCH_WATCHED] !== 0) recordTakenBranch(p);
  s[INSTRUCTION_START] = s[RIP];
  s[INSTRUCTION_START + 1] = s[RIP + 1];
}

/** Ends what lasted for one instruction; makes the debug traps pending that it has earned. */
function endLapsing(p: Processor): void {
  const s = p.s;
  const lapsing = s[LAPSING];
  s[LAPSING] = 0;
  s[INTERRUPTIBILITY] &= ~(lapsing & SHADOW);
  s[RFLAGS] &= ~(lapsing & RF);
  collectDebugTraps(p);
}

/** Stands beside the bits of PENDING for debug traps, which are pending in a word of their own. */
const PENDING_DEBUG_TRAP = 0x4000_0000;

/** What a boundary may take, the highest priority first. SDM Vol. 3: "Prioritization of Concurrent Events". */
const EVENTS_BY_PRIORITY = [
  { event: 'machine-check', bit: PENDING_MACHINE_CHECK, take: takeMachineCheck },
  { event: 'completion', bit: PENDING_COMPLETION, take: takeCompletion },
  { event: 'smi', bit: PENDING_SMI, take: takeSmi },
  { event: 'init', bit: PENDING_INIT, take: takeInitSignal },
  { event: 'start-up', bit: PENDING_STARTUP, take: takeStartupSignal },
  { event: 'extension-trap', bit: PENDING_EXTENSION, take: (p: Processor) => takeExtension(p, 'debug-traps') },
  { event: 'debug-trap', bit: PENDING_DEBUG_TRAP, take: takeDebugTrap },
  { event: 'extension', bit: PENDING_EXTENSION, take: (p: Processor) => takeExtension(p, 'nmis') },
  { event: 'nmi', bit: PENDING_NMI, take: takeNmi },
  { event: 'external-interrupt', bit: PENDING_INTERRUPT, take: takeInterrupt },
] as const;

export type BoundaryEvent = (typeof EVENTS_BY_PRIORITY)[number]['event'];

/** What the next boundary would look at, blocked or not, in the order of priority. For views: nothing changes. */
export function waitingEvents(p: Processor): readonly BoundaryEvent[] {
  const waiting = p.s[PENDING] | (isDebugTrapPending(p) ? PENDING_DEBUG_TRAP : 0);
  return EVENTS_BY_PRIORITY.filter(({ bit }) => (waiting & bit) !== 0).map(({ event }) => event);
}

/** Takes the first event that nothing blocks. It counts as one position in time before anybody hears of it. */
function takeEvent(p: Processor): boolean {
  const s = p.s;
  const trap = s[PENDING_DEBUG] === 0 ? 0 : PENDING_DEBUG_TRAP;
  if ((s[PENDING] | trap) === 0) return false;
  p.f[EVENTS] += 1;
  for (let n = 0; n < EVENTS_BY_PRIORITY.length; n++) {
    const { bit, take } = EVENTS_BY_PRIORITY[n];
    // PENDING is read anew: a completion may make a lower event pending.
    if (((s[PENDING] | trap) & bit) !== 0 && take(p)) return true;
  }
  p.f[EVENTS] -= 1;
  return false;
}

/** What the extension has to do behind an operation. It uses a position only when it ends in a VM exit. */
function takeCompletion(p: Processor): boolean {
  return p.s[GUEST] !== 0 && p.intercepts?.completion?.(p) === true;
}

function takeExtension(p: Processor, before: BoundaryRank): boolean {
  if (p.s[GUEST] === 0 || p.intercepts === null) return false;
  try {
    return p.intercepts.boundary(p, before);
  } catch (signal) {
    if (signal === EXITED) return true;
    throw signal;
  }
}

function takeInitSignal(p: Processor): boolean {
  const s = p.s;
  if (initBlock(p) !== null) return false;
  if (s[GUEST] !== 0 && p.intercepts !== null && p.intercepts.event(p, 'init', 0)) return true;
  takeInit(p);
  return true;
}

/**
 * A start-up IPI: dropped unless the processor waits for one. SDM Vol. 3: "Other Causes of VM Exits", start-up IPIs; "MP
 * Initialization Protocol Algorithm for MP Systems".
 */
function takeStartupSignal(p: Processor): boolean {
  const s = p.s;
  s[PENDING] &= ~PENDING_STARTUP;
  if (s[ACTIVITY] !== WAIT_FOR_SIPI) return false;
  const vector = s[STARTUP_VECTOR];
  if (s[GUEST] !== 0 && p.intercepts !== null) return p.intercepts.event(p, 'start-up', vector);
  takeStartup(p, vector);
  return true;
}

function takeNmi(p: Processor): boolean {
  const s = p.s;
  if (nmiBlock(p) !== null) return false;
  if (s[GUEST] !== 0 && p.intercepts !== null && p.intercepts.event(p, 'nmi', NMI)) return true;
  s[PENDING] &= ~PENDING_NMI;
  s[ACTIVITY] = ACTIVE;
  s[INTERRUPTIBILITY] |= BLOCKED_BY_NMI;
  deliverEvent(p, NMI, EVENT_NMI, -1);
  return true;
}

/** An exit does not acknowledge the interrupt here: whether it does is the monitor's choice. */
function takeInterrupt(p: Processor): boolean {
  const s = p.s;
  if (interruptBlock(p) !== null) return false;
  const vector = highestPendingInterrupt(p);
  if (vector < 0) return false;
  if (s[GUEST] !== 0 && p.intercepts !== null && p.intercepts.event(p, 'external-interrupt', vector)) return true;
  const taken = acknowledgeInterrupt(p, vector);
  s[ACTIVITY] = ACTIVE;
  deliverEvent(p, taken, EVENT_EXTERNAL_INTERRUPT, -1);
  return true;
}
