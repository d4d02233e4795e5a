import type { VmcsFieldId } from '../../vmcs/vmcs-field-list.table';
import { facts, fitsPhysical, hex, show } from './check-helpers';

const ENTRY_BYTES = 16n;

/**
 * The three rows about an MSR area; they apply while its count is not 0. More entries than IA32_VMX_MISC recommends fail
 * when the area is processed (`msr-areas/`).
 */
export function msrArea(address: VmcsFieldId, count: VmcsFieldId, area: string) {
  const fields = [address, count];
  return facts([
    {
      id: `${address}-aligned`,
      text: 'msr-area-aligned',
      fields,
      applies: (c) => c.word(count) !== 0,
      holds: (c) => (c.field(address) & 0xfn) === 0n,
      message: 'The {area} address is {value}; its bits 3:0 must be 0.',
      values: (c) => ({ area, value: show(c, address) }),
      suggestion: 'Align the area to 16 bytes, or set its count to 0.',
    },
    {
      id: `${address}-width`,
      text: 'msr-area-width',
      fields,
      applies: (c) => c.word(count) !== 0,
      holds: (c) => fitsPhysical(c, c.field(address)),
      message: 'The {area} address is {value}, beyond the {width}-bit physical-address width.',
      values: (c) => ({ area, value: show(c, address), width: c.physicalAddressBits }),
      suggestion: 'Write a physical address that exists, or set the count to 0.',
    },
    {
      id: `${address}-last-byte`,
      fields,
      applies: (c) => c.word(count) !== 0 && fitsPhysical(c, c.field(address)),
      holds: (c) => fitsPhysical(c, c.field(address) + BigInt(c.word(count)) * ENTRY_BYTES - 1n),
      text: 'msr-area-last-byte',
      message: 'The {area} area of {count} entries ends at {last}, beyond the {width}-bit physical-address width.',
      values: (c) => ({
        area,
        count: c.word(count),
        last: hex(c.field(address) + BigInt(c.word(count)) * ENTRY_BYTES - 1n),
        width: c.physicalAddressBits,
      }),
      suggestion: 'Lower the count or move the area.',
    },
  ]);
}
