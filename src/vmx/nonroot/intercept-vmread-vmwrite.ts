import type { Instruction } from '../../cpu/decode/instruction';
import { physicalRead8 } from '../../cpu/mmu/physical';
import { joinPhysical } from '../../cpu/state/address';
import { GPR } from '../../cpu/state/processor-layout';
import { F } from '../vmcs/vmcs-region';
import type { VmxContext } from '../vmx-context';
import { conclude, consultBit, consultEffective, consultedControl } from './decide';
import { vmxInstructionRules } from './instruction-rules.table';
import { operandRules } from './operand-rules.table';

const vmcsShadowing = consultedControl({ word: 'secondary-processor-based', id: 'vmcs-shadowing' });
/** Each bitmap has a bit for every value of bits 14:0 of an encoding. */
const ENCODING_BITS = 15;

const vmread = {
  always: vmxInstructionRules.vmread,
  bitmap: operandRules.vmreadBitmap,
  range: operandRules.vmreadRange,
  field: 'vmread-bitmap-address',
} as const;
const vmwrite = {
  always: vmxInstructionRules.vmwrite,
  bitmap: operandRules.vmwriteBitmap,
  range: operandRules.vmwriteRange,
  field: 'vmwrite-bitmap-address',
} as const;

/**
 * Whether VMREAD or VMWRITE exits, by the encoding in the register that ModRM.reg names.
 * SDM Vol. 3: "Instructions That Cause VM Exits Conditionally"; "VMCS Shadowing Bitmap Addresses".
 */
export function vmreadVmwriteExits(c: VmxContext, i: Instruction, name: 'vmread' | 'vmwrite'): boolean {
  const { always, bitmap, range, field } = name === 'vmread' ? vmread : vmwrite;
  const { s, image } = c.p;
  const at = GPR + 2 * i.reg;
  const encoding = s[at] >>> 0;
  const subject = c.detailed ? `${name} 0x${encoding.toString(16)}` : name;
  if (consultEffective(c, vmcsShadowing) === 0) return conclude(c, always, 0, subject);
  const upper = i.codeSize === 8 ? s[at + 1] : 0;
  if (encoding >>> ENCODING_BITS !== 0 || upper !== 0) return conclude(c, range, 1, subject);
  const word = c.region + F[field];
  const page = joinPhysical(image.i32[word], image.i32[word + 1]);
  const value = ((physicalRead8(c.p, page + (encoding >>> 3)) >>> (encoding & 7)) & 1) === 0 ? 0 : 1;
  consultBit(c, bitmap.decidedBy, field, encoding, value, (bit) => ({
    text: 'vmcs-encoding',
    values: { encoding: `0x${bit.toString(16)}` },
  }));
  return conclude(c, bitmap, value, subject);
}
