import type { Operation } from '../../decode/instruction';
import { deliverThroughIdt } from '../../interrupts/deliver';
import {
  EVENT_PRIVILEGED_SOFTWARE_EXCEPTION,
  EVENT_SOFTWARE_EXCEPTION,
  EVENT_SOFTWARE_INTERRUPT,
  type EventType,
} from '../../interrupts/event-type';
import { BP, DB, OF, raise, UD } from '../../interrupts/fault';
import type { Processor } from '../../processor';
import { enterDebugHandler } from '../../registers/debug-registers';
import { getArithmeticFlags, OF_FLAG, RF } from '../../registers/flags';
import { GUEST, PENDING_DEBUG, RFLAGS } from '../../state/processor-layout';

/** Single step among the pending debug exceptions. */
const DEBUG_SINGLE_STEP = 0x4000;

/**
 * Delivers the event of an instruction. RF was cleared as the instruction began, so it is pushed as 0. A single step that MOV SS
 * held back gives way to the event, as it does to a fault; breakpoints that MOV SS met stay pending, but for INT1, whose #DB is theirs too.
 */
function deliverSoftware(p: Processor, vector: number, type: EventType): void {
  p.s[RFLAGS] &= ~RF;
  p.s[PENDING_DEBUG] &= type === EVENT_PRIVILEGED_SOFTWARE_EXCEPTION ? 0 : ~DEBUG_SINGLE_STEP;
  deliverThroughIdt(p, vector, type, -1);
}

/** INT n never exits by itself; its way through the IDT may. SDM Vol. 2: "INT n/INTO/INT3/INT1". */
const int: Operation = (p, i) => deliverSoftware(p, i.immediateLow & 0xff, EVENT_SOFTWARE_INTERRUPT);

/** INT3, INTO and INT1 count as exceptions: the exception bitmap is asked before the IDT is looked at. */
function softwareException(p: Processor, vector: number, type: 5 | 6): void {
  if (p.s[GUEST] !== 0 && p.intercepts?.exception(p, vector, -1, 'software', 0n) === true) return;
  if (vector === DB) enterDebugHandler(p);
  deliverSoftware(p, vector, type);
}

const undefinedOpcode: Operation = (p) => raise(p, UD);

export const softwareInterruptOperations: readonly (readonly [string, Operation])[] = [
  ['int', int],
  ['int3', (p) => softwareException(p, BP, EVENT_SOFTWARE_EXCEPTION)],
  ['int1', (p) => softwareException(p, DB, EVENT_PRIVILEGED_SOFTWARE_EXCEPTION)],
  [
    'into',
    (p) => {
      if ((getArithmeticFlags(p) & OF_FLAG) !== 0) softwareException(p, OF, EVENT_SOFTWARE_EXCEPTION);
    },
  ],
  ['ud2', undefinedOpcode],
];
