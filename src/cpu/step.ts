import { fetchInstruction } from './decode/code-page';
import type { Instruction } from './decode/instruction';
import { CODE_TAG, CODE_TAG_HIGH } from './derived';
import { serviceBoundary } from './interrupts/boundary';
import { deliverFault } from './interrupts/deliver';
import { EXITED, FAULTED, Unmodelled } from './interrupts/fault';
import type { Processor } from './processor';
import {
  ATTENTION, CYCLES, EVENTS, INSTRUCTION_START, INSTRUCTIONS, RIP, STOP,
} from './state/processor-layout';
import { STOP_UNMODELLED } from './state/stop-code';

/** Position in time: instructions begun and events taken. */
function positionOf(p: Processor): number {
  return p.f[INSTRUCTIONS] + p.f[EVENTS];
}

/** Does one position: one instruction attempt (one iteration of a repeated one) or one event. */
export function step(p: Processor): void {
  run(p, 1);
}

/**
 * Does up to `steps` positions and returns how many were done; fewer when STOP says that the processor stands still.
 * A fault is delivered within the position of the instruction that raised it.
 */
export function run(p: Processor, steps: number): number {
  const start = positionOf(p);
  let left = steps;
  while (left > 0 && p.s[STOP] === 0) {
    try {
      runUndisturbed(p, left);
    } catch (signal) {
      handleSignal(p, signal);
    }
    left = steps - (positionOf(p) - start);
  }
  return steps - left;
}

/** The inner loop; it leaves when `steps` are done, when the machine stops, or by a signal. */
function runUndisturbed(p: Processor, steps: number): void {
  const { s, f, fast } = p;
  for (let left = steps; left > 0; left--) {
    if (s[ATTENTION] !== 0) {
      if (s[STOP] !== 0) return;
      if (serviceBoundary(p)) continue;
    }
    const low = s[RIP];
    const high = s[RIP + 1];
    s[INSTRUCTION_START] = low;
    s[INSTRUCTION_START + 1] = high;
    f[INSTRUCTIONS] += 1;
    let i: Instruction | undefined;
    if (fast[CODE_TAG] === (low & ~0xfff) && fast[CODE_TAG_HIGH] === high) i = p.codePage[low & 0xfff];
    if (i === undefined) i = fetchInstruction(p);
    const next = (low + i.length) | 0;
    s[RIP] = next;
    if (next >= 0 && low < 0) s[RIP + 1] = i.codeSize === 8 ? high + 1 : 0;
    f[CYCLES] += i.cost;
    i.run(p, i);
  }
}

/** What an instruction left by: a fault to deliver, a transition that is already done, or an end of what is modelled. */
function handleSignal(p: Processor, signal: unknown): void {
  if (signal === EXITED) return;
  const s = p.s;
  if (signal === FAULTED) {
    s[RIP] = s[INSTRUCTION_START];
    s[RIP + 1] = s[INSTRUCTION_START + 1];
    try {
      deliverFault(p);
    } catch (second) {
      if (second !== EXITED) throw second;
    }
    return;
  }
  if (!(signal instanceof Unmodelled)) throw signal;
  s[RIP] = s[INSTRUCTION_START];
  s[RIP + 1] = s[INSTRUCTION_START + 1];
  s[STOP] = STOP_UNMODELLED;
  p.unmodelled = signal.what;
}
