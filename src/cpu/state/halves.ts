const whole = new BigUint64Array(1);
const halves = new Int32Array(whole.buffer);

/**
 * The low 32 bits of a 64-bit value. By way of memory, as the engine's other conversions go: where a value comes from either
 * of two places, V8 11 (Node 20) dies compiling BigInt.asIntN and a shift of it in one function.
 */
export function lowHalf(value: bigint): number {
  whole[0] = value;
  return halves[0] as number;
}

/** Bits 63:32 of a 64-bit value. */
export function highHalf(value: bigint): number {
  whole[0] = value;
  return halves[1] as number;
}
