import type { Processor } from '../../cpu/processor';
import { joinPhysical } from '../../cpu/state/address';
import { GUEST } from '../../cpu/state/processor-layout';
import { RAM_BASE } from '../../cpu/state/state-image';
import { GUEST_INTERRUPT_STATUS, VIRTUAL_APIC_WRITE, VIRTUAL_INTERRUPT } from '../state/vmx-layout';
import { F } from '../vmcs/vmcs-region';
import type { VmxContext } from '../vmx-context';
import {
  hasSecondary,
  hasTertiary,
  ipiVirtualization,
  isSet,
  processPostedInterrupts,
  useTprShadow,
  virtualInterruptDelivery,
  virtualizeApicAccesses,
} from './apic-virtualization-controls';
import { descriptorAddress, isValidPointer } from './pid-pointer';
import {
  DESCRIPTOR_BYTES,
  NOTIFICATION,
  NOTIFICATION_DESTINATION,
  NOTIFICATION_VECTOR,
  OUTSTANDING,
  PIR_WORDS,
  SUPPRESS,
} from './posted-interrupt-descriptor';
import { VIRR, VISR, virtualApicRegisters } from './virtual-apic-registers.table';
import { writtenOffset } from './virtual-apic-write';

const PAGE_BYTES = 0x1000;

/** The posted-interrupt descriptor, decoded. */
export interface PostedInterruptView {
  readonly address: number;
  /** Requested vectors, the highest first. */
  readonly requests: readonly number[];
  readonly outstanding: boolean;
  readonly suppressed: boolean;
  readonly vector: number;
  readonly destination: number;
}

/** The virtual-APIC page, decoded. */
export interface VirtualApicPageView {
  readonly address: number;
  /** Every register of the table, unsigned. */
  readonly registers: readonly { readonly offset: number; readonly name: string; readonly value: number }[];
  /** Vectors in VISR and VIRR, the highest first. */
  readonly inService: readonly number[];
  readonly requested: readonly number[];
}

/** An entry of the PID-pointer table: a virtual APIC ID with the posted-interrupt descriptor of its virtual processor. */
export interface PidPointerView {
  readonly apicId: number;
  readonly entry: bigint;
  readonly valid: boolean;
  /** Null while the entry is not valid, or where no RAM lies. */
  readonly descriptor: PostedInterruptView | null;
}

export interface PidTableView {
  readonly address: number;
  readonly lastIndex: number;
  /** The first entries. */
  readonly entries: readonly PidPointerView[];
}

/** What a current VMCS says of the virtual APIC, with what lies in memory; null where a control is 0 or no RAM lies there. */
export interface VirtualApicView {
  readonly page: VirtualApicPageView | null;
  /** Host-physical address of the APIC-access page. */
  readonly accessPage: number | null;
  readonly tprThreshold: number | null;
  /** RVI and SVI: while the guest runs those of the processor, else those of the VMCS. */
  readonly status: { readonly rvi: number; readonly svi: number } | null;
  /** A pending virtual interrupt is recognized: it is delivered as soon as nothing blocks it. */
  readonly recognized: boolean;
  /** Offset of the virtualized write that the next boundary completes. */
  readonly pendingWrite: number | null;
  /** Vectors in the EOI-exit bitmap, the highest first. */
  readonly eoiExits: readonly number[];
  readonly posted: PostedInterruptView | null;
  readonly notificationVector: number | null;
  readonly pidTable: PidTableView | null;
}

/** Numbers of the bits set in words of 32, the highest first. */
function vectorsOf(words: readonly number[]): readonly number[] {
  return Array.from({ length: 32 * words.length }, (_, k) => 32 * words.length - 1 - k).filter(
    (vector) => (((words[vector >>> 5] ?? 0) >>> (vector & 31)) & 1) !== 0,
  );
}

const eight = (word: (n: number) => number): readonly number[] => Array.from({ length: 8 }, (_, n) => word(n));

const isInRam = (p: Processor, address: number, bytes: number): boolean => address + bytes <= p.image.ramBytes;

function toPage(p: Processor, address: number): VirtualApicPageView | null {
  if (!isInRam(p, address, PAGE_BYTES)) return null;
  const word = (offset: number): number => p.view.getUint32(RAM_BASE + address + offset, true);
  return {
    address,
    registers: virtualApicRegisters.map(({ offset, name }) => ({ offset, name, value: word(offset) })),
    inService: vectorsOf(eight((n) => word(VISR + 16 * n))),
    requested: vectorsOf(eight((n) => word(VIRR + 16 * n))),
  };
}

function toPosted(p: Processor, address: number): PostedInterruptView | null {
  if (!isInRam(p, address, DESCRIPTOR_BYTES)) return null;
  const at = RAM_BASE + address;
  const flags = p.view.getUint8(at + NOTIFICATION);
  return {
    address,
    requests: vectorsOf(Array.from({ length: PIR_WORDS }, (_, n) => p.view.getUint32(at + 4 * n, true))),
    outstanding: (flags & OUTSTANDING) !== 0,
    suppressed: (flags & SUPPRESS) !== 0,
    vector: p.view.getUint8(at + NOTIFICATION_VECTOR),
    destination: p.view.getUint32(at + NOTIFICATION_DESTINATION, true),
  };
}

/** Entries of the PID-pointer table that are shown. */
const MOST_POINTERS = 16;
const POINTER_BYTES = 8;

function toPidTable(p: Processor, address: number, lastIndex: number): PidTableView {
  const entries: PidPointerView[] = [];
  for (let apicId = 0; apicId <= Math.min(lastIndex, MOST_POINTERS - 1); apicId++) {
    const at = address + POINTER_BYTES * apicId;
    if (!isInRam(p, at, POINTER_BYTES)) break;
    const entry = p.view.getBigUint64(RAM_BASE + at, true);
    const valid = isValidPointer(entry, p.cpuid.physicalAddressBits);
    entries.push({ apicId, entry, valid, descriptor: valid ? toPosted(p, descriptorAddress(entry)) : null });
  }
  return { address, lastIndex, entries };
}

/** The virtual APIC of the current VMCS, of which there must be one. For views: nothing changes, no device is read. */
export function toVirtualApicView(c: VmxContext): VirtualApicView {
  const { p, region } = c;
  const words = p.image.i32;
  const address = (field: number): number => joinPhysical(words[region + field], words[region + field + 1]);
  const word = (field: number): number => words[region + field] >>> 0;
  const shadow = isSet(c, useTprShadow);
  const delivers = hasSecondary(c, virtualInterruptDelivery);
  const posts = isSet(c, processPostedInterrupts);
  const running = p.s[GUEST] !== 0;
  const status = running ? (p.s[GUEST_INTERRUPT_STATUS] as number) : word(F['guest-interrupt-status']);
  const write = p.s[VIRTUAL_APIC_WRITE] as number;
  const bitmaps = F['eoi-exit-bitmap-0'];
  return {
    page: shadow ? toPage(p, address(F['virtual-apic-address'])) : null,
    accessPage: hasSecondary(c, virtualizeApicAccesses) ? address(F['apic-access-address']) : null,
    tprThreshold: shadow && !delivers ? word(F['tpr-threshold']) & 15 : null,
    status: delivers ? { rvi: status & 0xff, svi: (status >>> 8) & 0xff } : null,
    recognized: p.s[VIRTUAL_INTERRUPT] !== 0,
    pendingWrite: write === 0 ? null : writtenOffset(write),
    eoiExits: delivers ? vectorsOf(eight((n) => word(bitmaps + n))) : [],
    posted: posts ? toPosted(p, address(F['posted-interrupt-descriptor-address'])) : null,
    notificationVector: posts ? word(F['posted-interrupt-notification-vector']) : null,
    pidTable: hasTertiary(c, ipiVirtualization)
      ? toPidTable(p, address(F['pid-pointer-table-address']), word(F['last-pid-pointer-index']) & 0xffff)
      : null,
  };
}
