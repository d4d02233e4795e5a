/** Low 32 bits of a 64-bit value, as a signed number. */
export const low32 = (value: bigint): number => Number(BigInt.asIntN(32, value));
/** High 32 bits of a 64-bit value, as a signed number. */
export const high32 = (value: bigint): number => Number(BigInt.asIntN(32, value >> 32n));
/** Whether all bits above the linear-address width equal its highest bit. SDM Vol. 1: "Canonical Addressing". */
export const isCanonical = (value: bigint, linearAddressBits: number): boolean =>
  BigInt.asUintN(64, BigInt.asIntN(linearAddressBits, value)) === BigInt.asUintN(64, value);
