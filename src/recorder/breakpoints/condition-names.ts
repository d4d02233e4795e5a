import type { Processor } from '../../cpu/processor';
import { findRegister } from '../../cpu/registers/named-registers';
import { GENERAL_REGISTERS } from '../../cpu/registers/register-names.table';
import { CPL, CYCLES, GPR, INSTRUCTIONS } from '../../cpu/state/processor-layout';
import { CURRENT_VMCS } from '../../vmx/state/vmx-layout';
import { fieldWidth } from '../../vmx/vmcs/vmcs-field-encoding';
import { vmcsFieldList } from '../../vmx/vmcs/vmcs-field-list.table';
import { NO_VMCS, readField } from '../../vmx/vmcs/vmcs-region';
import type { NameReader, NameTable } from './condition';

/** Names of the parts of the general registers: 32, 16 and 8 bits (RSP's low byte is SPL, RAX's second byte AH). */
const parts = new Map<string, { readonly word: number; readonly shift: bigint; readonly mask: bigint }>();
for (const [n, name] of GENERAL_REGISTERS.entries()) {
  const word = GPR + 2 * n;
  const part = (alias: string, mask: bigint, shift = 0n) => parts.set(alias, { word, shift, mask });
  const letters = name.slice(1).toLowerCase();
  if (n >= 8) {
    part(`${name.toLowerCase()}d`, 0xffff_ffffn);
    part(`${name.toLowerCase()}w`, 0xffffn);
    part(`${name.toLowerCase()}b`, 0xffn);
    continue;
  }
  part(`e${letters}`, 0xffff_ffffn);
  part(letters, 0xffffn);
  part(n < 4 ? `${letters.slice(0, 1)}l` : `${letters}l`, 0xffn);
  if (n < 4) part(`${letters.slice(0, 1)}h`, 0xffn, 8n);
}

/**
 * What the names in a condition mean, on processor 0 as it stands: registers and MSRs, parts of the general registers,
 * fields of the current VMCS by their ids, `cpl`, `cycles`, `instructions`, and `reason` for the basic exit reason.
 */
export function conditionNames(p: Processor): NameTable {
  return (name) => {
    const part = parts.get(name);
    if (part !== undefined) return () => ((p.q[part.word >> 1] as bigint) >> part.shift) & part.mask;
    if (name === 'cpl') return () => BigInt(p.s[CPL] as number);
    if (name === 'cycles') return () => BigInt(p.f[CYCLES] as number);
    if (name === 'instructions') return () => BigInt(p.f[INSTRUCTIONS] as number);
    if (name === 'reason') return fieldReader(p, 'exit-reason', 0xffffn);
    const field = fieldReader(p, name);
    if (field !== null) return field;
    const register = findRegister(p, name);
    return register === null ? null : () => register.read(p);
  };
}

function fieldReader(p: Processor, name: string, mask = 0xffff_ffff_ffff_ffffn): NameReader | null {
  const row = vmcsFieldList.find(({ id }) => id === name);
  if (row === undefined) return null;
  const width = fieldWidth(row.encoding);
  return () => {
    const pointer = p.q[CURRENT_VMCS >> 1] as bigint;
    return pointer === NO_VMCS ? 0n : readField(p.image, Number(pointer), row.id, width) & mask;
  };
}
