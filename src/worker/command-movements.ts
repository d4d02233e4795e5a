import { INSTRUCTIONS, RIP } from '../cpu/state/processor-layout';
import type { RunCommand, WriteTarget } from '../protocol/commands';
import type { StopInfo } from '../protocol/snapshot';
import { ownStepBack, stepOutBack, stepOverBack } from '../recorder/backward-steps';
import { PlaceTable } from '../recorder/breakpoints/place-table';
import { type InstructionAt, leadsToGuest, leadsToHost, stepOut, stepOver } from '../recorder/movements';
import { type Scan, type SearchPace, searchBack } from '../recorder/search-back';
import type { AdvanceResult, ArrivedEvent, Watch } from '../recorder/watch';
import { whoWrote } from '../recorder/who-wrote';
import type { Transition } from '../vmx/explain/transition';
import type { Session } from './session';
import { disassembleAt } from './views/code-view';
import { toRegistersView } from './views/registers-view';

type Movement = Generator<undefined, StopInfo>;

/** Carries out one command, slice by slice; answers how it ended, unless the machine itself stands still. */
export function* movementOf(session: Session, command: RunCommand): Movement {
  switch (command.kind) {
    case 'run':
      return yield* forward(session, { breakpoints: true });
    case 'step':
      return toStop(yield* ownStep(session));
    case 'step-over':
      return yield* over(session);
    case 'step-out':
      return yield* forward(
        session,
        stepOut(session.processor, (address) => read(session, address)?.text ?? ''),
      );
    case 'next-vm-exit':
      return yield* forward(session, { breakpoints: true, onTransition: leadsToHost });
    case 'next-vm-entry':
      return yield* forward(session, { breakpoints: true, onTransition: leadsToGuest });
    case 'next-exception':
      return yield* forward(session, { breakpoints: true, onEvent: (event) => event === 'exception' });
    case 'next-interrupt':
      return yield* forward(session, { breakpoints: true, onEvent: (event) => event === 'interrupt' });
    case 'run-to':
      return yield* toLine(session, command.file, command.line);
    case 'step-back':
      return yield* ownBack(session);
    case 'step-over-back':
      return yield* overBack(session);
    case 'step-out-back':
      return yield* outBack(session);
    case 'run-back':
      return yield* toLastBreakpoint(session);
    case 'previous-vm-exit':
      return yield* backToTransition(session, leadsToHost);
    case 'previous-vm-entry':
      return yield* backToTransition(session, leadsToGuest);
    case 'previous-exception':
      return yield* backToEvent(session, 'exception');
    case 'previous-interrupt':
      return yield* backToEvent(session, 'interrupt');
    case 'restart':
      yield* session.recorder.seeking(session.recorder.start, () => session.sliceSteps);
      return { kind: 'ready' };
    case 'go-to-instruction':
      return yield* toInstruction(session, command.instruction);
    case 'go-to-transition':
      return yield* toTransition(session, command.transition);
    case 'seek':
      return yield* backTo(session, command.position);
    case 'seek-writer':
      return yield* toWriter(session, command.target);
  }
}

const toStop = (result: AdvanceResult): StopInfo =>
  result.kind === 'breakpoint' ? { kind: 'breakpoint', breakpoint: result.index, hit: result.hit } : { kind: 'done' };

function read(session: Session, address: bigint): InstructionAt | null {
  const { map, reader } = session.parts;
  return disassembleAt(session.processor, map, reader, BigInt.asUintN(64, address), 1)[0] ?? null;
}

/** Goes forward from here; events and edits may come on the way. */
function* forward(session: Session, watch: Watch): Movement {
  session.interruptible = true;
  for (;;) {
    const result = session.recorder.advance(session.sliceSteps, watch);
    if (result.kind !== 'out-of-steps') return toStop(result);
    yield;
  }
}

/** The next step of the processor that people look at; until it comes, the others go on. */
function* ownStep(session: Session): Generator<undefined, AdvanceResult> {
  const { recorder, chosenProcessor: own } = session;
  if (own === null || own === recorder.machine.current) return recorder.advance(1);
  for (;;) {
    const result = recorder.advance(session.sliceSteps, { breakpoints: true, afterStep: (p) => p === own });
    if (result.kind !== 'out-of-steps') return result;
    yield;
  }
}

function* ownBack(session: Session): Movement {
  const { recorder, chosenProcessor: own } = session;
  if (own === null || recorder.machine.processors.length === 1) return yield* backTo(session, session.position - 1);
  const before = yield* ownStepBack(recorder, own, backwards(session));
  return yield* backTo(session, before ?? recorder.start - 1);
}

function* over(session: Session): Movement {
  const { processor } = session;
  const here = read(session, toRegistersView(processor).rip);
  const more = here === null ? null : stepOver(processor, here);
  const first = yield* ownStep(session);
  if (more === null || first.kind === 'stopped' || !more.needed()) return toStop(first);
  return yield* forward(session, more.watch);
}

function* toLine(session: Session, file: string, line: number): Movement {
  const addresses = session.parts.map.addressesOf(file, line);
  if (addresses.length === 0) return { kind: 'no-code', file, line };
  const places = new PlaceTable(addresses.map((address) => ({ address, index: 0 })));
  let low = 0;
  let high = 0;
  return yield* forward(session, {
    breakpoints: true,
    beforeStep: ({ s }) => {
      low = s[RIP] as number;
      high = s[RIP + 1] as number;
    },
    afterStep: ({ s }) => {
      const moved = s[RIP] !== low || s[RIP + 1] !== high;
      return moved && places.at(s[RIP] as number, s[RIP + 1] as number) >= 0;
    },
  });
}

function* backTo(session: Session, position: number): Movement {
  const { recorder } = session;
  const target = Number.isFinite(position) ? Math.trunc(position) : session.position;
  yield* recorder.seeking(Math.max(recorder.start, target), () => session.sliceSteps);
  return target < recorder.start ? { kind: 'start-of-history' } : { kind: 'done' };
}

/** To a transition by its number, recorded already or not. One that the run never has leads to the run's end. */
function* toTransition(session: Session, n: number): Movement {
  const { recorder } = session;
  const log = recorder.transitions;
  if (n < 1) return yield* backTo(session, recorder.start);
  if (log.length < n) {
    yield* backTo(session, recorder.furthest);
    const stop = yield* forward(session, { onTransition: () => log.length >= n });
    if (log.length < n) return stop;
  }
  return yield* backTo(session, log.at(n - 1)?.position ?? recorder.start);
}

/** Never goes past the place: between the start and it, each position adds at most one instruction. */
function* toInstruction(session: Session, instruction: number): Movement {
  const { recorder, processor } = session;
  const target = Math.max(0, Number.isFinite(instruction) ? Math.trunc(instruction) : 0);
  yield* recorder.seeking(Math.max(recorder.start, Math.min(target, recorder.furthest)), () => session.sliceSteps);
  for (;;) {
    const missing = target - (processor.f[INSTRUCTIONS] as number);
    if (missing <= 0) return yield* backTo(session, session.position);
    const result = recorder.advance(Math.min(missing, session.sliceSteps));
    if (result.kind === 'stopped') return { kind: 'done' };
    yield;
  }
}

const backwards = (session: Session): SearchPace => {
  session.searchedTo = session.position;
  return {
    steps: () => session.sliceSteps,
    covered: (position) => {
      session.searchedTo = position;
    },
  };
};

function* overBack(session: Session): Movement {
  const { recorder, processor } = session;
  if (session.position <= recorder.start) return { kind: 'start-of-history' };
  const chosen = session.chosenProcessor !== null && recorder.machine.processors.length > 1;
  const reader = (address: bigint) => read(session, address);
  const target = yield* stepOverBack(recorder, processor, chosen, reader, backwards(session));
  return yield* backTo(session, target ?? recorder.start - 1);
}

function* outBack(session: Session): Movement {
  const { recorder, processor } = session;
  const target = yield* stepOutBack(recorder, processor, (address) => read(session, address), backwards(session));
  return yield* backTo(session, target ?? recorder.start - 1);
}

function* toLastBreakpoint(session: Session): Movement {
  const { recorder } = session;
  const { breakpoints } = recorder;
  const here = session.position;
  if (breakpoints.isEmpty || here <= recorder.start) return yield* backTo(session, recorder.start - 1);
  const scan = (): Scan<{ readonly position: number; readonly stop: StopInfo }> => {
    let last: { readonly position: number; readonly stop: StopInfo } | null = null;
    return {
      watch: { breakpoints },
      met: (result) => {
        last = { position: recorder.position, stop: toStop(result) };
      },
      found: () => last,
    };
  };
  const last = yield* searchBack(recorder, here - 1, scan, backwards(session));
  if (last === null) return yield* backTo(session, recorder.start - 1);
  yield* backTo(session, last.position);
  return last.stop;
}

function* backToTransition(session: Session, fits: (t: Transition) => boolean): Movement {
  const { recorder } = session;
  const here = session.position;
  const known = recorder.transitions.lastBefore(here, fits);
  if (known !== undefined || recorder.transitions.first === 0) {
    return yield* backTo(session, known?.position ?? recorder.start - 1);
  }
  return yield* backToLast(session, (note) => ({
    onTransition: (t) => {
      if (fits(t) && t.position < here) note(t.position);
      return false;
    },
  }));
}

function* backToEvent(session: Session, wanted: ArrivedEvent): Movement {
  return yield* backToLast(session, (note) => ({
    onEvent: (event) => {
      if (event === wanted) note(session.position);
      return false;
    },
  }));
}

/** Goes to the last position before here that a watch notes, or to the start of the history. */
function* backToLast(session: Session, watch: (note: (position: number) => void) => Watch): Movement {
  const { recorder } = session;
  if (session.position <= recorder.start) return { kind: 'start-of-history' };
  const scan = (): Scan<number> => {
    let last: number | null = null;
    const note = (position: number): void => {
      last = position;
    };
    return { watch: watch(note), found: () => last };
  };
  const last = yield* searchBack(recorder, session.position - 1, scan, backwards(session));
  return yield* backTo(session, last ?? recorder.start - 1);
}

function* toWriter(session: Session, target: WriteTarget): Movement {
  const here = session.position;
  const writes = (address: bigint, register: string): boolean => session.writesRegister(address, register);
  const write = yield* whoWrote(session.recorder, session.processor, target, writes, backwards(session));
  yield* backTo(session, write?.position ?? here);
  return write === null ? { kind: 'no-writer', target } : { kind: 'writer', target, write };
}
