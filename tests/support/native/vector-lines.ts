import { runOnModel } from './model-case';
import {
  FXSAVE_BYTES,
  GENERAL_REGISTERS,
  MEMORY_BYTES,
  type NativeCase,
  type NativeResult,
  type NativeState,
} from './native-state';

/**
 * Committed cases, one on a line: operation, a tab, bits of the code, instruction bytes, mask of the flags that the manual
 * defines, the state before as name=value, ">", and what the real processor changed, or "!" and the vector of the exception.
 * Names: registers, flags, x and m for eight bytes of the FXSAVE image and of memory at that offset; what is not named has
 * its usual value (USUAL) or is 0.
 */

const USUAL: ReadonlyMap<string, bigint> = new Map([
  ['rsp', 0x8_0540n],
  ['x0', 0x37fn],
  ['x18', 0xffff_0000_1f80n],
]);

/** A state as names and values. */
export function namedValues(state: NativeState, bits: 32 | 64, flags: number): Map<string, bigint> {
  const values = new Map<string, bigint>();
  const mask = bits === 64 ? 0xffff_ffff_ffff_ffffn : 0xffff_ffffn;
  for (let n = 0; n < (bits === 64 ? 16 : 8); n++) values.set(GENERAL_REGISTERS[n], state.gpr[n] & mask);
  values.set('flags', BigInt(state.rflags & flags));
  for (const [letter, bytes] of [
    ['x', state.fxsave],
    ['m', state.memory],
  ] as const) {
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    for (let at = 0; at < bytes.length; at += 8) values.set(`${letter}${at.toString(16)}`, view.getBigUint64(at, true));
  }
  return values;
}

const startValue = (values: ReadonlyMap<string, bigint>, name: string): bigint =>
  values.get(name) ?? USUAL.get(name) ?? 0n;

function stateOf(values: ReadonlyMap<string, bigint>): NativeState {
  const bytes = (letter: string, length: number): Uint8Array => {
    const view = new DataView(new ArrayBuffer(length));
    for (let at = 0; at < length; at += 8)
      view.setBigUint64(at, startValue(values, `${letter}${at.toString(16)}`), true);
    return new Uint8Array(view.buffer);
  };
  return {
    gpr: GENERAL_REGISTERS.map((name) => startValue(values, name)),
    rflags: Number(startValue(values, 'flags')),
    fxsave: bytes('x', FXSAVE_BYTES),
    memory: bytes('m', MEMORY_BYTES),
  };
}

/** What an instruction changed, by name; the exception it raised. */
function effectOf(one: NativeCase, result: NativeResult): string {
  if ('exception' in result) return `!${result.exception}`;
  const before = namedValues(one.before, one.bits, one.flags);
  const changed = [...namedValues(result.after, one.bits, one.flags)]
    .filter(([name, value]) => before.get(name) !== value)
    .map(([name, value]) => `${name}=${value.toString(16)}`);
  return [`rip=${result.rip.toString(16)}`, ...changed].join(' ');
}

/** The same case with every part of its state 0 that its effect does not depend on. */
export function withoutIrrelevantState(one: NativeCase): NativeCase {
  const values = namedValues(one.before, one.bits, -1);
  const effect = effectOf(one, runOnModel(one));
  let kept = one;
  for (const [name, value] of values) {
    const usual = USUAL.get(name) ?? 0n;
    // Our processor has memory where this machine's has none: addresses stay as they are.
    if (value === usual || name === 'flags' || isAddress(value)) continue;
    values.set(name, usual);
    const smaller = { ...one, before: stateOf(values) };
    if (effectOf(smaller, runOnModel(smaller)) === effect) kept = smaller;
    else values.set(name, value);
  }
  return kept;
}

const isAddress = (value: bigint): boolean => value >= 0x8_0000n && value < 0xa_0000n;

export function toLine(one: NativeCase, result: NativeResult): string {
  const before = [...namedValues(one.before, one.bits, -1)]
    .filter(([name, value]) => value !== (USUAL.get(name) ?? 0n))
    .map(([name, value]) => `${name}=${value.toString(16)}`);
  const head = `${one.name}\t${one.bits} ${Buffer.from(one.code).toString('hex')} ${one.flags.toString(16)}`;
  return `${head} ${before.join(' ')} > ${effectOf(one, result)}`;
}

/** A line taken apart: the case, and the effect that the real processor had. */
export function parseLine(line: string): { readonly one: NativeCase; readonly effect: string } {
  const [name, rest] = line.split('\t');
  const [head, effect] = rest.split(' > ');
  const [bits, code, flags, ...items] = head.split(' ');
  const values = new Map(
    items.map((item) => {
      const [key, value] = item.split('=');
      return [key, BigInt(`0x${value}`)];
    }),
  );
  return {
    effect,
    one: {
      name,
      bits: Number(bits) as 32 | 64,
      code: Uint8Array.from(Buffer.from(code, 'hex')),
      flags: Number.parseInt(flags, 16),
      before: stateOf(values),
    },
  };
}

/** What our processor makes of a case, in the words of a line. */
export const ourEffect = (one: NativeCase): string => effectOf(one, runOnModel(one));
