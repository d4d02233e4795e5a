import { EXTINT_VECTOR } from '../../cpu/apic/external-interrupt';
import { nmiBlock, shadowBlock } from '../../cpu/interrupts/event-block';
import type { EventBlock } from '../../cpu/interrupts/event-blocks.table';
import {
  EVENT_EXTERNAL_INTERRUPT,
  EVENT_HARDWARE_EXCEPTION,
  EVENT_NMI,
  EVENT_PRIVILEGED_SOFTWARE_EXCEPTION,
  EVENT_SOFTWARE_EXCEPTION,
  eventInfo,
} from '../../cpu/interrupts/event-type';
import { exceptionName } from '../../cpu/interrupts/exceptions.table';
import { DB, DF, NMI, PF } from '../../cpu/interrupts/fault';
import { acknowledgeInterrupt } from '../../cpu/interrupts/pending';
import type { BoundaryRank, InterceptedEvent } from '../../cpu/ports';
import { IF } from '../../cpu/registers/flags';
import { highHalf, lowHalf } from '../../cpu/state/halves';
import {
  ACTIVITY,
  INSTRUCTION_START,
  INTERRUPTIBILITY,
  NMI_UNBLOCKED,
  PENDING,
  PENDING_DEBUG,
  PENDING_EXTENSION,
  PENDING_INIT,
  PENDING_NMI,
  RFLAGS,
  RIP,
} from '../../cpu/state/processor-layout';
import { apicRules } from '../apic-virtualization/apic-rules.table';
import { processPostedInterrupts } from '../apic-virtualization/apic-virtualization-controls';
import {
  deliverVirtualInterrupt,
  isVirtualInterruptRecognized,
} from '../apic-virtualization/pending-virtual-interrupt';
import { acknowledgesFirst, isNotification, takePostedInterrupts } from '../apic-virtualization/posted-interrupts';
import { controlMask } from '../controls/control-words.table';
import { RF_CLEAR, RF_SET } from '../exit/exit-information';
import { vmExit } from '../exit/vm-exit';
import { F } from '../vmcs/vmcs-region';
import type { VmxContext } from '../vmx-context';
import { isBusLockPending } from './bus-lock';
import { conclude, consult, consultBit, consultedControl, controlRule, decideByControl } from './decide';
import { eventRules } from './event-rules.table';
import { awaitsMonitorTrapFlag, isMonitorTrapFlagDue, monitorTrapFlagExits } from './monitor-trap-flag';
import { isPreemptionTimerDue, isPreemptionTimerExpired, preemptionTimerExits } from './preemption-timer';

/** Bits of the interruptibility state. */
const BLOCKED_BY_NMI = 8;
/** Bit 12 of the interruption information: the exception came out of an IRET that had ended blocking by NMI. */
const NMI_UNBLOCKED_BY_IRET = 0x1000;
const DR6_BREAKPOINTS = 15;
const DR6_GENERAL_DETECT = 0x2000;
const DR6_SINGLE_STEP = 0x4000;
const ACTIVITY_HLT = 1;
const ACTIVITY_WAIT_FOR_SIPI = 3;

const EXCEPTION_BITMAP = F['exception-bitmap'];
const PAGE_FAULT_MASK = F['page-fault-error-code-mask'];
const PAGE_FAULT_MATCH = F['page-fault-error-code-match'];
const EXIT_CONTROLS = F['vm-exit-controls'];
const ACKNOWLEDGE = controlMask('vm-exit', 'acknowledge-interrupt-on-exit');

/**
 * The exception bitmap, with the page-fault mask and match. SDM Vol. 3: "Exception Bitmap".
 * @param errorCode -1 when the exception has none
 */
function exceptionExits(c: VmxContext, vector: number, errorCode: number): boolean {
  const words = c.p.image.i32;
  const region = c.region;
  const bit = ((words[region + EXCEPTION_BITMAP] >>> vector) & 1) === 0 ? 0 : 1;
  let rule: (typeof eventRules)['exception' | 'pageFaultMatch' | 'pageFaultMismatch'] = eventRules.exception;
  if (vector === PF) {
    const mask = words[region + PAGE_FAULT_MASK];
    const matches = (errorCode & mask) === words[region + PAGE_FAULT_MATCH];
    if (c.detailed) consultErrorCode(c, errorCode, mask, words[region + PAGE_FAULT_MATCH]);
    rule = matches ? eventRules.pageFaultMatch : eventRules.pageFaultMismatch;
  }
  consultBit(c, 'exception-bitmap', 'exception-bitmap', vector, bit, exceptionName);
  return conclude(c, rule, bit, c.detailed ? exceptionName(vector) : rule.subject);
}

/** Notes the error-code bits that the mask selects, with whether each equals its bit of the match value. */
function consultErrorCode(c: VmxContext, errorCode: number, mask: number, match: number): void {
  for (let bit = 0; bit < 32; bit++) {
    if (((mask >>> bit) & 1) === 0) continue;
    const equal = (((errorCode ^ match) >>> bit) & 1) === 0;
    const name = { text: equal ? 'error-code-equals' : 'error-code-differs', values: { bit } } as const;
    consultBit(c, 'page-fault-error-code-mask', 'page-fault-error-code-mask', bit, 1, () => name);
  }
}

/**
 * An exception about to be delivered. DR6 and CR2 are not written when it exits: the qualification tells what they would
 * have got. SDM Vol. 3: "Basic VM-Exit Information"; "Information for VM Exits Due to Vectored Events".
 * @param errorCode -1 when there is none
 * @param address the linear address of a #PF
 */
export function interceptException(
  c: VmxContext,
  vector: number,
  errorCode: number,
  kind: 'fault' | 'trap' | 'software',
  address: bigint,
): boolean {
  if (!exceptionExits(c, vector, errorCode)) return false;
  const { exit, p } = c;
  exit.begin(eventRules.exception.reason, exceptionName(vector));
  const software = vector === DB ? EVENT_PRIVILEGED_SOFTWARE_EXCEPTION : EVENT_SOFTWARE_EXCEPTION;
  exit.interruptionInfo = eventInfo(vector, kind === 'software' ? software : EVENT_HARDWARE_EXCEPTION, errorCode);
  if (p.s[NMI_UNBLOCKED] !== 0 && vector !== DF) exit.interruptionInfo |= NMI_UNBLOCKED_BY_IRET;
  if (errorCode >= 0) exit.interruptionErrorCode = errorCode;
  if (kind === 'software') {
    exit.atInstructionStart = true;
    exit.instructionLength = (p.s[RIP] - p.s[INSTRUCTION_START]) | 0;
    exit.resumeFlag = RF_CLEAR;
  } else if (kind === 'fault' && vector !== DF) {
    exit.resumeFlag = RF_SET;
  }
  if (vector === PF) {
    exit.qualificationLow = lowHalf(address);
    exit.qualificationHigh = highHalf(address);
  }
  if (vector === DB) qualifyDebugException(c, kind);
  // A double fault is a new event: what led to it is not reported.
  exit.reportsVectoring = vector !== DF;
  vmExit(c);
  return true;
}

/**
 * #DB: the bits that DR6 would have got. A trap takes them from the pending debug exceptions, which are then no longer
 * pending; the only fault modelled is general detect; INT1 sets none.
 */
function qualifyDebugException(c: VmxContext, kind: 'fault' | 'trap' | 'software'): void {
  const { s } = c.p;
  if (kind === 'software') return;
  c.exit.qualificationLow =
    kind === 'fault' ? DR6_GENERAL_DETECT : s[PENDING_DEBUG] & (DR6_SINGLE_STEP | DR6_BREAKPOINTS);
  s[PENDING_DEBUG] = 0;
}

/** A fault during the delivery of #DF. SDM Vol. 3: "Other Causes of VM Exits", triple fault. */
export function interceptTripleFault(c: VmxContext): boolean {
  if (!conclude(c, eventRules.tripleFault, 1)) return false;
  c.exit.begin(eventRules.tripleFault.reason, eventRules.tripleFault.subject);
  c.exit.reportsVectoring = false;
  vmExit(c);
  return true;
}

const nmiExiting = controlRule(eventRules.nmi);
const externalInterruptExiting = controlRule(eventRules.externalInterrupt);
const busLock = controlRule(eventRules.busLock);
const interruptWindow = controlRule(eventRules.interruptWindow);
const nmiWindow = controlRule(eventRules.nmiWindow);
const virtualNmis = consultedControl({ word: 'pin-based', id: 'virtual-nmis' });

const controlIsSet = (c: VmxContext, control: { fieldWord: number; mask: number }): boolean =>
  (c.p.image.i32[c.region + control.fieldWord] & control.mask) !== 0;

const externalInterruptControl = consultedControl(eventRules.externalInterrupt.decidedBy);
const interruptWindowControl = consultedControl(eventRules.interruptWindow.decidedBy);
const nmiWindowControl = consultedControl(eventRules.nmiWindow.decidedBy);
const nmiControl = consultedControl(eventRules.nmi.decidedBy);

/** Whether blocking by NMI in the interruptibility state is that of virtual NMIs, which holds no real NMI back. */
const hasVirtualNmis = (c: VmxContext): boolean => controlIsSet(c, virtualNmis);

/**
 * External interrupts that exit do so whatever RFLAGS.IF is, NMIs that exit whatever blocking of virtual NMIs there is.
 * SDM Vol. 3: "Pin-Based VM-Execution Controls"; "Event Blocking".
 */
export const liftsBlocking = (c: VmxContext, event: 'nmi' | 'external-interrupt'): boolean =>
  event === 'nmi' ? hasVirtualNmis(c) && controlIsSet(c, nmiControl) : controlIsSet(c, externalInterruptControl);

/** What may cause a VM exit at an instruction boundary. An exception is one that comes between two instructions. */
export type BoundaryCause =
  | InterceptedEvent
  | 'monitor-trap-flag'
  | 'bus-lock'
  | 'preemption-timer'
  | 'nmi-window'
  | 'interrupt-window'
  | 'exception';

/** Whether something that nothing blocks causes a VM exit. The decision is published; nothing else happens. */
export function boundaryExits(c: VmxContext, cause: BoundaryCause, vector: number): boolean {
  switch (cause) {
    case 'init':
      return conclude(c, eventRules.init, 1);
    case 'start-up':
      return conclude(c, eventRules.startUp, 1);
    case 'nmi':
      return decideByControl(c, nmiExiting);
    case 'external-interrupt':
      return externalInterruptExits(c, vector);
    case 'monitor-trap-flag':
      return monitorTrapFlagExits(c);
    case 'bus-lock':
      return decideByControl(c, busLock);
    case 'preemption-timer':
      return preemptionTimerExits(c);
    case 'nmi-window':
      return decideByControl(c, nmiWindow);
    case 'interrupt-window':
      return decideByControl(c, interruptWindow);
    default:
      return exceptionExits(c, vector, -1);
  }
}

/** With "process posted interrupts" one with the notification vector does not exit: see `takePostedInterrupts`. */
function externalInterruptExits(c: VmxContext, vector: number): boolean {
  const subject = interruptSubject(c, vector);
  if (!acknowledgesFirst(c) || !isNotification(c, vector)) return decideByControl(c, externalInterruptExiting, subject);
  consult(c, externalInterruptControl);
  return conclude(c, apicRules.notification, consult(c, processPostedInterrupts), subject);
}

const interruptSubject = (c: VmxContext, vector: number): string =>
  c.detailed && vector !== EXTINT_VECTOR ? `external interrupt 0x${vector.toString(16)}` : 'external interrupt';

/** An event that nothing blocks, at an instruction boundary. SDM Vol. 3: "Other Causes of VM Exits". */
export function interceptEvent(c: VmxContext, event: InterceptedEvent, vector: number): boolean {
  if (event === 'external-interrupt' && acknowledgesFirst(c)) return interceptAcknowledged(c, vector);
  if (!boundaryExits(c, event, vector)) return false;
  if (event === 'init') exitForInit(c);
  else if (event === 'start-up') exitForStartUp(c, vector);
  else if (event === 'nmi') exitForNmi(c);
  else exitForExternalInterrupt(c, vector, -1);
  return true;
}

/** An interrupt that is acknowledged first: only then its vector is sure. Posted interrupts are taken without a VM exit. */
function interceptAcknowledged(c: VmxContext, vector: number): true {
  const acknowledged = acknowledgeInterrupt(c.p, vector);
  if (boundaryExits(c, 'external-interrupt', acknowledged)) exitForExternalInterrupt(c, vector, acknowledged);
  else takePostedInterrupts(c);
  return true;
}

function exitForInit(c: VmxContext): void {
  c.p.s[PENDING] &= ~PENDING_INIT;
  c.exit.begin(eventRules.init.reason, eventRules.init.subject);
  vmExit(c);
}

/** The guest waits for a SIPI (elsewhere it would have been dropped); the exit's qualification is its vector. */
function exitForStartUp(c: VmxContext, vector: number): void {
  c.exit.begin(eventRules.startUp.reason, eventRules.startUp.subject);
  c.exit.qualificationLow = vector;
  vmExit(c);
}

function exitForNmi(c: VmxContext): void {
  c.p.s[PENDING] &= ~PENDING_NMI;
  c.exit.begin(eventRules.nmi.reason, eventRules.nmi.subject);
  c.exit.interruptionInfo = eventInfo(NMI, EVENT_NMI, -1);
  c.exit.blocksNmi = true;
  vmExit(c);
}

/**
 * Only with "acknowledge interrupt on exit" is the interrupt taken off its controller.
 * @param acknowledged the vector that the acknowledge cycle gave; -1: there was none yet
 */
function exitForExternalInterrupt(c: VmxContext, vector: number, acknowledged: number): void {
  const { p, exit } = c;
  exit.begin(eventRules.externalInterrupt.reason, interruptSubject(c, vector));
  if ((p.image.i32[c.region + EXIT_CONTROLS] & ACKNOWLEDGE) !== 0) {
    const taken = acknowledged < 0 ? acknowledgeInterrupt(p, vector) : acknowledged;
    exit.interruptionInfo = eventInfo(taken, EVENT_EXTERNAL_INTERRUPT, -1);
  }
  vmExit(c);
}

/**
 * Whether the boundaries of this guest need a look beyond its own events: for a window, a timer, the monitor trap flag, a
 * virtual interrupt.
 */
export const needsBoundary = (c: VmxContext): boolean =>
  awaitsInterruptWindow(c) ||
  awaitsNmiWindow(c) ||
  isVirtualInterruptRecognized(c) ||
  awaitsMonitorTrapFlag(c) ||
  isBusLockPending(c) ||
  isPreemptionTimerExpired(c);

/** Which windows this guest's controls wait for. */
export const awaitsNmiWindow = (c: VmxContext): boolean => controlIsSet(c, nmiWindowControl);
export const awaitsInterruptWindow = (c: VmxContext): boolean => controlIsSet(c, interruptWindowControl);

/** Why the NMI window is closed; null: an NMI could be delivered to the guest. */
export function nmiWindowBlock({ p }: VmxContext): EventBlock | null {
  if (shadowBlock(p) === 'mov-ss') return 'mov-ss';
  if ((p.s[INTERRUPTIBILITY] & BLOCKED_BY_NMI) !== 0) return 'virtual-nmi';
  return p.s[ACTIVITY] === ACTIVITY_WAIT_FOR_SIPI ? 'wait-for-sipi' : null;
}

/** Why the interrupt window is closed; null: an interrupt could be delivered to the guest. */
export function interruptWindowBlock({ p }: VmxContext): EventBlock | null {
  const shadow = shadowBlock(p);
  if (shadow !== null) return shadow;
  if ((p.s[RFLAGS] & IF) === 0) return 'interrupt-flag';
  if (p.s[ACTIVITY] <= ACTIVITY_HLT) return null;
  return p.s[ACTIVITY] === ACTIVITY_WAIT_FOR_SIPI ? 'wait-for-sipi' : 'shutdown';
}

/** Exits for something that has no place of its own in the guest: a window, a timer, the monitor trap flag. */
function exitAtBoundary(c: VmxContext, rule: (typeof eventRules)[keyof typeof eventRules]): true {
  c.exit.begin(rule.reason, rule.subject);
  vmExit(c);
  return true;
}

/**
 * What the monitor waits for between two instructions. The monitor trap flag and bus locks rank above debug traps; below
 * them the VMX-preemption timer, then the windows: an exit as soon as an interrupt or a virtual NMI could be taken. The NMI window
 * ranks just above NMIs, the interrupt window just below them and above external interrupts; so does the delivery of a
 * virtual interrupt. SDM Vol. 3: "Other Causes of VM Exits", "Monitor Trap Flag", "VMX-Preemption Timer",
 * "Virtual-Interrupt Delivery".
 */
export function interceptBoundary(c: VmxContext, before: BoundaryRank): boolean {
  if (before === 'debug-traps') {
    if (isMonitorTrapFlagDue(c) && boundaryExits(c, 'monitor-trap-flag', 0)) {
      return exitAtBoundary(c, eventRules.monitorTrapFlag);
    }
    return isBusLockPending(c) && boundaryExits(c, 'bus-lock', 0) && exitAtBoundary(c, eventRules.busLock);
  }
  const { p } = c;
  if (isPreemptionTimerDue(c) && boundaryExits(c, 'preemption-timer', 0)) {
    return exitAtBoundary(c, eventRules.preemptionTimer);
  }
  if (awaitsNmiWindow(c) && nmiWindowBlock(c) === null && boundaryExits(c, 'nmi-window', 0)) {
    return exitAtBoundary(c, eventRules.nmiWindow);
  }
  if ((p.s[PENDING] & PENDING_NMI) !== 0 && nmiBlock(p) === null) return false;
  if (awaitsInterruptWindow(c) && interruptWindowBlock(c) === null && boundaryExits(c, 'interrupt-window', 0)) {
    return exitAtBoundary(c, eventRules.interruptWindow);
  }
  if (isVirtualInterruptRecognized(c) && interruptWindowBlock(c) === null) {
    deliverVirtualInterrupt(c);
    return true;
  }
  if (!needsBoundary(c)) p.s[PENDING] &= ~PENDING_EXTENSION;
  return false;
}

/**
 * IRET ends blocking by NMI, except that with NMI exiting and without virtual NMIs it leaves it alone.
 * SDM Vol. 3: "Changes to Instruction Behavior in VMX Non-Root Operation", IRET.
 */
export const iretUnblocksNmi = (c: VmxContext): boolean =>
  nmiExiting.control === null || !controlIsSet(c, nmiExiting.control) || hasVirtualNmis(c);
