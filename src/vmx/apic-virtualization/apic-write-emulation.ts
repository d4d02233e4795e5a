import { ACTIVITY } from '../../cpu/state/processor-layout';
import { vmExit } from '../exit/vm-exit';
import { conclude, consult, consultBit, note } from '../nonroot/decide';
import { VIRTUAL_APIC_WRITE } from '../state/vmx-layout';
import type { VmcsFieldId } from '../vmcs/vmcs-field-list.table';
import { F } from '../vmcs/vmcs-region';
import type { VmxContext } from '../vmx-context';
import { apicRules } from './apic-rules.table';
import {
  consultTertiary,
  hasSecondary,
  ipiVirtualization,
  virtualInterruptDelivery,
} from './apic-virtualization-controls';
import { sendVirtualIpi } from './interprocessor-interrupts';
import {
  evaluatePendingVirtualInterrupts,
  servicedVector,
  setServicedVector,
  virtualizeProcessorPriority,
  virtualizeSelfIpi,
} from './pending-virtual-interrupt';
import { virtualizeTaskPriority } from './task-priority';
import { clearVirtualVector, highestVirtualVector, readVirtualApic, writeVirtualApic } from './virtual-apic-page';
import { VEOI, VICR_HIGH, VICR_LOW, VISR, VSELF_IPI, VTPR, virtualApicRegister } from './virtual-apic-registers.table';
import { forgetVirtualApicWrite, writtenOffset, writtenSize } from './virtual-apic-write';

const SHUTDOWN = 2;
const LOWEST_VECTOR = 16;

/** Bits of VICR_LO: reserved 31:20, 17:16 and 13; 12; trigger mode 15; delivery mode 10:8. All are 0 in a plain fixed interrupt. */
const NOT_PLAIN = 0xfff3_b700 | 0;
const SHORTHAND = 0xc_0000;
const SHORTHAND_SELF = 0x4_0000;
const LOGICAL = 0x800;

const EOI_EXIT_BITMAPS: readonly VmcsFieldId[] = [
  'eoi-exit-bitmap-0',
  'eoi-exit-bitmap-1',
  'eoi-exit-bitmap-2',
  'eoi-exit-bitmap-3',
];

/**
 * Completes the virtualized write of the operation that is over. True = a VM exit happened. A VM entry into shutdown or
 * wait-for-SIPI leaves its look at the TPR threshold to the boundary behind what ends that state.
 * SDM Vol. 3: "APIC-Write Emulation".
 */
export function completeVirtualApicWrite(c: VmxContext): boolean {
  const { p } = c;
  if (p.s[ACTIVITY] >= SHUTDOWN) return false;
  const write = p.s[VIRTUAL_APIC_WRITE] as number;
  const offset = writtenOffset(write);
  forgetVirtualApicWrite(p);
  switch (offset & ~3) {
    case VTPR:
      writeVirtualApic(c, VTPR, readVirtualApic(c, VTPR) & 0xff);
      return virtualizeTaskPriority(c);
    case VEOI:
      return completeEoi(c, offset);
    case VICR_LOW:
      return completeCommand(c, offset, writtenSize(write) === 0);
    case VICR_HIGH:
      writeVirtualApic(c, VICR_HIGH, readVirtualApic(c, VICR_HIGH) & ~0xff_ffff);
      return false;
    case VSELF_IPI:
      return completeSelfIpi(c, offset);
    default:
      noteWritten(c, offset);
      return conclude(c, apicRules.writeRegister, 1, subjectOf(c, offset)) && exitForWrite(c, offset);
  }
}

const subjectOf = (c: VmxContext, offset: number): string =>
  c.detailed ? `${apicRules.writeRegister.subject} 0x${offset.toString(16)}` : apicRules.writeRegister.subject;

/** Remembers what the write that is decided about left on the page. */
function noteWritten(c: VmxContext, offset: number): void {
  if (!c.detailed) return;
  const start = offset & ~3;
  const register =
    start === VSELF_IPI ? 'SELF IPI' : (virtualApicRegister(start, 4)?.name ?? `0x${start.toString(16)}`);
  const value = `0x${(readVirtualApic(c, start) >>> 0).toString(16)}`;
  note(c, 'written-register', { value, register, offset: `0x${start.toString(16)}` });
}

/** The VMM completes the write. SDM Vol. 3: "APIC-Write VM Exits". */
function exitForWrite(c: VmxContext, offset: number): true {
  c.exit.begin(apicRules.writeRegister.reason, apicRules.writeRegister.subject);
  c.exit.qualificationLow = offset;
  vmExit(c);
  return true;
}

function completeEoi(c: VmxContext, offset: number): boolean {
  noteWritten(c, offset);
  if (conclude(c, apicRules.writeWithoutDelivery, consult(c, virtualInterruptDelivery), subjectOf(c, offset)))
    return exitForWrite(c, offset);
  writeVirtualApic(c, VEOI, 0);
  return virtualizeEoi(c);
}

/** The virtual interrupt in service has ended. True = a VM exit happened. SDM Vol. 3: "EOI Virtualization". */
function virtualizeEoi(c: VmxContext): boolean {
  const vector = servicedVector(c);
  clearVirtualVector(c, VISR, vector);
  setServicedVector(c, highestVirtualVector(c, VISR));
  virtualizeProcessorPriority(c);
  if (eoiExits(c, vector)) {
    c.exit.begin(apicRules.eoiExit.reason, apicRules.eoiExit.subject);
    c.exit.qualificationLow = vector;
    vmExit(c);
    return true;
  }
  evaluatePendingVirtualInterrupts(c);
  return false;
}

function eoiExits(c: VmxContext, vector: number): boolean {
  const field = EOI_EXIT_BITMAPS[vector >>> 6] as VmcsFieldId;
  const word = c.p.image.i32[c.region + F[field] + ((vector >>> 5) & 1)];
  const value = ((word >>> (vector & 31)) & 1) as 0 | 1;
  const hex = c.detailed ? `0x${vector.toString(16)}` : '';
  consultBit(c, 'eoi-exit-bitmap', field, vector, value, () => ({ text: 'eoi-of-vector', values: { vector: hex } }));
  if (c.detailed) note(c, 'vector-in-service', { vector: hex });
  const subject = c.detailed ? `${apicRules.eoiExit.subject} ${hex}` : apicRules.eoiExit.subject;
  return conclude(c, apicRules.eoiExit, value, subject);
}

/** VICR_LO was written: a self-IPI, an IPI to another virtual processor, or something that the VMM has to send. */
function completeCommand(c: VmxContext, offset: number, byMsr: boolean): boolean {
  const command = readVirtualApic(c, VICR_LOW);
  const plain = (command & NOT_PLAIN) === 0;
  const shorthand = command & SHORTHAND;
  if (!byMsr && plain && shorthand === SHORTHAND_SELF && (command & 0xf0) !== 0) {
    noteWritten(c, offset);
    if (conclude(c, apicRules.writeWithoutDelivery, consult(c, virtualInterruptDelivery), subjectOf(c, offset)))
      return exitForWrite(c, offset);
    virtualizeSelfIpi(c, command & 0xff);
    return false;
  }
  noteWritten(c, offset);
  if (!plain || shorthand !== 0 || (command & LOGICAL) !== 0) {
    if (c.detailed) note(c, 'command-form');
    return conclude(c, apicRules.commandForm, 1, subjectOf(c, offset)) && exitForWrite(c, offset);
  }
  if (conclude(c, apicRules.sendIpi, consultTertiary(c, ipiVirtualization))) return exitForWrite(c, offset);
  const target = byMsr ? readVirtualApic(c, VICR_LOW + 4) >>> 0 : readVirtualApic(c, VICR_HIGH) >>> 24;
  return !sendVirtualIpi(c, command & 0xff, target) && exitForWrite(c, VICR_LOW);
}

/** WRMSR of the SELF IPI register. */
function completeSelfIpi(c: VmxContext, offset: number): boolean {
  const vector = readVirtualApic(c, VSELF_IPI) & 0xff;
  if (vector < LOWEST_VECTOR) {
    if (c.detailed) note(c, 'vector-too-low', { vector: `0x${vector.toString(16)}` });
    return conclude(c, apicRules.selfIpiVector, 1, subjectOf(c, offset)) && exitForWrite(c, offset);
  }
  if (hasSecondary(c, virtualInterruptDelivery)) virtualizeSelfIpi(c, vector);
  return false;
}
