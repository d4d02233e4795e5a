import { high32, low32 } from '../../base/words';
import { EXITED, GP, raiseWithCode, TS } from '../interrupts/fault';
import { currentStack, enterStack, pushFrame } from '../interrupts/inner-stack';
import { ACCESS_IMPLICIT, ACCESS_WRITE } from '../mmu/access';
import { translate } from '../mmu/linear';
import { systemRead16, systemRead32, systemWrite16, systemWrite32 } from '../mmu/memory';
import type { TaskSwitchSource } from '../ports';
import type { Processor } from '../processor';
import { CR0_PG, CR0_TS, writeCr3 } from '../registers/control-registers';
import { clearBusy, readDescriptor, TYPE_BUSY, TYPE_WIDE, writeDescriptorType } from '../registers/descriptor';
import { getRflags, NT, RF, setRflags, VM } from '../registers/flags';
import { hasWideTaskState } from '../registers/mode';
import { setCpl } from '../registers/privilege';
import { setSegment } from '../registers/segments';
import {
  ATTENTION,
  CR0,
  CS,
  DR,
  GPR,
  GUEST,
  INSTRUCTION_START,
  LAPSING,
  LDTR,
  PENDING_DEBUG,
  RIP,
  SEGMENT_BASE,
  SEGMENT_LIMIT,
  SEGMENT_SELECTOR,
  TR,
} from '../state/processor-layout';
import type { Task } from './task-descriptors';
import { loadTaskSegments } from './task-segments';
import { TASK_STATE_16, TASK_STATE_32, type TaskStateFormat } from './task-state.table';

/** A task switch: where to, why, and what goes with it. */
export interface TaskSwitch {
  readonly task: Task;
  readonly source: TaskSwitchSource;
  /** EXT bit of error codes. */
  readonly ext: number;
  /** Pushed on the new task's stack; -1 for none. */
  readonly errorCode: number;
}

/** What a new task starts with, read from its TSS before anything changes. */
interface TaskState {
  readonly cr3: number | null;
  readonly eip: number;
  readonly eflags: number;
  readonly general: readonly number[];
  readonly selectors: readonly number[];
  readonly ldt: number;
  readonly trap: boolean;
}

/** L0–L3 and LE of DR7: a breakpoint that is local to a task ends with it. */
const DR7_LOCAL = 0x155;
/** Debug trap flag of the TSS as DR6.BT. */
const DEBUG_TASK_SWITCH = 0x8000;

/**
 * Leaves the running task for another. Up to the change of TR faults belong to the old task, after it to the new one.
 * The caller has checked the new TSS's selector and type. In VMX non-root operation the monitor takes over once the limit is
 * checked too, and before either TSS is accessed.
 * SDM Vol. 3: "Task Switching"; "Treatment of Task Switches".
 */
export function switchTask(p: Processor, change: TaskSwitch): void {
  const { source, task, ext } = change;
  const { descriptor } = task;
  const { s } = p;
  const format = (descriptor.access & TYPE_WIDE) !== 0 ? TASK_STATE_32 : TASK_STATE_16;
  if (descriptor.limit < format.limit) raiseWithCode(p, TS, (task.selector & 0xfffc) | ext);
  if (s[GUEST] !== 0 && p.intercepts?.taskSwitch(p, task.selector, source) === true) throw EXITED;
  const state = readState(p, BigInt(descriptor.base), format);
  const nested = source === 'call' || source === 'gate';
  requireWritable(p, change, format);

  saveState(p, source);
  if (!nested) clearBusy(p, readDescriptor(p, s[SEGMENT_SELECTOR + TR] & 0xffff));
  if (nested) systemWrite16(p, descriptor.base | 0, 0, s[SEGMENT_SELECTOR + TR] & 0xffff);
  if (source !== 'iret') writeDescriptorType(p, descriptor, TYPE_BUSY);
  setSegment(p, TR, task.selector, BigInt(descriptor.base), descriptor.limit, descriptor.access | TYPE_BUSY);
  enterTask(p, state, nested);
  finishInNewTask(p, state, format, change);
}

function readState(p: Processor, base: bigint, format: TaskStateFormat): TaskState {
  const at = (offset: number): number => low32(BigInt.asUintN(32, base + BigInt(offset)));
  const selector = (offset: number): number => systemRead16(p, at(offset), 0);
  const wide = format.word === 4;
  const word = (offset: number): number => (wide ? systemRead32(p, at(offset), 0) : selector(offset));
  return {
    cr3: format.cr3 === null ? null : word(format.cr3),
    eip: word(format.eip),
    eflags: word(format.eflags),
    // What the 16-bit format leaves open in the upper halves is all ones, as processors have it.
    general: Array.from({ length: 8 }, (_, n) => word(format.general + n * format.word) | (wide ? 0 : 0xffff_0000)),
    selectors: Array.from({ length: 6 }, (_, n) =>
      n < format.selectorCount ? selector(format.selectors + n * format.selectorStep) : 0,
    ),
    ldt: selector(format.ldt),
    trap: format.trap !== null && (selector(format.trap) & 1) !== 0,
  };
}

const currentFormat = (p: Processor): TaskStateFormat => (hasWideTaskState(p) ? TASK_STATE_32 : TASK_STATE_16);

/** Everything that the switch writes must be writable before it begins: a page fault belongs to the old task. */
function requireWritable(p: Processor, change: TaskSwitch, format: TaskStateFormat): void {
  const old = currentFormat(p);
  const oldBase = p.q[(SEGMENT_BASE >> 1) + TR] as bigint;
  if (p.s[SEGMENT_LIMIT + TR] >>> 0 < old.limit) {
    raiseWithCode(p, TS, (p.s[SEGMENT_SELECTOR + TR] & 0xfffc) | change.ext);
  }
  const touch = (address: bigint): void => {
    const linear = BigInt.asUintN(32, address);
    translate(p, low32(linear), high32(linear), ACCESS_IMPLICIT | ACCESS_WRITE);
  };
  touch(oldBase + BigInt(old.eip));
  touch(oldBase + BigInt(old.selectors + old.selectorStep * (old.selectorCount - 1) + 1));
  const { descriptor } = change.task;
  touch(BigInt(descriptor.base));
  touch(BigInt(descriptor.base) + 1n);
  touch(BigInt(descriptor.base + format.eip));
  touch(descriptor.address + 5n);
  if (change.source !== 'call' && change.source !== 'gate') {
    touch(readDescriptor(p, p.s[SEGMENT_SELECTOR + TR] & 0xffff, 8, TS, change.ext).address + 5n);
  }
}

/** Writes the running task's state to its TSS. IRET leaves it with NT clear. */
function saveState(p: Processor, source: TaskSwitchSource): void {
  const { s } = p;
  const format = currentFormat(p);
  const base = p.q[(SEGMENT_BASE >> 1) + TR] as bigint;
  const at = (offset: number): number => low32(BigInt.asUintN(32, base + BigInt(offset)));
  const write = format.word === 4 ? systemWrite32 : systemWrite16;
  const flags = getRflags(p);
  write(p, at(format.eip), 0, s[RIP]);
  write(p, at(format.eflags), 0, source === 'iret' ? flags & ~NT : flags);
  for (let n = 0; n < 8; n++) write(p, at(format.general + n * format.word), 0, s[GPR + 2 * n]);
  for (let n = 0; n < format.selectorCount; n++) {
    systemWrite16(p, at(format.selectors + n * format.selectorStep), 0, s[SEGMENT_SELECTOR + n] & 0xffff);
  }
}

/** From here on the new task is the one that runs. Nothing can fault but the PDPTE registers that PAE paging loads with CR3. */
function enterTask(p: Processor, state: TaskState, nested: boolean): void {
  const { s, q } = p;
  s[CR0] |= CR0_TS;
  s[DR + 14] &= ~DR7_LOCAL;
  if (state.cr3 !== null && (s[CR0] & CR0_PG) !== 0) writeCr3(p, BigInt(state.cr3 >>> 0));
  setRflags(p, state.eflags | (nested ? NT : 0));
  s[LAPSING] &= ~RF;
  s[ATTENTION] = 1;
  for (let n = 0; n < 8; n++) q[(GPR >> 1) + n] = BigInt((state.general[n] as number) >>> 0);
  for (let segment = 0; segment < 6; segment++) {
    setSegment(p, segment, state.selectors[segment] as number, 0n, 0, 0x1_0000);
  }
  setSegment(p, LDTR, state.ldt, 0n, 0, 0x1_0000);
  setCpl(p, (state.eflags & VM) !== 0 ? 3 : (state.selectors[CS] as number) & 3);
  q[RIP >> 1] = BigInt(state.eip >>> 0);
  q[INSTRUCTION_START >> 1] = q[RIP >> 1] as bigint;
}

/** Segments, error code and debug trap of the new task. */
function finishInNewTask(p: Processor, state: TaskState, format: TaskStateFormat, change: TaskSwitch): void {
  const { s } = p;
  const { errorCode, ext } = change;
  loadTaskSegments(p, ext);
  if (errorCode >= 0) {
    const stack = currentStack(p, ext);
    enterStack(p, stack, pushFrame(p, stack, format.word, [errorCode]));
  }
  if (state.trap) s[PENDING_DEBUG] |= DEBUG_TASK_SWITCH;
  if (state.eip >>> 0 > s[SEGMENT_LIMIT + CS] >>> 0) raiseWithCode(p, GP, ext);
}
