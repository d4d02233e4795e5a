import { reservedPdpteBits } from '../../../cpu/mmu/pdpte-format.table';
import {
  bit,
  bitsOf,
  checkRows,
  facts,
  hex,
  INVALID_GUEST_STATE,
  ia32eGuest,
  secondaryControl,
  show,
} from './check-helpers';
import type { CheckContext } from './entry-check';
import { CONTROL_FIELDS } from './secondary-controls';

const PAE_FIELDS = ['vm-entry-controls', 'guest-cr0', 'guest-cr4'] as const;

const usesPae = (c: CheckContext): boolean =>
  !ia32eGuest(c) && bit(c, 'guest-cr0', 31) === 1 && bit(c, 'guest-cr4', 5) === 1;
const enableEpt = secondaryControl('enable-ept');

/** PDPTE n of the table that the guest's CR3 names. */
function pdpte(c: CheckContext, n: number): bigint {
  const address = (c.field('guest-cr3') & 0xffff_ffe0n) + BigInt(8 * n);
  return (BigInt(c.readPhysical32(address + 4n)) << 32n) | BigInt(c.readPhysical32(address));
}

/** Reserved bits that are set in a present entry. */
function wrongBits(c: CheckContext, n: number): bigint {
  const entry = pdpte(c, n);
  return (entry & 1n) === 0n ? 0n : entry & reservedPdpteBits(c.physicalAddressBits);
}

const firstWrong = (c: CheckContext): number => [0, 1, 2, 3].findIndex((n) => wrongBits(c, n) !== 0n);

/** The row about one PDPTE of the VMCS. */
const pdpteField = (field: `guest-pdpte-${0 | 1 | 2 | 3}`) => {
  const wrong = (c: CheckContext): bigint =>
    (c.field(field) & 1n) === 0n ? 0n : c.field(field) & reservedPdpteBits(c.physicalAddressBits);
  return facts([
    {
      id: `${field}-reserved-bits`,
      text: 'guest-pdpte-field-reserved-bits',
      fields: [...CONTROL_FIELDS, ...PAE_FIELDS, field],
      applies: (c) => usesPae(c) && enableEpt(c),
      holds: (c) => wrong(c) === 0n,
      message:
        'PDPTE{number} of the guest, which uses PAE paging, is {value}: it is present, but its reserved {bits} must be 0.',
      values: (c) => ({ number: field.slice(-1), value: show(c, field), bits: bitsOf(wrong(c)) }),
      suggestion: 'Clear the bits: with EPT the guest’s PDPTEs come from the VMCS.',
    },
  ]);
};

/**
 * SDM: "Checks on Guest Page-Directory-Pointer-Table Entries". With EPT they are those in the VMCS, without it those in memory.
 */
export const guestPdpteChecks = checkRows(
  'Checks on Guest Page-Directory-Pointer-Table Entries',
  'guest-state',
  { ...INVALID_GUEST_STATE, qualification: 2 },
  [
    {
      id: 'guest-pdpte-reserved-bits',
      fields: [...CONTROL_FIELDS, ...PAE_FIELDS, 'guest-cr3'],
      readsMemory: true,
      applies: (c) => usesPae(c) && !enableEpt(c),
      holds: (c) => firstWrong(c) < 0,
      message:
        'The guest uses PAE paging and its CR3 is {cr3}; PDPTE{number} is present ({value}), but its reserved {bits} must be 0.',
      values: (c) => {
        const number = Math.max(firstWrong(c), 0);
        return {
          cr3: show(c, 'guest-cr3'),
          number,
          value: hex(pdpte(c, number)),
          bits: bitsOf(wrongBits(c, number)),
        };
      },
      suggestion: 'Clear the bits, or let CR3 name the guest’s page-directory-pointer table.',
    },
    ...pdpteField('guest-pdpte-0'),
    ...pdpteField('guest-pdpte-1'),
    ...pdpteField('guest-pdpte-2'),
    ...pdpteField('guest-pdpte-3'),
  ],
);
