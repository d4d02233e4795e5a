import { type BitField, bitFieldValue } from '../../../base/bit-field';
import { accessRightsLayout } from '../../../vmx/vmcs/vmcs-field-layouts.table';

const CODE_OR_DATA = 0x10;
const CODE = 8;

/**
 * The bits of a descriptor beside its type: "DPL=0 P=1 L=1 D=0 G=1". D is called B in data segments, and only code
 * segments have L. SDM Vol. 3: "Segment Descriptors". `access` is in the format of the VMCS.
 */
export function descriptorBits(access: number): string {
  const memory = (access & CODE_OR_DATA) !== 0;
  const code = memory && (access & CODE) !== 0;
  const names: readonly (readonly [name: string, field: string])[] = [
    ['DPL', 'DPL'],
    ['P', 'P'],
    ...(code ? ([['L', 'L']] as const) : []),
    ...(memory ? ([[code ? 'D' : 'B', 'D/B']] as const) : []),
    ['G', 'G'],
  ];
  return names.map(([name, field]) => `${name}=${bitFieldValue(fieldOf(field), BigInt(access))}`).join(' ');
}

function fieldOf(short: string): BitField {
  const field = accessRightsLayout.find((row) => row.short === short);
  if (field === undefined) throw new Error(`access rights have no ${short}`);
  return field;
}
