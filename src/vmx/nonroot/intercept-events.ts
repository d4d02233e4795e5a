import { EXTINT_VECTOR } from '../../cpu/apic/external-interrupt';
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
import type { InterceptedEvent } from '../../cpu/ports';
import { IF } from '../../cpu/registers/flags';
import { highHalf, lowHalf } from '../../cpu/state/halves';
import {
  ACTIVITY,
  INSTRUCTION_START,
  INTERRUPTIBILITY,
  NMI_UNBLOCKED,
  PENDING,
  PENDING_DEBUG,
  PENDING_INIT,
  PENDING_NMI,
  RFLAGS,
  RIP,
} from '../../cpu/state/processor-layout';
import { controlMask } from '../controls/control-words.table';
import { RF_CLEAR, RF_SET } from '../exit/exit-information';
import { vmExit } from '../exit/vm-exit';
import { F } from '../vmcs/vmcs-region';
import type { VmxContext } from '../vmx-context';
import { conclude, consultBit, consultedControl, controlRule, decideByControl } from './decide';
import { eventRules } from './event-rules.table';

/** Bits of the interruptibility state. */
const BLOCKED_BY_STI = 1;
const BLOCKED_BY_MOV_SS = 2;
const BLOCKED_BY_NMI = 8;
/** Bit 12 of the interruption information: the exception came out of an IRET that had ended blocking by NMI. */
const NMI_UNBLOCKED_BY_IRET = 0x1000;
const DR6_BREAKPOINTS = 15;
const DR6_GENERAL_DETECT = 0x2000;
const DR6_SINGLE_STEP = 0x4000;
const ACTIVITY_HLT = 1;
const ACTIVITY_SHUTDOWN = 2;
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
const interruptWindow = controlRule(eventRules.interruptWindow);
const nmiWindow = controlRule(eventRules.nmiWindow);
const virtualNmis = consultedControl({ word: 'pin-based', id: 'virtual-nmis' });

const controlIsSet = (c: VmxContext, control: { fieldWord: number; mask: number }): boolean =>
  (c.p.image.i32[c.region + control.fieldWord] & control.mask) !== 0;

/** Whether blocking by NMI in the interruptibility state is that of virtual NMIs, which holds no real NMI back. */
const hasVirtualNmis = (c: VmxContext): boolean => controlIsSet(c, virtualNmis);

/** NMIs that would exit or be delivered now: MOV SS blocks them, and blocking by NMI unless it is virtual. */
function isNmiBlocked(c: VmxContext): boolean {
  const state = c.p.s[INTERRUPTIBILITY];
  return (state & BLOCKED_BY_MOV_SS) !== 0 || ((state & BLOCKED_BY_NMI) !== 0 && !hasVirtualNmis(c));
}

/** An event at an instruction boundary. SDM Vol. 3: "Other Causes of VM Exits"; "Event Blocking". */
export function interceptEvent(c: VmxContext, event: InterceptedEvent, vector: number): 'exit' | 'blocked' | 'deliver' {
  if (event === 'init') return interceptInit(c);
  if (event === 'start-up') return interceptStartUp(c, vector);
  if (event === 'nmi') return interceptNmi(c);
  return interceptExternalInterrupt(c, vector);
}

function interceptInit(c: VmxContext): 'exit' | 'blocked' | 'deliver' {
  const { p, exit } = c;
  if (p.s[ACTIVITY] === ACTIVITY_WAIT_FOR_SIPI) return 'blocked';
  if (!conclude(c, eventRules.init, 1)) return 'deliver';
  p.s[PENDING] &= ~PENDING_INIT;
  exit.begin(eventRules.init.reason, 'INIT');
  vmExit(c);
  return 'exit';
}

/** The guest waits for a SIPI (elsewhere it would have been dropped); the exit's qualification is its vector. */
function interceptStartUp(c: VmxContext, vector: number): 'exit' | 'deliver' {
  const { exit } = c;
  if (!conclude(c, eventRules.startUp, 1)) return 'deliver';
  exit.begin(eventRules.startUp.reason, 'SIPI');
  exit.qualificationLow = vector;
  vmExit(c);
  return 'exit';
}

function interceptNmi(c: VmxContext): 'exit' | 'blocked' | 'deliver' {
  const { p, exit } = c;
  if (isNmiBlocked(c) || p.s[ACTIVITY] === ACTIVITY_WAIT_FOR_SIPI) return 'blocked';
  if (!decideByControl(c, nmiExiting)) return 'deliver';
  p.s[PENDING] &= ~PENDING_NMI;
  exit.begin(eventRules.nmi.reason, 'NMI');
  exit.interruptionInfo = eventInfo(NMI, EVENT_NMI, -1);
  exit.blocksNmi = true;
  vmExit(c);
  return 'exit';
}

/** With external-interrupt exiting RFLAGS.IF does not matter, blocking by STI and MOV SS does. */
function interceptExternalInterrupt(c: VmxContext, vector: number): 'exit' | 'blocked' | 'deliver' {
  const { p, exit } = c;
  const s = p.s;
  if ((s[INTERRUPTIBILITY] & (BLOCKED_BY_STI | BLOCKED_BY_MOV_SS)) !== 0 || s[ACTIVITY] >= ACTIVITY_SHUTDOWN)
    return 'blocked';
  const subject =
    c.detailed && vector !== EXTINT_VECTOR ? `external interrupt 0x${vector.toString(16)}` : 'external interrupt';
  if ((s[RFLAGS] & IF) === 0 && !controlIsSet(c, externalInterruptControl)) return 'blocked';
  if (!decideByControl(c, externalInterruptExiting, subject)) return 'deliver';
  exit.begin(eventRules.externalInterrupt.reason, subject);
  if ((p.image.i32[c.region + EXIT_CONTROLS] & ACKNOWLEDGE) !== 0) {
    exit.interruptionInfo = eventInfo(acknowledgeInterrupt(p, vector), EVENT_EXTERNAL_INTERRUPT, -1);
  }
  vmExit(c);
  return 'exit';
}

const externalInterruptControl = consultedControl(eventRules.externalInterrupt.decidedBy);
const interruptWindowControl = consultedControl(eventRules.interruptWindow.decidedBy);
const nmiWindowControl = consultedControl(eventRules.nmiWindow.decidedBy);

/** Whether the boundaries of this guest need a look beyond its own events: a window is being waited for. */
export const needsBoundary = (c: VmxContext): boolean =>
  controlIsSet(c, interruptWindowControl) || controlIsSet(c, nmiWindowControl);

/**
 * The windows: an exit as soon as an interrupt or a virtual NMI could be taken. The NMI window ranks just above NMIs, the
 * interrupt window just below them and above external interrupts. SDM Vol. 3: "Other Causes of VM Exits".
 */
export function interceptBoundary(c: VmxContext): boolean {
  const { p, exit } = c;
  const s = p.s;
  const state = s[INTERRUPTIBILITY];
  const activity = s[ACTIVITY];
  const nmiOpen = (state & (BLOCKED_BY_NMI | BLOCKED_BY_MOV_SS)) === 0 && activity !== ACTIVITY_WAIT_FOR_SIPI;
  if (nmiOpen && controlIsSet(c, nmiWindowControl) && decideByControl(c, nmiWindow)) {
    exit.begin(eventRules.nmiWindow.reason, eventRules.nmiWindow.subject);
    vmExit(c);
    return true;
  }
  if ((s[PENDING] & PENDING_NMI) !== 0 && !isNmiBlocked(c)) return false;
  const open =
    (s[RFLAGS] & IF) !== 0 && (state & (BLOCKED_BY_STI | BLOCKED_BY_MOV_SS)) === 0 && activity <= ACTIVITY_HLT;
  if (open && controlIsSet(c, interruptWindowControl) && decideByControl(c, interruptWindow)) {
    exit.begin(eventRules.interruptWindow.reason, eventRules.interruptWindow.subject);
    vmExit(c);
    return true;
  }
  return false;
}

/**
 * IRET ends blocking by NMI, except that with NMI exiting and without virtual NMIs it leaves it alone.
 * SDM Vol. 3: "Changes to Instruction Behavior in VMX Non-Root Operation", IRET.
 */
export const iretUnblocksNmi = (c: VmxContext): boolean =>
  nmiExiting.control === null || !controlIsSet(c, nmiExiting.control) || hasVirtualNmis(c);
