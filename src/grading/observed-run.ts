import { STOP, STOP_VALUE } from '../cpu/state/processor-layout';
import {
  STOP_DEBUG_EXIT,
  STOP_ENDLESS_DELIVERY,
  STOP_HALTED,
  STOP_LAB_EXCEPTION,
  STOP_SHUTDOWN,
  STOP_UNMODELLED,
  STOP_VMX_ABORT,
  STOP_WAIT_FOR_SIPI,
} from '../cpu/state/stop-code';
import type { EndKind } from '../lessons/exercise';
import type { Machine } from '../machine/machine';
import type { GradedRun } from '../protocol/grade';
import type { Transition, VmxListener } from '../vmx/explain/transition';
import { gradingLimits } from './grading-limits.table';
import { MachineLook } from './machine-look';
import type { ConsoleName, GoalObserver, RunEnd } from './observer';

/** Positions between two looks at the limits: few, for a program that only fails VM entries has long ones. */
const SLICE = 2_000;
/** A turn of the generator ends after so many slices, or so many transitions (by weight). */
const SLICES_PER_TURN = 25;
const WEIGHT_PER_TURN = 10_000;

const ends: Readonly<Record<number, EndKind>> = {
  [STOP_HALTED]: 'halted',
  [STOP_SHUTDOWN]: 'shutdown',
  [STOP_VMX_ABORT]: 'vmx-abort',
  [STOP_DEBUG_EXIT]: 'debug-exit',
  [STOP_LAB_EXCEPTION]: 'lab-exception',
  [STOP_UNMODELLED]: 'unmodelled',
  [STOP_ENDLESS_DELIVERY]: 'endless-delivery',
  [STOP_WAIT_FOR_SIPI]: 'wait-for-sipi',
};
/** Ends that come with a value. */
const VALUED: ReadonlySet<EndKind> = new Set(['vmx-abort', 'debug-exit', 'lab-exception', 'endless-delivery']);

export interface ObservedRun {
  readonly run: Extract<GradedRun, { kind: 'ended' | 'limit' }>;
  readonly end: RunEnd;
  readonly look: MachineLook;
}

/**
 * Runs a machine that was just booted to its end or to a limit, while the observers watch. Gives the thread back after each
 * turn of the generator; whoever drives it may leave it there.
 */
export function* observeRun(
  machine: Machine,
  observers: readonly GoalObserver[],
  maxInstructions: number,
): Generator<undefined, ObservedRun> {
  const look = new MachineLook(machine);
  const watch = watchMachine(machine, observers, look);
  const limits = [
    { limit: 'transitions', most: gradingLimits.transitions, used: () => watch.weight },
    { limit: 'output', most: gradingLimits.output, used: () => watch.output },
    { limit: 'instructions', most: maxInstructions, used: () => look.instructions },
  ] as const;
  let slices = 0;
  let weight = 0;
  while (machine.stop === 0) {
    const met = limits.find(({ most, used }) => used() >= most);
    if (met !== undefined) return over({ kind: 'limit', limit: met.limit, most: met.most }, look);
    machine.run(Math.min(SLICE, maxInstructions - look.instructions));
    if (++slices < SLICES_PER_TURN && watch.weight - weight < WEIGHT_PER_TURN) continue;
    slices = 0;
    weight = watch.weight;
    yield;
  }
  return over(endOf(machine), look);
}

function endOf(machine: Machine): ObservedRun['run'] {
  const state = machine.processors[0]?.s;
  const how = ends[state?.[STOP] as number];
  if (how === undefined) throw new Error(`the machine stopped with code ${machine.stop}`);
  const value = (state?.[STOP_VALUE] as number) >>> 0;
  return { kind: 'ended', how, value: VALUED.has(how) ? value : null };
}

function over(run: ObservedRun['run'], look: MachineLook): ObservedRun {
  const { instructions, cycles, position, mode } = look;
  const { how, value } = run.kind === 'ended' ? run : { how: null, value: null };
  return { run, look, end: { how, value, instructions, cycles, position, mode } };
}

interface Watched {
  /** Transitions so far; failures weigh more. */
  weight: number;
  /** Bytes written so far. */
  output: number;
}

function watchMachine(machine: Machine, observers: readonly GoalObserver[], look: MachineLook): Watched {
  const watched: Watched = { weight: 0, output: 0 };
  const ofTransitions = observers.filter((observer) => observer.transition !== undefined);
  const ofConsoles = observers.filter((observer) => observer.written !== undefined);
  const written = (console: ConsoleName, byte: number): void => {
    watched.output++;
    for (const observer of ofConsoles) observer.written?.(console, byte, look.position);
  };
  machine.output = {
    debugcon: (byte) => written('debugcon', byte),
    serial: (byte) => written('serial', byte),
  };
  const listener: VmxListener = {
    detailed: false,
    transition(t: Transition) {
      watched.weight += t.kind === 'vm-fail' || t.kind === 'entry-failure' ? gradingLimits.failureWeight : 1;
      for (const observer of ofTransitions) observer.transition?.(t, look);
    },
    decision: () => undefined,
    pointerLoaded: (pointer) => look.sawVmcs(pointer),
  };
  for (const unit of machine.vmx) unit.listener = listener;
  return watched;
}
