import type { GoalCondition } from '../../lessons/exercise';
import type { GoalObserver } from '../observer';

/** Bytes of the end of the output that a result shows. */
const SHOWN = 400;

/** Text on a console: somewhere in what was written, or all of it. */
export function observeConsole(goal: Extract<GoalCondition, { kind: 'console' }>): GoalObserver {
  const wanted = new TextEncoder().encode(goal.output);
  const exact = goal.exact === true;
  const search = exact ? matchWhole(wanted) : matchAnywhere(wanted);
  const tail = new Uint8Array(SHOWN);
  let length = 0;
  let decided: number | null = null;
  return {
    written(console, byte, position) {
      if (console !== goal.console) return;
      tail[length++ % SHOWN] = byte;
      if (decided === null && search.decides(byte)) decided = position;
    },
    finish: () => ({
      reached: search.matches(),
      position: decided,
      sight: { kind: 'console', text: textOf(tail, length), length },
      needsEnd: exact,
    }),
  };
}

interface Search {
  /** Takes the next byte; true when it completes the text or makes it impossible. */
  decides(byte: number): boolean;
  matches(): boolean;
}

function matchWhole(wanted: Uint8Array): Search {
  let place = 0;
  let wrong = false;
  return {
    decides(byte) {
      const fits = byte === wanted[place++];
      if (fits) return false;
      wrong = true;
      return true;
    },
    matches: () => !wrong && place === wanted.length,
  };
}

/** Knuth, Morris and Pratt: each byte is looked at once, so a long output costs no more than its length. */
function matchAnywhere(wanted: Uint8Array): Search {
  const fallback = new Int32Array(wanted.length);
  for (let n = 1, length = 0; n < wanted.length; n++) {
    while (length > 0 && wanted[n] !== wanted[length]) length = fallback[length - 1] as number;
    if (wanted[n] === wanted[length]) length++;
    fallback[n] = length;
  }
  let place = 0;
  let found = wanted.length === 0;
  return {
    decides(byte) {
      if (found) return false;
      while (place > 0 && byte !== wanted[place]) place = fallback[place - 1] as number;
      if (byte === wanted[place]) place++;
      found = place === wanted.length;
      return found;
    },
    matches: () => found,
  };
}

/** The last bytes that were written; what is no UTF-8 shows as the replacement character. */
function textOf(tail: Uint8Array, length: number): string {
  const ordered = length <= SHOWN ? tail.slice(0, length) : rotate(tail, length % SHOWN);
  return new TextDecoder().decode(ordered);
}

function rotate(bytes: Uint8Array, by: number): Uint8Array {
  const turned = new Uint8Array(bytes.length);
  turned.set(bytes.subarray(by));
  turned.set(bytes.subarray(0, by), bytes.length - by);
  return turned;
}
