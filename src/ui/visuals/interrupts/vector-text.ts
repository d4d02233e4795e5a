/** "0x40": an interrupt vector or another byte. */
export const byteText = (value: number): string => `0x${value.toString(16).padStart(2, '0')}`;

/** "0x000000ff": a register of 32 bits. */
export const wordText = (value: number): string => `0x${(value >>> 0).toString(16).padStart(8, '0')}`;

/** Delivery modes by which no vector is delivered: SMI, NMI, INIT, ExtINT. */
const WITHOUT_VECTOR: readonly number[] = [2, 4, 5, 7];

export const hasVector = (deliveryMode: number): boolean => !WITHOUT_VECTOR.includes(deliveryMode);

/** Numbers of the bits of a byte that are 1, counted from `first`. */
export const bitNumbers = (bits: number, first = 0): number[] =>
  [0, 1, 2, 3, 4, 5, 6, 7].filter((bit) => (bits & (1 << bit)) !== 0).map((bit) => first + bit);
