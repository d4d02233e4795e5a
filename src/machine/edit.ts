import { ProblemError } from '../base/problem-error';
import { FAULTED, Unmodelled } from '../cpu/interrupts/fault';
import { peekPhysical } from '../cpu/mmu/explain-walk';
import { physicalWrite8 } from '../cpu/mmu/physical';
import type { Processor } from '../cpu/processor';
import { findRegister } from '../cpu/registers/named-registers';
import { ACTIVITY, ATTENTION, STOP, STOP_VALUE } from '../cpu/state/processor-layout';
import { STOP_HALTED, STOP_LAB_EXCEPTION, STOP_NONE, STOP_UNMODELLED } from '../cpu/state/stop-code';
import { supportedFields } from '../vmx/capabilities/supported-fields';
import type { VmxUnit } from '../vmx/unit';
import { fieldBits, fieldWidth } from '../vmx/vmcs/vmcs-field-encoding';
import { type VmcsFieldId, vmcsFieldList } from '../vmx/vmcs/vmcs-field-list.table';
import { writeField } from '../vmx/vmcs/vmcs-region';

/** What can be changed by hand in a machine that stands between two steps. */
export type StateEdit =
  | { readonly kind: 'register'; readonly name: string; readonly value: bigint; readonly processor?: number }
  | {
      readonly kind: 'memory';
      readonly space: 'linear' | 'physical';
      readonly address: bigint;
      readonly bytes: readonly number[];
      readonly processor?: number;
    }
  | { readonly kind: 'vmcs-field'; readonly pointer: bigint; readonly field: VmcsFieldId; readonly value: bigint };

/** What an edit works on. */
interface EditedMachine {
  /** The processor that is changed, unless the edit names another: the one whose turn it is. */
  readonly current: Processor;
  readonly processors: readonly Processor[];
  readonly vmx: readonly VmxUnit[];
}

/** Bytes that one edit may write. */
const MOST_BYTES = 0x1000;
const REGION_BYTES = 0x1000n;
const HLT = 1;
/** Standing still before an instruction that cannot run, or asleep: an edit may have changed that. */
const RECONSIDERED = new Set([STOP_HALTED, STOP_LAB_EXCEPTION, STOP_UNMODELLED]);

const hex = (value: bigint): string => `0x${value.toString(16)}`;

/**
 * Changes a processor, or memory as it sees it, by hand. A register is written as an instruction would write it, with the same checks.
 * Writing RIP wakes a halted processor: it goes on there. Throws a `ProblemError` for what cannot be; a refused register
 * may have filled a TLB entry then.
 */
export function editState(machine: EditedMachine, edit: StateEdit): void {
  const p = editedProcessor(machine, edit);
  if (edit.kind === 'register') editRegister(p, edit.name, edit.value);
  else if (edit.kind === 'memory') editMemory(p, edit.space, edit.address, edit.bytes);
  else editField(p, machine.vmx[p.id], edit.pointer, edit.field, edit.value);
  const { s } = machine.processors[0] as Processor;
  if (RECONSIDERED.has(s[STOP] as number)) {
    s[STOP] = STOP_NONE;
    s[STOP_VALUE] = 0;
    p.s[STOP] = STOP_NONE;
  }
  p.s[ATTENTION] = 1;
}

function editedProcessor(machine: EditedMachine, edit: StateEdit): Processor {
  if (edit.kind === 'vmcs-field' || edit.processor === undefined) return machine.current;
  const { processor: number } = edit;
  const named = machine.processors[number];
  if (named === undefined) throw new ProblemError('processor-unknown', { number }, `there is no processor ${number}`);
  return named;
}

function editRegister(p: Processor, name: string, value: bigint): void {
  const register = findRegister(p, name);
  if (register === null) throw new ProblemError('register-unknown', { name }, `there is no register “${name}”`);
  if (register.write === undefined) {
    throw new ProblemError('register-read-only', { name }, `${register.name} cannot be changed by hand`);
  }
  requireWidth(register.name, value, register.bits);
  try {
    register.write(p, value);
  } catch (signal) {
    if (signal instanceof Unmodelled) {
      throw new ProblemError('edit-unmodelled', { what: signal.what }, `not modelled: ${signal.what}`);
    }
    if (signal !== FAULTED) throw signal;
    throw new ProblemError(
      'register-value-refused',
      { name: register.name, value: hex(value) },
      `${register.name} cannot hold ${hex(value)} now: an instruction that wrote it would fault`,
    );
  }
  if (register.name === 'RIP' && p.s[ACTIVITY] === HLT) p.s[ACTIVITY] = 0;
}

function requireWidth(name: string, value: bigint, bits: number): void {
  if (value >= 0n && value >> BigInt(bits) === 0n) return;
  throw new ProblemError('value-too-wide', { name, bits }, `${name} has ${bits} bits`);
}

function editMemory(p: Processor, space: 'linear' | 'physical', address: bigint, bytes: readonly number[]): void {
  if (bytes.length === 0 || bytes.length > MOST_BYTES) {
    throw new ProblemError('memory-length', { most: MOST_BYTES }, `an edit writes 1 to ${MOST_BYTES} bytes`);
  }
  if (bytes.some((byte) => !Number.isInteger(byte) || byte < 0 || byte > 255)) {
    throw new ProblemError('memory-bytes', {}, 'each byte is a number from 0 to 255');
  }
  const places = bytes.map((_, k) => ramAddress(p, space, address + BigInt(k)));
  for (const [k, byte] of bytes.entries()) physicalWrite8(p, places[k] as number, byte);
}

function ramAddress(p: Processor, space: 'linear' | 'physical', address: bigint): number {
  const shown = hex(address < 0n ? 0n : address);
  if (space === 'physical') {
    if (address >= 0n && address < BigInt(p.image.ramBytes)) return Number(address);
    throw new ProblemError('memory-outside-ram', { address: shown }, `no RAM lies at physical address ${shown}`);
  }
  const place = address >= 0n && address >> 64n === 0n ? peekPhysical(p, address) : null;
  if (place !== null) return place;
  throw new ProblemError('memory-not-mapped', { address: shown }, `no RAM is mapped at linear address ${shown}`);
}

function editField(p: Processor, unit: VmxUnit | undefined, pointer: bigint, field: VmcsFieldId, value: bigint): void {
  const inRam = pointer >= 0n && pointer + REGION_BYTES <= BigInt(p.image.ramBytes);
  if (!inRam || pointer % REGION_BYTES !== 0n) {
    const shown = hex(pointer < 0n ? 0n : pointer);
    throw new ProblemError('vmcs-pointer', { pointer: shown }, `no VMCS can lie at physical address ${shown}`);
  }
  const row = vmcsFieldList.find(({ id }) => id === field);
  if (row === undefined || unit === undefined || !supportedFields(unit.capabilities).has(field)) {
    throw new ProblemError('vmcs-field-unknown', { field }, `this processor's VMCS has no field “${field}”`);
  }
  const width = fieldWidth(row.encoding);
  requireWidth(field, value, fieldBits(width));
  writeField(p.image, Number(pointer), field, width, value);
}
