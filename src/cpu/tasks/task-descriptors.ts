import { high32, low32 } from '../../base/words';
import { GP, NP, raiseWithCode, TS } from '../interrupts/fault';
import { systemRead16 } from '../mmu/memory';
import type { Processor } from '../processor';
import {
  ACCESS_PRESENT,
  type Descriptor,
  readDescriptor,
  TYPE_TSS_16_AVAILABLE,
  TYPE_TSS_16_BUSY,
  TYPE_TSS_AVAILABLE,
  TYPE_TSS_BUSY,
} from '../registers/descriptor';
import { SEGMENT_BASE, TR } from '../state/processor-layout';

/** A task by the TSS descriptor that a selector names in the GDT. */
export interface Task {
  readonly selector: number;
  readonly descriptor: Descriptor;
}

const LOCAL = 4;

/** Whether a system descriptor is of a TSS, busy or not. */
export const isTaskState = (access: number): boolean =>
  [TYPE_TSS_16_AVAILABLE, TYPE_TSS_16_BUSY, TYPE_TSS_AVAILABLE, TYPE_TSS_BUSY].includes(access & 0x1f);

const isAvailable = (access: number): boolean =>
  (access & 0x1f) === TYPE_TSS_AVAILABLE || (access & 0x1f) === TYPE_TSS_16_AVAILABLE;

const isBusy = (access: number): boolean => (access & 0x1f) === TYPE_TSS_BUSY || (access & 0x1f) === TYPE_TSS_16_BUSY;

/** An available task whose TSS descriptor was read already. #GP or #NP with the selector. */
export function requireAvailable(p: Processor, selector: number, descriptor: Descriptor, ext = 0): Task {
  const code = (selector & 0xfffc) | ext;
  if ((selector & LOCAL) !== 0 || !isAvailable(descriptor.access)) raiseWithCode(p, GP, code);
  if ((descriptor.access & ACCESS_PRESENT) === 0) raiseWithCode(p, NP, code);
  return { selector, descriptor };
}

/**
 * The task that a task gate names. SDM Vol. 2: "INT n/INTO/INT3/INT1", "CALL", "JMP", operation sections, task gates.
 * @param ext EXT bit of error codes
 */
export function readGateTask(p: Processor, selector: number, ext: number): Task {
  const code = (selector & 0xfffc) | ext;
  if ((selector & LOCAL) !== 0 || (selector & 0xfffc) === 0) raiseWithCode(p, GP, code);
  return requireAvailable(p, selector, readDescriptor(p, selector, 8, GP, ext), ext);
}

/**
 * The task that IRET with NT goes back to: the current TSS's link names it, and it must be busy.
 * SDM Vol. 2: "IRET/IRETD/IRETQ", TASK-RETURN.
 */
export function readPreviousTask(p: Processor): Task {
  const base = p.q[(SEGMENT_BASE >> 1) + TR] as bigint;
  const selector = systemRead16(p, low32(base), high32(base));
  const code = selector & 0xfffc;
  if ((selector & LOCAL) !== 0 || code === 0) raiseWithCode(p, TS, code);
  const descriptor = readDescriptor(p, selector, 8, TS);
  if (!isBusy(descriptor.access)) raiseWithCode(p, TS, code);
  if ((descriptor.access & ACCESS_PRESENT) === 0) raiseWithCode(p, NP, code);
  return { selector, descriptor };
}
