/** Bit 0 of an entry of the PID-pointer table: it is valid. Bits 5:1 are reserved. SDM Vol. 3: "IPI Virtualization". */
const POINTER_VALID = 1n;
const POINTER_LOW = 0x3fn;

/** Whether an entry names a posted-interrupt descriptor. */
export const isValidPointer = (entry: bigint, physicalAddressBits: number): boolean =>
  entry >> BigInt(physicalAddressBits) === 0n && (entry & POINTER_LOW) === POINTER_VALID;

/** Address of the descriptor that a valid entry names. */
export const descriptorAddress = (entry: bigint): number => Number(entry - POINTER_VALID);
