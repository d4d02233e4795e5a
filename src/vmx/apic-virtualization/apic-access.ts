import { EXITED } from '../../cpu/interrupts/fault';
import type { PageAccess } from '../../cpu/ports';
import { asHostPhysical, type HostPhysical } from '../../cpu/state/address';
import { INSTRUCTION_START, RIP, VECTORING_INFO } from '../../cpu/state/processor-layout';
import { RF_SET } from '../exit/exit-information';
import { vmExit } from '../exit/vm-exit';
import { conclude, consult, note } from '../nonroot/decide';
import { VIRTUAL_APIC_WRITE } from '../state/vmx-layout';
import type { VmxContext } from '../vmx-context';
import { apicRules } from './apic-rules.table';
import {
  apicRegisterVirtualization,
  consultTertiary,
  hasTertiary,
  ipiVirtualization,
  useTprShadow,
  virtualInterruptDelivery,
  virtualizeApicAccesses,
} from './apic-virtualization-controls';
import { virtualApicAddress } from './virtual-apic-page';
import { type AnsweringControl, type VirtualApicRegister, virtualApicRegister } from './virtual-apic-registers.table';
import { noteVirtualApicWrite, writtenOffset, writtenSize } from './virtual-apic-write';

/** Access types of the exit qualification, bits 15:12. SDM Vol. 3: "Exit Qualification for APIC-Access VM Exits". */
const LINEAR_READ = 0;
const LINEAR_WRITE = 1;
const LINEAR_FETCH = 2;
const LINEAR_DURING_DELIVERY = 3;
const PHYSICAL_DURING_DELIVERY = 10;
const PHYSICAL_BY_INSTRUCTION = 15;
const TYPE_SHIFT = 12;

/** Widest access that is virtualized, in bytes. */
const WIDEST = 4;

/** Whether the operation has already written a register, other than at the same offset with the same size. */
function isSecondAccess(c: VmxContext, offset: number, size: number, write: boolean): boolean {
  const earlier = c.p.s[VIRTUAL_APIC_WRITE] as number;
  if (writtenSize(earlier) === 0) return false;
  return !write || writtenOffset(earlier) !== offset || writtenSize(earlier) !== size;
}

/** Whether bits 3:2 of the first and of the last byte's address are 0. */
const isInLowDword = (offset: number, size: number): boolean => (offset & 12) === 0 && (offset & 3) + size <= 4;

/**
 * Whether an access to the APIC-access page exits; if not, it goes to the virtual-APIC page. The last control consulted is the
 * one that decides. SDM Vol. 3: "Virtualizing Reads from the APIC-Access Page", "Virtualizing Writes to the APIC-Access Page".
 */
function accessExits(c: VmxContext, offset: number, size: number, access: 'read' | 'write' | 'fetch'): boolean {
  const subject = c.detailed
    ? `${apicRules.tprShadow.subject} 0x${offset.toString(16)} (${access})`
    : apicRules.tprShadow.subject;
  consult(c, virtualizeApicAccesses);
  if (consult(c, useTprShadow) === 0) return conclude(c, apicRules.tprShadow, 0, subject);
  const wellFormed = access !== 'fetch' && size <= WIDEST && isInLowDword(offset, size);
  if (!wellFormed || isSecondAccess(c, offset, size, access === 'write')) {
    if (c.detailed) noteForm(c, offset, size, access);
    return conclude(c, apicRules.accessForm, 1, subject);
  }
  const register = virtualApicRegister(offset, size);
  const answering = register?.[access === 'write' ? 'write' : 'read'] ?? [];
  if (c.detailed) noteRegister(c, register, offset, answering.length === 0 ? access : null);
  if (register?.offset === offset) {
    const answered = answeredByItsOwn(c, answering, subject);
    if (answered !== null) return answered;
  }
  if (!answering.includes('apic-register-virtualization')) return conclude(c, apicRules.accessRegister, 1, subject);
  return conclude(c, apicRules.registerVirtualization, consult(c, apicRegisterVirtualization), subject);
}

/** Why the access is of no form that is virtualized. */
function noteForm(c: VmxContext, offset: number, bytes: number, access: 'read' | 'write' | 'fetch'): void {
  const values = { bytes, offset: `0x${offset.toString(16)}` };
  if (access === 'fetch') note(c, 'access-fetch');
  else if (bytes > WIDEST) note(c, 'access-size', values);
  else note(c, isInLowDword(offset, bytes) ? 'access-second' : 'access-place', values);
}

/** What lies where the access goes. @param never the access that no control virtualizes there; null when one may */
function noteRegister(
  c: VmxContext,
  register: VirtualApicRegister | undefined,
  offset: number,
  never: 'read' | 'write' | 'fetch' | null,
): void {
  const at = { offset: `0x${offset.toString(16)}` };
  if (register === undefined) note(c, 'access-nothing', at);
  else
    note(c, never === null ? 'access-register' : `access-${never === 'write' ? 'write' : 'read'}-never`, {
      ...at,
      register: register.name,
    });
}

/** What the controls decide that let single registers through; null when none does. */
function answeredByItsOwn(c: VmxContext, answering: readonly AnsweringControl[], subject: string): boolean | null {
  if (answering.includes('use-tpr-shadow')) return conclude(c, apicRules.tprShadow, 1, subject);
  if (answering.includes('virtual-interrupt-delivery') && consult(c, virtualInterruptDelivery) === 1)
    return conclude(c, apicRules.interruptRegisters, 1, subject);
  if (!answering.includes('ipi-virtualization') || !hasTertiary(c, ipiVirtualization)) return null;
  return conclude(c, apicRules.commandRegister, consultTertiary(c, ipiVirtualization), subject);
}

/**
 * An access to the APIC-access page: a VM exit, or the address in the virtual-APIC page that it goes to. An access that reads
 * what it then writes must pass both ways before it reads, for the instruction may change flags in between. Page walks go to
 * guest-physical addresses, and their accesses always exit. SDM Vol. 3: "Virtualizing Memory-Mapped APIC Accesses".
 */
export function accessApicPage(c: VmxContext, address: HostPhysical, size: number, access: PageAccess): HostPhysical {
  const offset = address & 0xfff;
  if (access === 'paging') {
    const subject = `${apicRules.guestPhysical.subject} 0x${offset.toString(16)}`;
    if (conclude(c, apicRules.guestPhysical, 1, subject)) exitForAccess(c, offset, access);
    return address;
  }
  if (access === 'fetch') {
    if (accessExits(c, offset, size, access)) exitForAccess(c, offset, access);
    return address;
  }
  if (access !== 'write' && accessExits(c, offset, size, 'read')) exitForAccess(c, offset, 'read');
  if (access !== 'read' && accessExits(c, offset, size, 'write')) exitForAccess(c, offset, 'write');
  if (access === 'write') noteVirtualApicWrite(c.p, offset, size);
  return asHostPhysical(virtualApicAddress(c) + offset);
}

function accessType(access: PageAccess, delivering: boolean): number {
  if (access === 'paging') return delivering ? PHYSICAL_DURING_DELIVERY : PHYSICAL_BY_INSTRUCTION;
  if (delivering) return LINEAR_DURING_DELIVERY;
  return access === 'fetch' ? LINEAR_FETCH : access === 'write' ? LINEAR_WRITE : LINEAR_READ;
}

/**
 * The exit is like a fault: the instruction, or the event, has not happened. The instruction's length is told for data
 * accesses, as processors do; the manual promises it for software events only. SDM Vol. 3: "Priority of APIC-Access VM
 * Exits"; "Saving RIP, RSP, RFLAGS, and SSP".
 */
function exitForAccess(c: VmxContext, offset: number, access: PageAccess): never {
  const { exit } = c;
  const { s } = c.p;
  const delivering = s[VECTORING_INFO] < 0;
  const { reason } = apicRules.tprShadow;
  exit.begin(reason, apicRules.tprShadow.subject);
  exit.qualificationLow = offset | (accessType(access, delivering) << TYPE_SHIFT);
  if (!delivering) {
    exit.atInstructionStart = true;
    exit.resumeFlag = RF_SET;
    if (access === 'read' || access === 'write') exit.instructionLength = (s[RIP] - s[INSTRUCTION_START]) | 0;
  }
  vmExit(c);
  throw EXITED;
}
