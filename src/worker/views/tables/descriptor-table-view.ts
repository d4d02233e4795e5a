import type { Processor } from '../../../cpu/processor';
import {
  ACCESS_CODE_OR_DATA,
  ACCESS_PRESENT,
  accessLevel,
  descriptorAccess,
  descriptorBase,
  descriptorLimit,
  TYPE_CALL_GATE,
  TYPE_CALL_GATE_16,
  TYPE_LDT,
  TYPE_TASK_GATE,
} from '../../../cpu/registers/descriptor';
import {
  type DescriptorType,
  segmentTypes,
  systemTypes,
  systemTypesIa32e,
} from '../../../cpu/registers/descriptor-types.table';
import type { DescriptorEntry, DescriptorTableView } from '../../../protocol/descriptor-tables';
import { usesOf } from './segment-uses';
import { TableBytes } from './table-bytes';

/** How a table is read. */
export interface TableReading {
  readonly processor: Processor;
  readonly base: bigint;
  readonly limit: number;
  readonly kind: 'gdt' | 'ldt' | 'idt' | 'vectors';
  /** IA-32e mode: system descriptors and gates take 16 bytes. */
  readonly wide: boolean;
  /** Label of an address, e.g. "handler". */
  readonly symbolAt: (address: bigint) => string | null;
}

type EntryBody = DescriptorEntry extends infer Entry
  ? Entry extends DescriptorEntry
    ? Omit<Entry, 'index' | 'address' | 'usedBy'>
    : never
  : never;

const MOST_ENTRIES = 1_024;
/** Further places of an IDT serve no vector. */
const VECTORS = 256;
const CODE_OR_DATA = BigInt(ACCESS_CODE_OR_DATA);

/** Takes a descriptor table apart as it stands in memory. SDM Vol. 3: "Segment Descriptor Tables", "Interrupt Descriptor Table (IDT)". */
export function toDescriptorTable(reading: TableReading): DescriptorTableView {
  const { processor, base, limit, kind, wide } = reading;
  const gates = kind === 'idt' || kind === 'vectors';
  const step = kind === 'vectors' ? 4 : kind === 'idt' && wide ? 16 : 8;
  const fitting = Math.ceil((limit + 1) / step);
  const places = gates ? Math.min(VECTORS, fitting) : fitting;
  const bytes = new TableBytes(processor, base, Math.min(limit + 1, places * step));
  const entries: DescriptorEntry[] = [];
  let nullEntries = 0;
  let leftOut = 0;
  for (let index = 0; index < places; index++) {
    const at = index;
    const body = gates ? readVector(reading, bytes, index * step) : readSegment(reading, bytes, index * step);
    if (body !== null && takesTwo(reading, bytes, index * step)) index++;
    if (body === null || (at === 0 && kind === 'gdt')) nullEntries++;
    else if (entries.length >= MOST_ENTRIES) leftOut++;
    else {
      const usedBy = gates ? [] : usesOf(processor, kind === 'ldt', at, body.kind === 'segment' ? body : null);
      entries.push({ index: at, address: bytes.addressOf(at * step), usedBy, ...body });
    }
  }
  return { base, limit, places, entries, nullEntries, leftOut };
}

/** A system descriptor in IA-32e mode takes two places of the GDT or LDT. */
function takesTwo({ kind, wide }: TableReading, bytes: TableBytes, offset: number): boolean {
  if (!wide || (kind !== 'gdt' && kind !== 'ldt')) return false;
  const high = bytes.value(offset + 4, 4);
  return high !== null && ((high >> 8n) & CODE_OR_DATA) === 0n;
}

/** An entry of the GDT or LDT; null for a null descriptor. */
function readSegment(reading: TableReading, bytes: TableBytes, offset: number): EntryBody | null {
  const value = bytes.value(offset, 8);
  if (value === null) return unreadable(bytes, offset, 8);
  if (value === 0n) return null;
  const low = Number(value & 0xffff_ffffn) | 0;
  const high = Number(value >> 32n) | 0;
  const access = descriptorAccess(high);
  const base = BigInt(descriptorBase(low, high));
  const limit = descriptorLimit(low, high);
  if ((access & ACCESS_CODE_OR_DATA) !== 0) {
    return { kind: 'segment', type: segmentTypes[access & 15] ?? 'reserved', base, limit, access };
  }
  const upper = reading.wide ? bytes.value(offset + 8, 8) : 0n;
  const type = (reading.wide ? systemTypesIa32e : systemTypes)[access & 15] ?? 'reserved';
  if (type === 'reserved') return { kind: 'reserved', value };
  if (upper === null) return unreadable(bytes, offset, 16);
  if (isGate(access & 15)) return toGate(reading, value, upper, type);
  return { kind: 'segment', type, base: base | ((upper & 0xffff_ffffn) << 32n), limit, access };
}

/** Types 1–3, 9 and 11 are segments, the others that exist are gates. */
const isGate = (type: number): boolean => type >= TYPE_CALL_GATE || (type > TYPE_LDT + 1 && type < 8);

/** A gate of the IDT, or an interrupt vector of real-address mode; null for an empty one. */
function readVector(reading: TableReading, bytes: TableBytes, offset: number): EntryBody | null {
  const size = reading.kind === 'vectors' ? 4 : reading.wide ? 16 : 8;
  const value = bytes.value(offset, Math.min(8, size));
  const upper = size === 16 ? bytes.value(offset + 8, 8) : 0n;
  if (value === null || upper === null) return unreadable(bytes, offset, size);
  if (value === 0n && upper === 0n) return null;
  if (size === 4) {
    const selector = Number(value >> 16n);
    const target = value & 0xffffn;
    return { kind: 'vector', selector, offset: target, symbol: reading.symbolAt(BigInt(selector << 4) + target) };
  }
  const number = Number((value >> 40n) & 0x1fn);
  const type = number > 15 ? 'reserved' : ((reading.wide ? systemTypesIa32e : systemTypes)[number] ?? 'reserved');
  const isOfIdt = number === TYPE_TASK_GATE || (number & 7) >= 6;
  return type === 'reserved' || !isOfIdt ? { kind: 'reserved', value } : toGate(reading, value, upper, type);
}

/** SDM Vol. 3: "Call Gates", "IDT Descriptors", "64-Bit Mode IDT", "Task-Gate Descriptor". */
function toGate({ wide, symbolAt }: TableReading, value: bigint, upper: bigint, type: DescriptorType): EntryBody {
  const number = Number((value >> 40n) & 15n);
  const access = Number((value >> 40n) & 0xffn);
  const narrow = number < 8;
  const high = narrow ? 0n : (value >> 32n) & 0xffff_0000n;
  const target =
    number === TYPE_TASK_GATE ? null : (value & 0xffffn) | high | (wide ? (upper & 0xffff_ffffn) << 32n : 0n);
  const call = number === TYPE_CALL_GATE || number === TYPE_CALL_GATE_16;
  return {
    kind: 'gate',
    type,
    selector: Number((value >> 16n) & 0xffffn),
    offset: target,
    dpl: accessLevel(access),
    present: (access & ACCESS_PRESENT) !== 0,
    ist: wide && !call ? Number((value >> 32n) & 7n) : null,
    parameters: call && !wide ? Number((value >> 32n) & 31n) : null,
    symbol: target === null ? null : symbolAt(target),
  };
}

function unreadable(bytes: TableBytes, offset: number, size: number): EntryBody {
  return { kind: 'unreadable', why: offset + size > bytes.length ? 'limit' : 'unmapped' };
}
