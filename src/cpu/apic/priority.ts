import type { EventBlock } from '../interrupts/event-blocks.table';
import type { Processor } from '../processor';
import { APIC_IRR, APIC_ISR, APIC_TPR_SUBCLASS, CR8 } from '../state/processor-layout';
import { isApicEnabled } from './apic-mode';

/** The highest of 256 bits, -1 when none is set. */
export function highestBit(s: Int32Array, first: number): number {
  for (let word = 7; word >= 0; word--) {
    const bits = s[first + word] as number;
    if (bits !== 0) return word * 32 + 31 - Math.clz32(bits);
  }
  return -1;
}

/** SDM Vol. 3: "Interrupt, Task, and Processor Priority". CR8 holds the upper four bits. */
export const taskPriority = (p: Processor): number => ((p.s[CR8] & 15) << 4) | (p.s[APIC_TPR_SUBCLASS] & 15);

/** The higher of the task priority and the priority of the interrupt in service. */
export function processorPriority(p: Processor): number {
  const task = taskPriority(p);
  const serving = Math.max(0, highestBit(p.s, APIC_ISR)) & 0xf0;
  return (task & 0xf0) >= serving ? task : serving;
}

/** Why the local APIC does not dispense a requested vector: its class is not above the processor priority. */
export function localVectorBlock(p: Processor, vector: number): EventBlock | null {
  if ((vector & 0xf0) <= (Math.max(0, highestBit(p.s, APIC_ISR)) & 0xf0)) return 'in-service';
  return (vector & 0xf0) <= (taskPriority(p) & 0xf0) ? 'task-priority' : null;
}

/** The vector that the local APIC would dispense now: the highest requested one above the processor priority; else -1. */
export function dispensableVector(p: Processor): number {
  if (!isApicEnabled(p)) return -1;
  const vector = highestBit(p.s, APIC_IRR);
  return vector >= 0 && localVectorBlock(p, vector) === null ? vector : -1;
}
