import type { Operation } from '../../decode/instruction';
import { deliverThroughIdt } from '../../interrupts/deliver';
import {
  EVENT_PRIVILEGED_SOFTWARE_EXCEPTION,
  EVENT_SOFTWARE_EXCEPTION,
  EVENT_SOFTWARE_INTERRUPT,
} from '../../interrupts/event-type';
import { BP, DB, OF, raise, UD } from '../../interrupts/fault';
import type { Processor } from '../../processor';
import { getArithmeticFlags, OF_FLAG } from '../../registers/flags';
import { GUEST } from '../../state/processor-layout';

/** INT n never exits by itself; its way through the IDT may. SDM Vol. 2: "INT n/INTO/INT3/INT1". */
const int: Operation = (p, i) => deliverThroughIdt(p, i.immediateLow & 0xff, EVENT_SOFTWARE_INTERRUPT, -1);

/** INT3, INTO and INT1 count as exceptions: the exception bitmap is asked before the IDT is looked at. */
function softwareException(p: Processor, vector: number, type: 5 | 6): void {
  if (p.s[GUEST] !== 0 && p.intercepts?.exception(p, vector, -1, 'software', 0n) === true) return;
  deliverThroughIdt(p, vector, type, -1);
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
  // Outside system-management mode RSM is undefined; SMM is not modelled.
  ['rsm', undefinedOpcode],
];
