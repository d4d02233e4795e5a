import { requestInit, requestInterrupt, requestMachineCheck, requestNmi, requestSmi } from '../cpu/interrupts/pending';
import type { Processor } from '../cpu/processor';
import { STOP, STOP_VALUE } from '../cpu/state/processor-layout';
import { STOP_HALTED, STOP_LAB_EXCEPTION, STOP_NONE, STOP_SHUTDOWN, STOP_WAIT_FOR_SIPI } from '../cpu/state/stop-code';
import { requestTransitionMachineCheck } from '../vmx/state/transition-machine-check';

/** What can reach the processor from outside the machine. */
export type OutsideEvent =
  | { readonly kind: 'external-interrupt'; readonly vector: number }
  | { readonly kind: 'nmi' }
  | { readonly kind: 'init' }
  | { readonly kind: 'smi' }
  | { readonly kind: 'machine-check' }
  /** In the middle of the next VM entry or VM exit. */
  | { readonly kind: 'transition-machine-check' };

/** Stops that an event may end; whether this event does is decided at the boundary. */
const WAKEABLE = new Set([STOP_HALTED, STOP_LAB_EXCEPTION, STOP_SHUTDOWN, STOP_WAIT_FOR_SIPI]);

/** Signals an event to processor 0. A vector outside 0–255 throws a RangeError. */
export function injectEvent(machine: { readonly processors: readonly Processor[] }, event: OutsideEvent): void {
  const p = machine.processors[0] as Processor;
  if (event.kind === 'nmi') requestNmi(p);
  else if (event.kind === 'init') requestInit(p);
  else if (event.kind === 'smi') requestSmi(p);
  else if (event.kind === 'machine-check') requestMachineCheck(p);
  else if (event.kind === 'transition-machine-check') requestTransitionMachineCheck(p);
  else {
    if (!Number.isInteger(event.vector) || event.vector < 0 || event.vector > 255) {
      throw new RangeError(`no such interrupt vector: ${event.vector}`);
    }
    requestInterrupt(p, event.vector);
  }
  if (WAKEABLE.has(p.s[STOP])) {
    p.s[STOP] = STOP_NONE;
    p.s[STOP_VALUE] = 0;
  }
}
