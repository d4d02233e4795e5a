import type { Processor } from '../cpu/processor';
import { EVENTS } from '../cpu/state/processor-layout';
import type { Transition } from '../vmx/explain/transition';
import { MODE_NON_ROOT } from '../vmx/state/vmx-layout';
import { ExecutedInstruction } from './executed-instruction';
import { type InstructionAt, isCall, isIn, leadsToGuest, rip, stackPointer, type World, worldOf } from './movements';
import type { Recorder } from './recorder';
import { type Scan, type SearchPace, searchBack } from './search-back';

/** The instruction at an address of the present address space; null where none can be read. */
export type InstructionReader = (address: bigint) => InstructionAt | null;

const LONGEST_INSTRUCTION = 15;
/** Lower than any stack pointer. */
const NOWHERE = -1;

/** A moment as the searches compare it. */
interface Arrival {
  readonly rip: bigint;
  readonly stack: number;
  readonly world: World;
}

/** A procedure that was called and has not come back yet. */
interface OpenCall {
  readonly position: number;
  /** The stack pointer before the call. */
  readonly stack: number;
}

/**
 * Where a "step over" of a processor that ends at the present position began: before the VM entry when a VM exit has just
 * led back, before the first iteration of a repeated string instruction, before the call from which the processor has just
 * come back, else one step earlier. Where several could have begun, the one nearest to the code that runs now is meant: the
 * call, not the return in the procedure called. The machine stands somewhere afterwards.
 * @param chosen whether the last step of this processor is meant though others may have taken some since; otherwise the
 *   last step is undone whose ever it was, and what is more is looked for only when it was this processor's
 * @returns null when the processor has made no step
 */
export function* stepOverBack(
  recorder: Recorder,
  p: Processor,
  chosen: boolean,
  read: InstructionReader,
  pace: SearchPace,
): Generator<undefined, number | null> {
  const here = recorder.position;
  const arrival: Arrival = { rip: rip(p), stack: stackPointer(p), world: worldOf(p) };
  const calls = callsBefore(arrival.rip, read);
  const lastStep = chosen ? yield* ownStepBack(recorder, p, pace) : here - 1;
  if (lastStep === null) return null;
  yield* recorder.seeking(lastStep, pace.steps);
  if (recorder.machine.current !== p) return lastStep;
  const before = rip(p);
  const last = read(before);
  if (worldOf(p).mode === MODE_NON_ROOT && arrival.world.mode !== MODE_NON_ROOT) {
    return (yield* lastEntry(recorder, p, here, pace)) ?? lastStep;
  }
  if (last !== null && /^rep/i.test(last.text) && before !== arrival.rip) {
    return (yield* searchBack(recorder, lastStep, firstIteration(recorder, p, lastStep), pace)) ?? recorder.start;
  }
  const fellThrough = last !== null && BigInt.asUintN(64, before + BigInt(last.length)) === arrival.rip;
  if (calls.size === 0 || fellThrough) return lastStep;
  return (yield* searchBack(recorder, here, callThatReturned(recorder, arrival, calls), pace)) ?? lastStep;
}

/**
 * Where the procedure that runs now was entered: before the call, software interrupt, exception or interrupt that led into
 * it. Without one: in a guest before the last VM entry, else null. The machine stands somewhere afterwards.
 * @param p whose procedure is meant
 */
export function* stepOutBack(
  recorder: Recorder,
  p: Processor,
  read: InstructionReader,
  pace: SearchPace,
): Generator<undefined, number | null> {
  const here = recorder.position;
  const world = worldOf(p);
  const call = yield* searchBack(recorder, here, callAround(recorder, world, stackPointer(p), read), pace);
  if (call !== null || world.mode !== MODE_NON_ROOT) return call;
  return yield* lastEntry(recorder, p, here + 1, pace);
}

/** Where the last instruction by which the processor entered a guest before `here` stands; null when none did. */
function* lastEntry(
  recorder: Recorder,
  p: Processor,
  here: number,
  pace: SearchPace,
): Generator<undefined, number | null> {
  const entered = (t: Transition): boolean => t.cpu === p.id && leadsToGuest(t);
  const known = recorder.transitions.lastBefore(here, entered);
  if (known !== undefined) return known.position - 1;
  let last: number | null = null;
  const scan = (): Scan<number> => ({
    watch: {
      onTransition: (t) => {
        if (entered(t) && t.position < here) last = t.position - 1;
        return false;
      },
    },
    found: () => last,
  });
  return recorder.transitions.first === 0 ? null : yield* searchBack(recorder, here - 1, scan, pace);
}

/** Addresses of the calls that come back to an address. */
function callsBefore(next: bigint, read: InstructionReader): ReadonlySet<bigint> {
  const calls = new Set<bigint>();
  for (let length = 1; length <= LONGEST_INSTRUCTION; length++) {
    const address = BigInt.asUintN(64, next - BigInt(length));
    const instruction = read(address);
    if (instruction?.length === length && isCall(instruction.text)) calls.add(address);
  }
  return calls;
}

/** Where the last step of a processor before here began; null when it has made none. The machine stands somewhere afterwards. */
export function* ownStepBack(
  recorder: Recorder,
  own: Processor,
  pace: SearchPace,
): Generator<undefined, number | null> {
  const scan = (): Scan<number> => {
    let last: number | null = null;
    const beforeStep = (p: Processor): void => {
      if (p === own) last = recorder.position;
    };
    return { watch: { beforeStep }, found: () => last };
  };
  return recorder.position <= recorder.start ? null : yield* searchBack(recorder, recorder.position, scan, pace);
}

/** Where the iterations of a processor's instruction began of which one stands at `iteration`: behind its last step elsewhere. */
function firstIteration(recorder: Recorder, own: Processor, iteration: number): () => Scan<number> {
  const address = rip(own);
  // The first one in the stretches searched before (later ones).
  let first = iteration;
  return () => {
    let firstHere: number | null = null;
    let elsewhere = false;
    const beforeStep = (p: Processor): void => {
      if (p !== own) return;
      if (rip(p) === address) firstHere ??= recorder.position;
      else {
        firstHere = null;
        elsewhere = true;
      }
    };
    const found = (): number | null => {
      first = firstHere ?? first;
      return elsewhere ? first : null;
    };
    return { watch: { beforeStep }, found };
  };
}

/** The last call of those given that had not come back before the arrival, when the stack pointer is no lower again. */
function callThatReturned(recorder: Recorder, arrival: Arrival, calls: ReadonlySet<bigint>): () => Scan<number> {
  // The highest stack pointer at which the stretches searched before (later ones) came to the same place.
  let ceiling = NOWHERE;
  return () => {
    let open: OpenCall[] = [];
    let highest = NOWHERE;
    const beforeStep = (p: Processor): void => {
      const at = rip(p);
      if (at !== arrival.rip && !calls.has(at)) return;
      if (!isIn(p, arrival.world)) return;
      const stack = stackPointer(p);
      if (at === arrival.rip) {
        open = open.filter((call) => call.stack > stack);
        highest = Math.max(highest, stack);
      } else open.push({ position: recorder.position, stack });
    };
    const found = (): number | null => {
      const call = open.findLast(({ stack }) => stack > ceiling && stack <= arrival.stack);
      ceiling = Math.max(ceiling, highest);
      return call?.position ?? null;
    };
    return { watch: { beforeStep }, found };
  };
}

/** The last call after which the stack pointer stayed below what it was before it. */
function callAround(recorder: Recorder, world: World, stack: number, read: InstructionReader): () => Scan<number> {
  const calling = new ExecutedInstruction((address) => isCall(read(address)?.text ?? ''));
  let ceiling = stack;
  return () => {
    const open: OpenCall[] = [];
    let highest = NOWHERE;
    let before = { position: 0, stack: NOWHERE, events: 0 };
    let delivered = false;
    const beforeStep = (p: Processor): void => {
      delivered = false;
      before = { position: recorder.position, stack: NOWHERE, events: p.f[EVENTS] as number };
      if (!isIn(p, world)) return;
      before.stack = stackPointer(p);
      highest = Math.max(highest, before.stack);
      while ((open.at(-1)?.stack ?? Number.POSITIVE_INFINITY) <= before.stack) open.pop();
    };
    const afterStep = (p: Processor): boolean => {
      const deeper = before.stack !== NOWHERE && isIn(p, world) && stackPointer(p) < before.stack;
      const entered = deeper && (delivered || p.f[EVENTS] !== before.events || calling.of(p));
      if (entered) open.push({ position: before.position, stack: before.stack });
      return false;
    };
    const onEvent = (): boolean => {
      delivered = true;
      return false;
    };
    const found = (): number | null => {
      const call = open.findLast((candidate) => candidate.stack > ceiling);
      ceiling = Math.max(ceiling, highest);
      return call?.position ?? null;
    };
    return { watch: { beforeStep, afterStep, onEvent }, found };
  };
}
