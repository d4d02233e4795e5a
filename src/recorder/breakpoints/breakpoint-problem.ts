import { ProblemError } from '../../base/problem-error';
import type { Processor } from '../../cpu/processor';
import type { Breakpoint } from '../../protocol/commands';
import { exitReasons } from '../../vmx/exit/exit-reasons.table';
import type { VmcsFieldId } from '../../vmx/vmcs/vmcs-field-list.table';
import { type Condition, parseCondition } from './condition';
import { conditionNames } from './condition-names';

/** What a breakpoint's check needs to know of the machine. */
export interface BreakpointFacts {
  readonly processor: Processor;
  readonly hasField: (field: VmcsFieldId) => boolean;
  /** Addresses of the instructions of a source line. */
  readonly addressesOf: (file: string, line: number) => readonly bigint[];
}

/** Bytes that a data breakpoint may watch. */
const MOST_BYTES = 0x1000;

/** Throws a `ProblemError` for a breakpoint that can never stop anything. */
export function requirePossible(breakpoint: Breakpoint, facts: BreakpointFacts): void {
  switch (breakpoint.kind) {
    case 'line':
      requireCode(breakpoint.file, breakpoint.line, facts);
      return;
    case 'address':
      requireAddress(breakpoint.address);
      return;
    case 'data':
      requireData(breakpoint, facts.processor);
      return;
    case 'port':
      requireRange('port-range', breakpoint.port, 0xffff, 'an I/O port is a number from 0 to 0xffff');
      return;
    case 'msr':
      requireMsr(breakpoint.index, facts.processor);
      return;
    case 'vmcs-field':
      if (facts.hasField(breakpoint.field)) return;
      throw new ProblemError(
        'vmcs-field-unknown',
        { field: breakpoint.field },
        `this processor's VMCS has no field “${breakpoint.field}”`,
      );
    case 'vm-exit':
      requireReason(breakpoint.reason);
      toCondition(breakpoint.condition, facts.processor);
      return;
    case 'vm-entry-failure':
      return;
  }
}

/** The condition of an exit breakpoint; null for none. Throws a `ProblemError` that says where it is not understood. */
export function toCondition(text: string | undefined, p: Processor): Condition | null {
  return text === undefined || text.trim() === '' ? null : parseCondition(text, conditionNames(p));
}

const hex = (value: bigint | number): string => `0x${value.toString(16)}`;

function requireCode(file: string, line: number, facts: BreakpointFacts): void {
  if (facts.addressesOf(file, line).length > 0) return;
  throw new ProblemError('breakpoint-no-code', { file, line }, `no instruction comes from ${file}:${line} or below`);
}

function requireAddress(address: bigint): void {
  if (address >= 0n && address >> 64n === 0n) return;
  throw new ProblemError('address-range', {}, 'an address has 64 bits');
}

function requireData({ address, length, space }: Extract<Breakpoint, { kind: 'data' }>, p: Processor): void {
  if (!Number.isInteger(length) || length < 1 || length > MOST_BYTES) {
    throw new ProblemError('data-length', { most: MOST_BYTES }, `a data breakpoint watches 1 to ${MOST_BYTES} bytes`);
  }
  requireAddress(address);
  requireAddress(address + BigInt(length - 1));
  if (space === 'linear' || address + BigInt(length) <= BigInt(p.image.ramBytes)) return;
  throw new ProblemError(
    'memory-outside-ram',
    { address: hex(address) },
    `no RAM lies at physical address ${hex(address)}`,
  );
}

function requireRange(code: string, value: number, most: number, message: string): void {
  if (!Number.isInteger(value) || value < 0 || value > most) throw new ProblemError(code, { most }, message);
}

function requireMsr(index: number, p: Processor): void {
  requireRange('msr-range', index, 0xffff_ffff, 'an MSR is a number of 32 bits');
  if (p.msrs.has(index)) return;
  throw new ProblemError('msr-unknown', { index: hex(index) }, `this processor has no MSR ${hex(index)}`);
}

function requireReason(reason: number | null): void {
  if (reason === null || exitReasons.some(({ number }) => number === reason)) return;
  throw new ProblemError('exit-reason-unknown', { reason }, `there is no exit reason ${reason}`);
}
