import type { Instruction, Operation } from '../../cpu/decode/instruction';
import { effectiveAddress } from '../../cpu/execute/operands';
import { read32, read64, write32, write64 } from '../../cpu/mmu/memory';
import type { Processor } from '../../cpu/processor';
import { ADDRESS, CYCLES, GPR, HIGH } from '../../cpu/state/processor-layout';
import { RAM_BASE } from '../../cpu/state/state-image';
import { accessedVmcs } from '../state/shadow-vmcs';
import { costOf } from '../transition-cost.table';
import { type VmxUnit, vmxUnitOf } from '../unit';
import {
  ACCESS_16,
  ACCESS_32,
  ACCESS_HIGH,
  ENCODINGS,
  ENTRY_ACCESS,
  ENTRY_READ_ONLY,
  ENTRY_WORD,
  encodingTable,
} from '../vmcs/encoding-table';
import { vmcsFields } from '../vmcs/vmcs-fields.table';
import { mayExecute } from './instruction-conditions';
import { vmFailInvalid, vmFailValid, vmSucceed } from './vm-fail';

const RAM_WORD = RAM_BASE / 4;
const VMREAD_COST = costOf('vmread');
const VMWRITE_COST = costOf('vmwrite');
const UNSUPPORTED_COMPONENT = 12;
const READ_ONLY_COMPONENT = 13;
const fieldIds = new Map(vmcsFields.map(({ encoding, id }) => [encoding, id]));

/**
 * The table entry for the encoding in the register that ModRM.reg names; 0 when the model has no such field. In 64-bit
 * mode the upper half of the register must be 0.
 */
function entryOf(p: Processor, i: Instruction, unit: VmxUnit): number {
  const at = GPR + 2 * i.reg;
  const encoding = p.s[at];
  if (encoding >>> 0 >= ENCODINGS || (i.codeSize === 8 && p.s[at + 1] !== 0)) return 0;
  return encodingTable(unit.capabilities)[encoding];
}

/**
 * SDM Vol. 3: "VMREAD—Read Field from Virtual-Machine Control Structure". The error number of a failure in non-root operation
 * goes to the current VMCS, not to the shadow VMCS that the instruction accesses.
 */
export const vmread: Operation = (p: Processor, i: Instruction): void => {
  if (!mayExecute(p, i, 'vmread')) return;
  const { s } = p;
  const pointer = accessedVmcs(p);
  if (pointer < 0) {
    vmFailInvalid(p, 'vmread');
    return;
  }
  const unit = vmxUnitOf(p);
  // The destination may be the register that holds the encoding.
  const encodingRegister = s[GPR + 2 * i.reg];
  const entry = entryOf(p, i, unit);
  if (entry === 0) {
    vmFailValid(p, 'vmread', UNSUPPORTED_COMPONENT);
    return;
  }
  const words = p.image.i32;
  const word = RAM_WORD + (pointer >>> 2) + (entry & ENTRY_WORD);
  const access = entry & ENTRY_ACCESS;
  let low = words[word];
  let high = words[word + 1];
  if (access === ACCESS_16) low &= 0xffff;
  else if (access === ACCESS_HIGH) low = high;
  if (access === ACCESS_16 || access === ACCESS_32 || access === ACCESS_HIGH) high = 0;
  store(p, i, low, high);
  p.f[CYCLES] += VMREAD_COST;
  vmSucceed(p);
  const { listener } = unit;
  if (listener !== null && listener.fieldRead != null) {
    const encoding = encodingRegister & ~(access === ACCESS_HIGH ? 1 : 0);
    const field = fieldIds.get(encoding);
    if (field !== undefined) listener.fieldRead(pointer, field);
  }
};

/** Writes the destination of VMREAD: 64 bits in 64-bit mode, else the low 32. */
function store(p: Processor, i: Instruction, low: number, high: number): void {
  const { s } = p;
  const wide = i.codeSize === 8;
  if (!i.memory) {
    s[GPR + 2 * i.rm] = low;
    s[GPR + 2 * i.rm + 1] = wide ? high : 0;
    return;
  }
  effectiveAddress(p, i);
  if (wide) write64(p, s[ADDRESS], s[ADDRESS + 1], low, high);
  else write32(p, s[ADDRESS], s[ADDRESS + 1], low);
}

/** Fetches the value of VMWRITE: returns the low half, leaves the high half in HIGH (0 outside 64-bit mode). */
function fetch(p: Processor, i: Instruction): number {
  const { s } = p;
  const wide = i.codeSize === 8;
  if (!i.memory) {
    s[HIGH] = wide ? s[GPR + 2 * i.rm + 1] : 0;
    return s[GPR + 2 * i.rm];
  }
  effectiveAddress(p, i);
  if (wide) return read64(p, s[ADDRESS], s[ADDRESS + 1]);
  const low = read32(p, s[ADDRESS], s[ADDRESS + 1]);
  s[HIGH] = 0;
  return low;
}

/**
 * SDM Vol. 3: "VMWRITE—Write Field to Virtual-Machine Control Structure". A memory operand is read before the encoding is
 * looked up, so its faults come first.
 */
export const vmwrite: Operation = (p: Processor, i: Instruction): void => {
  if (!mayExecute(p, i, 'vmwrite')) return;
  const { s } = p;
  const pointer = accessedVmcs(p);
  if (pointer < 0) {
    vmFailInvalid(p, 'vmwrite');
    return;
  }
  const low = fetch(p, i);
  const high = s[HIGH];
  const unit = vmxUnitOf(p);
  const entry = entryOf(p, i, unit);
  if (entry === 0) {
    vmFailValid(p, 'vmwrite', UNSUPPORTED_COMPONENT);
    return;
  }
  if ((entry & ENTRY_READ_ONLY) !== 0 && !unit.capabilities.vmwriteAnyField) {
    vmFailValid(p, 'vmwrite', READ_ONLY_COMPONENT);
    return;
  }
  p.image.noteWrite(pointer >>> 12);
  const words = p.image.i32;
  const word = RAM_WORD + (pointer >>> 2) + (entry & ENTRY_WORD);
  const access = entry & ENTRY_ACCESS;
  if (access === ACCESS_HIGH) words[word + 1] = low;
  else {
    words[word] = access === ACCESS_16 ? low & 0xffff : low;
    words[word + 1] = access === ACCESS_16 || access === ACCESS_32 ? 0 : high;
  }
  p.f[CYCLES] += VMWRITE_COST;
  vmSucceed(p);
  const { listener } = unit;
  if (listener?.fieldWritten !== undefined) {
    const encoding = s[GPR + 2 * i.reg] & ~(access === ACCESS_HIGH ? 1 : 0);
    const field = fieldIds.get(encoding);
    if (field !== undefined) listener.fieldWritten(pointer, field);
  }
};
