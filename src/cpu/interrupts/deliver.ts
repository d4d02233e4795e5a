import { isLongMode } from '../mmu/linear';
import type { DeliveredEvent } from '../ports';
import type { Processor } from '../processor';
import { enterDebugHandler } from '../registers/debug-registers';
import { RF } from '../registers/flags';
import { isRealMode, isVirtual8086 } from '../registers/mode';
import { join64 } from '../state/address';
import {
  ACTIVITY,
  ATTENTION,
  BRANCH_WATCHED,
  BREAKPOINTS_MET,
  CR2,
  CYCLES,
  DR,
  FAULT,
  FAULT_ADDRESS,
  GUEST,
  INSTRUCTION_START,
  LAPSING,
  NMI_UNBLOCKED,
  PENDING_DEBUG,
  RFLAGS,
  RIP,
  SINGLE_STEP,
  STOP,
  STOP_VALUE,
  VECTORING_ERROR_CODE,
  VECTORING_INFO,
  VECTORING_LENGTH,
} from '../state/processor-layout';
import { STOP_ENDLESS_DELIVERY, STOP_SHUTDOWN, STOP_UNMODELLED } from '../state/stop-code';
import { EVENT_DELIVERY_CYCLES } from './delivery-cost.table';
import { combineEvents } from './double-fault';
import {
  EVENT_EXTERNAL_INTERRUPT,
  EVENT_HARDWARE_EXCEPTION,
  EVENT_NMI,
  EVENT_SOFTWARE_INTERRUPT,
  type EventType,
  eventInfo,
} from './event-type';
import { DB, DF, EXITED, FAULTED, PF, Unmodelled } from './fault';
import { deliverThrough32BitGate } from './idt-delivery-32';
import { deliverThrough64BitGate } from './idt-delivery-64';
import { recordDelivery } from './last-branch-records';
import { deliverInRealMode, deliverToVirtual8086Program } from './vector-table-delivery';
import { chooseSoftwareInterruptHandler } from './virtual-8086-interrupt';

const ACTIVITY_SHUTDOWN = 2;
/**
 * Faults in a row in one delivery after which it never ends: each starts from the same state but for vector, error code and
 * accessed flags, and there are fewer of those combinations. Two suffice for the usual one, #AC whose handler's stack is
 * not aligned.
 */
const ENDLESS_DELIVERY = 64;
const DR6_GENERAL_DETECT = 0x2000;

/**
 * Delivers one event through the IDT. RIP is what the handler returns to; INSTRUCTION_START must be the instruction that
 * a fault met on the way belongs to (for an event between instructions both are the same).
 * Throws FAULTED with VECTORING_INFO set when delivery itself meets a fault: `deliverFault` goes on from there.
 * @param errorCode -1 when the event has none
 */
export function deliverThroughIdt(p: Processor, vector: number, type: EventType, errorCode: number): void {
  const s = p.s;
  s[VECTORING_INFO] = eventInfo(vector, type, errorCode);
  s[VECTORING_ERROR_CODE] = Math.max(errorCode, 0);
  s[VECTORING_LENGTH] = s[RIP] - s[INSTRUCTION_START];
  s[SINGLE_STEP] = 0;
  s[BRANCH_WATCHED] = 0;
  const low = s[INSTRUCTION_START];
  const high = s[INSTRUCTION_START + 1];
  enterHandler(p, vector, type, errorCode);
  recordDelivery(p, low, high);
  s[VECTORING_INFO] = 0;
  s[VECTORING_ERROR_CODE] = 0;
  s[VECTORING_LENGTH] = 0;
  p.f[CYCLES] += EVENT_DELIVERY_CYCLES;
  p.listener?.delivered?.(p, vector, deliveredKind(type), errorCode);
}

function enterHandler(p: Processor, vector: number, type: EventType, errorCode: number): void {
  if (isLongMode(p)) deliverThrough64BitGate(p, vector, type, errorCode);
  else if (isRealMode(p)) deliverInRealMode(p, vector, type);
  else if (
    type === EVENT_SOFTWARE_INTERRUPT &&
    isVirtual8086(p) &&
    chooseSoftwareInterruptHandler(p, vector) === 'program'
  )
    deliverToVirtual8086Program(p, vector);
  else deliverThrough32BitGate(p, vector, type, errorCode);
}

function deliveredKind(type: EventType): DeliveredEvent {
  if (type === EVENT_EXTERNAL_INTERRUPT) return 'interrupt';
  if (type === EVENT_NMI) return 'nmi';
  if (type === EVENT_HARDWARE_EXCEPTION) return 'exception';
  return type === EVENT_SOFTWARE_INTERRUPT ? 'software-interrupt' : 'software-exception';
}

/** Delivers an event and whatever faults its delivery meets; never throws FAULTED or EXITED. */
export function deliverEvent(p: Processor, vector: number, type: EventType, errorCode: number): void {
  try {
    deliverThroughIdt(p, vector, type, errorCode);
  } catch (signal) {
    if (signal === FAULTED) deliverFault(p);
    else if (signal !== EXITED) throw signal;
  }
}

/**
 * Takes the exception that the FAULT words describe: goes back to the start of the instruction, asks the intercepts, and
 * delivers it — or the double fault, or shutdown, that it comes to together with an event being delivered. Benign exceptions
 * that meet each other for ever keep a processor from every boundary: only a monitor's time limit, or a reset, ends that.
 * SDM Vol. 3: "Interrupt 8—Double Fault Exception (#DF)"; "Other Causes of VM Exits", exceptions and triple fault.
 */
export function deliverFault(p: Processor): void {
  const s = p.s;
  for (let faults = 1; ; faults++) {
    let vector = s[FAULT];
    let errorCode = s[FAULT + 1] !== 0 ? s[FAULT + 2] : -1;
    s[RIP] = s[INSTRUCTION_START];
    s[RIP + 1] = s[INSTRUCTION_START + 1];
    s[SINGLE_STEP] = 0;
    s[BRANCH_WATCHED] = 0;
    s[BREAKPOINTS_MET] = 0;
    const address = vector === PF ? join64(s[FAULT_ADDRESS], s[FAULT_ADDRESS + 1]) : 0n;
    if (isIntercepted(p, vector, errorCode, address)) return;
    if (vector === PF) {
      p.q[CR2 >> 1] = address;
      p.listener?.pageFault?.(p, address, errorCode);
    }
    if (vector === DB) noteGeneralDetect(p);

    if (s[VECTORING_INFO] < 0) {
      const combination = combineEvents(s[VECTORING_INFO], vector);
      if (combination === 'triple-fault') {
        shutDown(p);
        return;
      }
      if (combination === 'double-fault') {
        vector = DF;
        errorCode = 0;
        if (isIntercepted(p, vector, errorCode, 0n)) return;
      }
    }
    if (faults > ENDLESS_DELIVERY) {
      hang(p, vector);
      return;
    }
    s[NMI_UNBLOCKED] = 0;
    // What MOV SS held back gives way to the fault of the instruction behind it.
    s[PENDING_DEBUG] = 0;
    s[RFLAGS] |= RF;
    s[LAPSING] &= ~RF;
    try {
      deliverThroughIdt(p, vector, EVENT_HARDWARE_EXCEPTION, errorCode);
      return;
    } catch (signal) {
      if (signal === EXITED) return;
      if (signal instanceof Unmodelled) {
        stopUnmodelled(p, signal);
        return;
      }
      if (signal !== FAULTED) throw signal;
    }
  }
}

/** The one #DB that is a fault here: an access to a debug register while DR7.GD is set. SDM Vol. 3: "Debug Registers". */
function noteGeneralDetect(p: Processor): void {
  p.s[DR + 12] |= DR6_GENERAL_DETECT;
  enterDebugHandler(p);
}

function stopUnmodelled(p: Processor, what: Unmodelled): void {
  p.s[VECTORING_INFO] = 0;
  p.s[VECTORING_ERROR_CODE] = 0;
  p.s[STOP] = STOP_UNMODELLED;
  p.unmodelled = what.what;
}

function isIntercepted(p: Processor, vector: number, errorCode: number, address: bigint): boolean {
  return p.s[GUEST] !== 0 && p.intercepts !== null && p.intercepts.exception(p, vector, errorCode, 'fault', address);
}

/** A delivery that never ends: the intercepts' business in a guest, otherwise the end of everything but a reset. */
function hang(p: Processor, vector: number): void {
  const s = p.s;
  if (s[GUEST] !== 0 && p.intercepts?.endlessDelivery?.(p)) return;
  s[VECTORING_INFO] = 0;
  s[VECTORING_ERROR_CODE] = 0;
  s[STOP] = STOP_ENDLESS_DELIVERY;
  s[STOP_VALUE] = vector;
}

/** A triple fault: the intercepts' business in a guest, shutdown otherwise. */
function shutDown(p: Processor): void {
  const s = p.s;
  if (s[GUEST] !== 0 && p.intercepts !== null && p.intercepts.tripleFault(p)) return;
  enterShutdown(p);
}

/** The shutdown state, which NMI, SMI, INIT and reset end. SDM Vol. 3: "Interrupt 8—Double Fault Exception (#DF)". */
export function enterShutdown(p: Processor): void {
  const s = p.s;
  s[VECTORING_INFO] = 0;
  s[VECTORING_ERROR_CODE] = 0;
  s[VECTORING_LENGTH] = 0;
  s[NMI_UNBLOCKED] = 0;
  s[ACTIVITY] = ACTIVITY_SHUTDOWN;
  s[ATTENTION] = 1;
  s[STOP] = STOP_SHUTDOWN;
}
