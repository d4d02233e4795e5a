import type { Processor } from '../processor';
import { GUEST } from '../state/processor-layout';
import { readMsr, writeMsr } from './access-msr';

/** An MSR as instructions read it: a monitor may show its guest another value. */
export function readVisibleMsr(p: Processor, index: number): bigint {
  const shown = p.s[GUEST] === 0 ? null : (p.intercepts?.visibleMsr?.(p, index) ?? null);
  if (shown === null) return readMsr(p, index);
  if (p.accessWatch !== null) p.accessWatch.msr(p, index, shown, 'read');
  return shown;
}

/** An MSR as instructions write it. */
export function writeVisibleMsr(p: Processor, index: number, value: bigint): void {
  if (p.s[GUEST] === 0 || p.intercepts?.writeVirtualMsr?.(p, index, value) !== true) {
    writeMsr(p, index, value);
    return;
  }
  if (p.accessWatch !== null) p.accessWatch.msr(p, index, value, 'write');
}
