import type { VmxCapabilities } from '../capabilities/capabilities';
import { supportsField } from '../capabilities/supported-fields';
import { vmcsFields } from './vmcs-fields.table';
import { F } from './vmcs-region';

/** Number of encodings that VMREAD and VMWRITE look up; any other names no field. */
export const ENCODINGS = 0x8000;

/** An entry is 0 for no field, else the word offset in the region, plus how the field is accessed in bits 12:10. */
export const ENTRY_WORD = 0x3ff;
export const ACCESS_16 = 0x400;
export const ACCESS_32 = 0x800;
/** A full access to a 64-bit or natural-width field. */
export const ACCESS_64 = 0xc00;
/** An access to the high half of a 64-bit field (bit 0 of the encoding is 1). */
export const ACCESS_HIGH = 0x1000;
export const ENTRY_ACCESS = 0x1c00;
/** The field is read-only data. */
export const ENTRY_READ_ONLY = 0x2000;

const tables = new WeakMap<VmxCapabilities, Int16Array>();
let lastCapabilities: VmxCapabilities | null = null;
let lastTable: Int16Array = new Int16Array(0);

function build(capabilities: VmxCapabilities): Int16Array {
  const table = new Int16Array(ENCODINGS);
  for (const field of vmcsFields) {
    if (!supportsField(capabilities, field)) continue;
    const entry = F[field.id] | (field.access === 'read-only' ? ENTRY_READ_ONLY : 0);
    const access = field.width === '16' ? ACCESS_16 : field.width === '32' ? ACCESS_32 : ACCESS_64;
    table[field.encoding] = entry | access;
    if (field.width === '64') table[field.encoding + 1] = entry | ACCESS_HIGH;
  }
  return table;
}

/**
 * What VMREAD and VMWRITE look encodings up in: one entry per encoding, 0 where the model has no such field. Derived from
 * the field table and kept per set of capabilities. SDM Vol. 3: "VMREAD, VMWRITE, and Encodings of VMCS Fields".
 */
export function encodingTable(capabilities: VmxCapabilities): Int16Array {
  if (capabilities === lastCapabilities) return lastTable;
  let table = tables.get(capabilities);
  if (table === undefined) {
    table = build(capabilities);
    tables.set(capabilities, table);
  }
  lastCapabilities = capabilities;
  lastTable = table;
  return table;
}
