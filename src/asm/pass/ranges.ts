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
