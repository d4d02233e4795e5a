import { runOnModel } from './model-case';
import type { NativeCase, NativeResult, NativeState } from './native-state';
import { namedValues } from './vector-lines';

function isSame(one: NativeCase, a: NativeState, b: NativeState): boolean {
  if (((a.rflags ^ b.rflags) & one.flags) !== 0) return false;
  if (Buffer.compare(a.memory, b.memory) !== 0 || Buffer.compare(a.fxsave, b.fxsave) !== 0) return false;
  const count = one.bits === 64 ? 16 : 8;
  for (let n = 0; n < count; n++) if (a.gpr[n] !== b.gpr[n]) return false;
  return true;
}

/** What is different between two results, in a line; null when nothing is. */
export function differenceOf(one: NativeCase, native: NativeResult, ours: NativeResult): string | null {
  if ('exception' in native || 'exception' in ours) {
    const event = (result: NativeResult): string => ('exception' in result ? `exception ${result.exception}` : 'none');
    return event(native) === event(ours) ? null : `${event(ours)}, not ${event(native)}`;
  }
  if (isSame(one, native.after, ours.after) && native.rip === ours.rip) return null;
  if (native.rip !== ours.rip) return `rip ${ours.rip.toString(16)}, not ${native.rip.toString(16)}`;
  const expected = namedValues(native.after, one.bits, one.flags);
  for (const [name, value] of namedValues(ours.after, one.bits, one.flags))
    if (expected.get(name) !== value) return `${name} ${value.toString(16)}, not ${expected.get(name)?.toString(16)}`;
  return null;
}

/** Runs a case on our processor and says what differs from the real one's result, with the case; null when nothing does. */
export function mismatch(one: NativeCase, native: NativeResult): string | null {
  const difference = differenceOf(one, native, runOnModel(one));
  if (difference === null) return null;
  const before = [...namedValues(one.before, one.bits, -1)].filter(([, value]) => value !== 0n);
  const state = before.map(([name, value]) => `${name}=${value.toString(16)}`).join(' ');
  return `${one.name} ${one.bits} ${Buffer.from(one.code).toString('hex')}: ${difference}; before: ${state}`;
}
