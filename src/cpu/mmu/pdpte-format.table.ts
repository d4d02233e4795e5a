/**
 * Bits that a present PDPTE of PAE paging may not have: 2:1, 8:5, and those from MAXPHYADDR up.
 * SDM Vol. 3: "PDPTE Registers".
 */
export const reservedPdpteBits = (physicalAddressBits: number): bigint =>
  0x1e6n | ((1n << 64n) - (1n << BigInt(physicalAddressBits)));
