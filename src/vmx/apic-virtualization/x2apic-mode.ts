import { setEdxEax } from '../../cpu/execute/system/wide-registers';
import { GP, raiseWithCode } from '../../cpu/interrupts/fault';
import { type ConsultedControl, consult, publish } from '../nonroot/decide';
import type { VmxContext } from '../vmx-context';
import { virtualizedRules } from './apic-rules.table';
import {
  apicRegisterVirtualization,
  hasSecondary,
  hasTertiary,
  ipiVirtualization,
  virtualInterruptDelivery,
  virtualizeX2ApicMode,
} from './apic-virtualization-controls';
import { readVirtualApic64, writeVirtualApic64 } from './virtual-apic-page';
import { VEOI, VICR_LOW, VSELF_IPI, VTPR } from './virtual-apic-registers.table';
import { noteVirtualApicWrite } from './virtual-apic-write';

/** MSRs 0x800–0x8FF are the registers of x2APIC mode; the register n lies at offset 16 n of the virtual-APIC page. */
const isX2ApicMsr = (index: number): boolean => index >>> 8 === 8;
const offsetOf = (index: number): number => (index & 0xff) << 4;

const hex = (index: number): string => `0x${index.toString(16)}`;

/**
 * RDMSR of an x2APIC register that the virtual-APIC page answers: VTPR, or with "APIC-register virtualization" any. The local
 * APIC's mode does not matter. True when it was done here. SDM Vol. 3: "Virtualizing MSR-Based APIC Accesses".
 */
export function readVirtualX2Apic(c: VmxContext, index: number): boolean {
  if (!isX2ApicMsr(index) || !hasSecondary(c, virtualizeX2ApicMode)) return false;
  const offset = offsetOf(index);
  const every = hasSecondary(c, apicRegisterVirtualization);
  if (!every && offset !== VTPR) return false;
  if (c.detailed) {
    if (offset !== VTPR) consult(c, apicRegisterVirtualization);
    consult(c, virtualizeX2ApicMode);
    publish(c, virtualizedRules.readMsr, false, `${virtualizedRules.readMsr.subject} ${hex(index)}`, true);
  }
  const value = readVirtualApic64(c, offset);
  if (c.p.accessWatch !== null) c.p.accessWatch.msr(c.p, index, value, 'read');
  setEdxEax(c.p, value);
  return true;
}

/** A register that WRMSR writes to the virtual-APIC page. */
interface VirtualMsrWrite {
  /** Bits that raise #GP(0) when they are 1. */
  readonly reserved: bigint;
  /** The control that it needs beside "virtualize x2APIC mode". */
  readonly control?: ConsultedControl;
  readonly has?: (c: VmxContext, control: ConsultedControl) => boolean;
}

const BYTE_RESERVED = 0xffff_ffff_ffff_ff00n;
const ALL_RESERVED = 0xffff_ffff_ffff_ffffn;
/** Bits 31:20, 17:16 and 13 of EAX. */
const COMMAND_RESERVED = 0xfff3_2000n;

const writes: ReadonlyMap<number, VirtualMsrWrite> = new Map([
  [VTPR, { reserved: BYTE_RESERVED }],
  [VEOI, { reserved: ALL_RESERVED, control: virtualInterruptDelivery, has: hasSecondary }],
  [VSELF_IPI, { reserved: BYTE_RESERVED, control: virtualInterruptDelivery, has: hasSecondary }],
  [VICR_LOW, { reserved: COMMAND_RESERVED, control: ipiVirtualization, has: hasTertiary }],
]);

/**
 * WRMSR of TPR, EOI, SELF IPI and ICR: the value goes to the virtual-APIC page, with the register's own checks of reserved
 * bits, and what follows from it happens behind the instruction. True when it was done here.
 * SDM Vol. 3: "Virtualizing MSR-Based APIC Accesses".
 */
export function writeVirtualX2Apic(c: VmxContext, index: number, value: bigint): boolean {
  if (!isX2ApicMsr(index) || !hasSecondary(c, virtualizeX2ApicMode)) return false;
  const offset = offsetOf(index);
  const write = writes.get(offset);
  if (write === undefined) return false;
  const { control, has, reserved } = write;
  if (control !== undefined && has?.(c, control) !== true) return false;
  if (c.detailed) {
    if (control !== undefined) consult(c, control);
    consult(c, virtualizeX2ApicMode);
    publish(c, virtualizedRules.writeMsr, false, `${virtualizedRules.writeMsr.subject} ${hex(index)}`, true);
  }
  if ((value & reserved) !== 0n) raiseWithCode(c.p, GP, 0);
  if (c.p.accessWatch !== null) c.p.accessWatch.msr(c.p, index, value, 'write');
  writeVirtualApic64(c, offset, value);
  noteVirtualApicWrite(c.p, offset, 0);
  return true;
}
