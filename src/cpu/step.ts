import { fetchInstruction } from './decode/code-page';
import type { Instruction } from './decode/instruction';
import { CODE_TAG } from './derived';
import { serviceBoundary } from './interrupts/boundary';
import { deliverFault } from './interrupts/deliver';
import { EXITED, FAULTED, Unmodelled } from './interrupts/fault';
import { CHEAP_CYCLES } from './isa/cycle-cost.table';
import type { Processor } from './processor';
import { ATTENTION, CYCLES, EVENTS, INSTRUCTION_START, INSTRUCTIONS, RIP, STOP } from './state/processor-layout';
import { STOP_UNMODELLED } from './state/stop-code';

/**
 * Steps of one call of the inner loop. Called again and again it is compiled at its entry, where V8 takes the layout's
 * words for constants; a loop that is compiled while it runs (on-stack replacement) would read them anew at each use.
 */
const STRETCH = 1024;

/** Position in time: instructions begun and events taken. */
function positionOf(p: Processor): number {
  return p.f[INSTRUCTIONS] + p.f[EVENTS];
}

/** Does one position: one instruction attempt (one iteration of a repeated one) or one event. */
export function step(p: Processor): void {
  run(p, 1);
}

/**
 * Does up to `steps` positions and returns how many were done; fewer when STOP says that the processor stands still, or
 * when `p.limit` cycles have passed: it comes back at the first boundary where they have, however `steps` cut the way there.
 * A fault is delivered within the position of the instruction that raised it.
 */
export function run(p: Processor, steps: number): number {
  const start = positionOf(p);
  let left = steps;
  while (left > 0 && p.s[STOP] === 0) {
    const cycles = p.limit - p.f[CYCLES];
    if (cycles <= 0) break;
    try {
      runUndisturbed(p, Math.min(left, STRETCH, Math.ceil(cycles / CHEAP_CYCLES)));
    } catch (signal) {
      handleSignal(p, signal);
    }
    left = steps - (positionOf(p) - start);
  }
  return steps - left;
}

/**
 * The inner loop; it leaves when `steps` are done, when the machine stops, or by a signal. It looks at the cycle count only
 * where ATTENTION is set, as it is after everything that costs more than CHEAP_CYCLES: the rest cannot pass the limit in
 * fewer steps than `run` asks for.
 */
function runUndisturbed(p: Processor, steps: number): void {
  const { s, f, fast } = p;
  // Locals, for the same reason as STRETCH: `run` may be compiled while its loop runs, with this function inside.
  const attention = ATTENTION;
  const rip = RIP;
  const start = INSTRUCTION_START;
  const instructions = INSTRUCTIONS;
  const cycles = CYCLES;
  const tag = CODE_TAG;
  for (let left = steps; left > 0; left--) {
    if (s[attention] !== 0) {
      if (s[STOP] !== 0 || f[cycles] >= p.limit) return;
      if (serviceBoundary(p)) {
        if (s[STOP] !== 0) return;
        continue;
      }
    }
    const low = s[rip];
    const high = s[rip + 1];
    s[start] = low;
    s[start + 1] = high;
    f[instructions] += 1;
    let i: Instruction | undefined;
    if (fast[tag] === (low & ~0xfff) && fast[tag + 1] === high) i = p.codePage[low & 0xfff];
    if (i === undefined) i = fetchInstruction(p);
    const next = (low + i.length) | 0;
    s[rip] = next;
    if (next >= 0 && low < 0) s[rip + 1] = i.codeSize === 8 ? high + 1 : 0;
    f[cycles] += i.cost;
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
