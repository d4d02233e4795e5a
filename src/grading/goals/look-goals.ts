import type { GoalCondition } from '../../lessons/exercise';
import type { GoalSight } from '../../protocol/grade';
import type { MachineLook } from '../machine-look';
import { exitReasonOf, type GoalObserver } from '../observer';
import type { Resolve } from '../values';

const ALL_ONES = 0xffff_ffff_ffff_ffffn;

/** What one look at the machine gave. */
interface Sighting {
  readonly holds: boolean;
  readonly sight: GoalSight;
}

type LookGoal = Extract<GoalCondition, { kind: 'field' | 'register' | 'memory' }>;

/** A field, register or piece of memory, at the end or at VM entries and exits. */
export function observeLook(goal: LookGoal, resolve: Resolve): GoalObserver {
  const look = lookFor(goal, resolve);
  const when = goal.when ?? 'end';
  if (when === 'end') {
    return {
      finish: ({ position }, machine) => {
        const { holds, sight } = look(machine);
        return { reached: holds, position, sight, needsEnd: true };
      },
    };
  }
  const some = when === 'some-entry' || when === 'some-exit';
  const atEntry = when === 'some-entry' || when === 'every-entry';
  let last: Sighting | null = null;
  let decided: number | null = null;
  return {
    transition(t, machine) {
      if (decided !== null) return;
      const reason = exitReasonOf(t);
      if (atEntry ? t.kind !== 'vm-entry' : reason === null) return;
      if (!atEntry && goal.reason !== undefined && goal.reason !== reason) return;
      last = look(machine);
      // What decides is the first that holds, or the first that does not.
      if (last.holds === some) decided = t.position;
    },
    finish: () => ({
      reached: last?.holds === true,
      position: decided,
      sight: last?.sight ?? nothing(goal, resolve),
      needsEnd: !some,
    }),
  };
}

function lookFor(goal: LookGoal, resolve: Resolve): (machine: MachineLook) => Sighting {
  if (goal.kind === 'memory') {
    const address = resolve(goal.address);
    return (machine) => {
      const seen = machine.memory(goal.space ?? 'physical', address, goal.bytes.length);
      return { holds: goal.bytes.every((byte, k) => byte === seen[k]), sight: { kind: 'bytes', seen } };
    };
  }
  const { expected, mask } = wordOf(goal, resolve);
  return (machine) => {
    const value = goal.kind === 'field' ? machine.field(goal.field) : machine.register(goal.name);
    const seen = value === null ? null : value & mask;
    return {
      holds: seen === expected,
      sight: { kind: 'word', expected: hex(expected), seen: seen === null ? null : hex(seen) },
    };
  };
}

/** There was no entry or exit to look at. */
function nothing(goal: LookGoal, resolve: Resolve): GoalSight {
  if (goal.kind === 'memory') return { kind: 'bytes', seen: null };
  return { kind: 'word', expected: hex(wordOf(goal, resolve).expected), seen: null };
}

function wordOf(goal: Exclude<LookGoal, { kind: 'memory' }>, resolve: Resolve): { expected: bigint; mask: bigint } {
  const mask = goal.mask === undefined ? ALL_ONES : resolve(goal.mask);
  return { expected: resolve(goal.value) & mask, mask };
}

const hex = (value: bigint): string => `0x${value.toString(16)}`;
