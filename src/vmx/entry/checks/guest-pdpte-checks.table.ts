import { reservedPdpteBits } from '../../../cpu/mmu/pdpte-format.table';
import { bit, bitsOf, checkRows, hex, INVALID_GUEST_STATE, ia32eGuest, show } from './check-helpers';
import type { CheckContext } from './entry-check';

const FIELDS = ['vm-entry-controls', 'guest-cr0', 'guest-cr4', 'guest-cr3'] as const;

const usesPae = (c: CheckContext): boolean =>
  !ia32eGuest(c) && bit(c, 'guest-cr0', 31) === 1 && bit(c, 'guest-cr4', 5) === 1;

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

/**
 * SDM: "Checks on Guest Page-Directory-Pointer-Table Entries". Without EPT, which no model has yet, they are those in memory.
 */
export const guestPdpteChecks = checkRows(
  'Checks on Guest Page-Directory-Pointer-Table Entries',
  'guest-state',
  { ...INVALID_GUEST_STATE, qualification: 2 },
  [
    {
      id: 'guest-pdpte-reserved-bits',
      fields: FIELDS,
      readsMemory: true,
      applies: usesPae,
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
  ],
);
