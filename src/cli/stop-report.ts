import { exceptionName } from '../cpu/interrupts/exceptions.table';
import { GUEST, RIP } from '../cpu/state/processor-layout';
import {
  STOP_DEBUG_EXIT,
  STOP_ENDLESS_DELIVERY,
  STOP_HALTED,
  STOP_LAB_EXCEPTION,
  STOP_SHUTDOWN,
  STOP_UNMODELLED,
  STOP_VMX_ABORT,
  STOP_WAIT_FOR_SIPI,
} from '../cpu/state/stop-code';
import { describeLabException } from '../machine/boot/lab-exception';
import type { Machine } from '../machine/machine';
import {
  debugExitStatus,
  STATUS_HALTED,
  STATUS_INSTRUCTION_LIMIT,
  STATUS_LAB_EXCEPTION,
  STATUS_SHUTDOWN,
  STATUS_UNMODELLED,
} from './exit-status';
import { describePlace, type PlaceNames } from './place-names';

export interface StopReport {
  readonly status: number;
  /** What to say on standard error; null for an end that the program wanted. */
  readonly message: string | null;
}

/** Why a machine that cannot go on stands still, as an exit status and a line for people. */
export function describeStop(machine: Machine, places: PlaceNames): StopReport {
  const p = machine.current;
  const here = describePlace(p.q[RIP >> 1] as bigint, places);
  switch (machine.stop) {
    case STOP_HALTED:
    case STOP_WAIT_FOR_SIPI:
      return { status: STATUS_HALTED, message: null };
    case STOP_DEBUG_EXIT:
      return { status: debugExitStatus(machine.stopValue), message: null };
    case STOP_SHUTDOWN:
      return {
        status: STATUS_SHUTDOWN,
        message:
          p.s[GUEST] === 1
            ? `the guest is in the shutdown state at ${here}`
            : `shutdown after a triple fault at ${here}`,
      };
    case STOP_VMX_ABORT:
      return { status: STATUS_SHUTDOWN, message: `VMX abort, indicator ${machine.stopValue}` };
    case STOP_LAB_EXCEPTION:
      return { status: STATUS_LAB_EXCEPTION, message: describeException(machine, places) };
    case STOP_ENDLESS_DELIVERY:
      return {
        status: STATUS_INSTRUCTION_LIMIT,
        message: `delivering ${exceptionName(machine.stopValue)} at ${here} raises it again, for ever: only a reset would end it`,
      };
    case STOP_UNMODELLED:
      return { status: STATUS_UNMODELLED, message: `not modelled: ${p.unmodelled}, at ${here}` };
    default:
      throw new Error(`the machine stopped with code ${machine.stop}`);
  }
}

function describeException(machine: Machine, places: PlaceNames): string {
  const { name, errorCode, rip, address } = describeLabException(machine);
  const code = errorCode === null ? '' : ` with error code 0x${errorCode.toString(16)}`;
  const touched = address === null ? '' : ` for address 0x${address.toString(16)}`;
  return `unhandled ${name}${code}${touched} at ${describePlace(rip, places)}`;
}
