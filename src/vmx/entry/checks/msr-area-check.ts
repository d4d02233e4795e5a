import type { VmcsFieldId } from '../../vmcs/vmcs-field-list.table';
import { type CheckFacts, fitsPhysical, hex, show } from './check-helpers';

const ENTRY_BYTES = 16n;

/**
 * The three rows about an MSR area; they apply while its count is not 0. More entries than IA32_VMX_MISC recommends are no
 * reason to fail: the manual leaves open what then happens, VMXray processes them all.
 */
export function msrArea(address: VmcsFieldId, count: VmcsFieldId, what: string): readonly CheckFacts[] {
  const fields = [address, count];
  return [
    {
      id: `${address}-aligned`,
      fields,
      applies: (c) => c.word(count) !== 0,
      holds: (c) => (c.field(address) & 0xfn) === 0n,
      message: (c) => `The ${what} address is ${show(c, address)}; its bits 3:0 must be 0.`,
      suggestion: 'Align the area to 16 bytes, or set its count to 0.',
    },
    {
      id: `${address}-width`,
      fields,
      applies: (c) => c.word(count) !== 0,
      holds: (c) => fitsPhysical(c, c.field(address)),
      message: (c) =>
        `The ${what} address is ${show(c, address)}, beyond the ${c.physicalAddressBits}-bit physical-address width.`,
      suggestion: 'Write a physical address that exists, or set the count to 0.',
    },
    {
      id: `${address}-last-byte`,
      fields,
      applies: (c) => c.word(count) !== 0 && fitsPhysical(c, c.field(address)),
      holds: (c) => fitsPhysical(c, c.field(address) + BigInt(c.word(count)) * ENTRY_BYTES - 1n),
      message: (c) => {
        const last = c.field(address) + BigInt(c.word(count)) * ENTRY_BYTES - 1n;
        return `The ${what} area of ${c.word(count)} entries ends at ${hex(last)}, beyond the ${c.physicalAddressBits}-bit physical-address width.`;
      },
      suggestion: 'Lower the count or move the area.',
    },
  ];
}
