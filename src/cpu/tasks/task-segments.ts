import { NP, raiseWithCode, SS_FAULT, TS } from '../interrupts/fault';
import type { Processor } from '../processor';
import {
  ACCESS_CODE,
  ACCESS_CODE_OR_DATA,
  ACCESS_CONFORMING,
  ACCESS_PRESENT,
  ACCESS_READABLE,
  ACCESS_UNUSABLE,
  ACCESS_WRITABLE,
  accessLevel,
  type Descriptor,
  readDescriptor,
  TYPE_LDT,
} from '../registers/descriptor';
import { isVirtual8086 } from '../registers/mode';
import { loadVirtual8086Segment, SEGMENTS_OF_8086 } from '../registers/real-mode-segments';
import { loadCodeSegment, loadSegmentFromDescriptor, setNullSegment, setSegment } from '../registers/segments';
import { CPL, CS, DS, ES, FS, GS, LDTR, SEGMENT_SELECTOR, SS } from '../state/processor-layout';

const CODE = ACCESS_CODE_OR_DATA | ACCESS_CODE;

/**
 * Loads and checks the segments of a new task, whose selectors are in the segment registers and whose privilege level is
 * CPL. Faults belong to the new task. SDM Vol. 3: table "Exception Conditions Checked During a Task Switch".
 * @param ext EXT bit of error codes
 */
export function loadTaskSegments(p: Processor, ext: number): void {
  const selectorOf = (segment: number): number => p.s[SEGMENT_SELECTOR + segment] & 0xffff;
  loadTaskLdt(p, selectorOf(LDTR), ext);
  if (isVirtual8086(p)) {
    for (const segment of SEGMENTS_OF_8086) loadVirtual8086Segment(p, segment, selectorOf(segment));
    return;
  }
  loadTaskCode(p, selectorOf(CS), ext);
  loadTaskStack(p, selectorOf(SS), ext);
  for (const segment of [DS, ES, FS, GS]) loadTaskData(p, segment, selectorOf(segment), ext);
}

function loadTaskLdt(p: Processor, selector: number, ext: number): void {
  if ((selector & 0xfffc) === 0) {
    setSegment(p, LDTR, selector, 0n, 0, ACCESS_UNUSABLE);
    return;
  }
  const code = (selector & 0xfffc) | ext;
  if ((selector & 4) !== 0) raiseWithCode(p, TS, code);
  const descriptor = readDescriptor(p, selector, 8, TS, ext);
  if ((descriptor.access & 0x1f) !== TYPE_LDT || (descriptor.access & ACCESS_PRESENT) === 0) raiseWithCode(p, TS, code);
  setSegment(p, LDTR, selector, BigInt(descriptor.base), descriptor.limit, descriptor.access);
}

/** A segment's descriptor, which no selector of a new task may lack. */
function readTaskDescriptor(p: Processor, selector: number, ext: number): Descriptor {
  if ((selector & 0xfffc) === 0) raiseWithCode(p, TS, ext);
  return readDescriptor(p, selector, 8, TS, ext);
}

function loadTaskCode(p: Processor, selector: number, ext: number): void {
  const code = (selector & 0xfffc) | ext;
  const descriptor = readTaskDescriptor(p, selector, ext);
  const { access } = descriptor;
  const level = selector & 3;
  const conforming = (access & ACCESS_CONFORMING) !== 0;
  const allowed = conforming ? accessLevel(access) <= level : accessLevel(access) === level;
  if ((access & CODE) !== CODE || !allowed) raiseWithCode(p, TS, code);
  if ((access & ACCESS_PRESENT) === 0) raiseWithCode(p, NP, code);
  loadCodeSegment(p, selector, level, descriptor);
}

function loadTaskStack(p: Processor, selector: number, ext: number): void {
  const code = (selector & 0xfffc) | ext;
  const descriptor = readTaskDescriptor(p, selector, ext);
  const { access } = descriptor;
  const writable = (access & (CODE | ACCESS_WRITABLE)) === (ACCESS_CODE_OR_DATA | ACCESS_WRITABLE);
  const level = p.s[CPL];
  if (!writable || accessLevel(access) !== level || (selector & 3) !== level) raiseWithCode(p, TS, code);
  if ((access & ACCESS_PRESENT) === 0) raiseWithCode(p, SS_FAULT, code);
  loadSegmentFromDescriptor(p, SS, selector, descriptor);
}

function loadTaskData(p: Processor, segment: number, selector: number, ext: number): void {
  if ((selector & 0xfffc) === 0) {
    setNullSegment(p, segment, selector);
    return;
  }
  const code = (selector & 0xfffc) | ext;
  const descriptor = readDescriptor(p, selector, 8, TS, ext);
  const { access } = descriptor;
  const isCode = (access & ACCESS_CODE) !== 0;
  const readable = (access & ACCESS_CODE_OR_DATA) !== 0 && (!isCode || (access & ACCESS_READABLE) !== 0);
  const conforming = isCode && (access & ACCESS_CONFORMING) !== 0;
  const level = accessLevel(access);
  if (!readable || (!conforming && (level < p.s[CPL] || level < (selector & 3)))) raiseWithCode(p, TS, code);
  if ((access & ACCESS_PRESENT) === 0) raiseWithCode(p, NP, code);
  loadSegmentFromDescriptor(p, segment, selector, descriptor);
}
