/** Whether a number fits into so many bytes as a signed number. */
export function fitsSigned(number: bigint, bytes: number): boolean {
  const half = 1n << BigInt(bytes * 8 - 1);
  return number >= -half && number < half;
}

/** Whether a number fits as NASM sees it: from -2^n to 2^n - 1. */
export function fitsEither(number: bigint, bytes: number): boolean {
  const whole = 1n << BigInt(bytes * 8);
  return number >= -whole && number < whole;
}

/** A number in a message: small ones as people count, large ones in hexadecimal. */
export function shown(value: bigint): string {
  const size = value < 0n ? -value : value;
  return size < 65_536n ? value.toString() : `${value < 0n ? '-' : ''}0x${size.toString(16)}`;
}
