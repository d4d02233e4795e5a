import type { Processor } from '../../cpu/processor';
import { STOP, STOP_VALUE } from '../../cpu/state/processor-layout';
import {
  STOP_DEBUG_EXIT,
  STOP_ENDLESS_DELIVERY,
  STOP_HALTED,
  STOP_LAB_EXCEPTION,
  STOP_SHUTDOWN,
  STOP_UNMODELLED,
  STOP_VMX_ABORT,
  STOP_WAIT_FOR_SIPI,
} from '../../cpu/state/stop-code';
import type { StopInfo } from '../../protocol/snapshot';

/** What the lab's exception handler knows about the exception that stopped it. */
export interface LabException {
  readonly errorCode: number | null;
  readonly rip: bigint;
  readonly address: bigint | null;
}

/**
 * Why the machine itself stands still; null while it can go on.
 * @param p processor 0, whose STOP is the machine's
 */
export function toMachineStop(
  p: Processor,
  facts: { labException(): LabException; unmodelled(): string },
): StopInfo | null {
  const value = (p.s[STOP_VALUE] as number) >>> 0;
  switch (p.s[STOP]) {
    case STOP_HALTED:
      return { kind: 'halted' };
    case STOP_SHUTDOWN:
      return { kind: 'shutdown' };
    case STOP_WAIT_FOR_SIPI:
      return { kind: 'wait-for-sipi' };
    case STOP_VMX_ABORT:
      return { kind: 'vmx-abort', indicator: value };
    case STOP_DEBUG_EXIT:
      return { kind: 'debug-exit', value };
    case STOP_LAB_EXCEPTION:
      return { kind: 'lab-exception', vector: value, ...facts.labException() };
    case STOP_ENDLESS_DELIVERY:
      return { kind: 'endless-delivery', vector: value };
    case STOP_UNMODELLED:
      return { kind: 'unmodelled', what: facts.unmodelled() };
    default:
      return null;
  }
}
