import type { Instruction, Operation } from '../../decode/instruction';
import { requireMmx, requireSse } from '../../interrupts/unit-checks';
import { read32 } from '../../mmu/memory';
import type { Processor } from '../../processor';
import { ADDRESS } from '../../state/processor-layout';
import { effectiveAddress } from '../operands';
import { LANE_OPERATIONS, LANE_SHIFTS, type LaneOperation, Lanes, shiftBytes } from './lanes';
import { loadMmx, loadMmxOrMemory, loadXmm, loadXmmOrMemory, storeMmx, storeXmm } from './vector-registers';

/** Integer instructions on whole vectors: the destination is ModRM.reg, the source a register or memory. */

const destination = new Lanes();
const source = new Lanes();

function onXmm(operation: LaneOperation): Operation {
  return (p, i) => {
    requireSse(p);
    loadXmmOrMemory(p, i, source);
    loadXmm(p, i.reg, destination);
    operation(destination, source, 16, i.immediateLow & 0xff);
    storeXmm(p, i.reg, destination);
  };
}

function onMmx(operation: LaneOperation, load = loadMmxOrMemory): Operation {
  return (p, i) => {
    requireMmx(p);
    load(p, i, source);
    loadMmx(p, i.reg, destination);
    operation(destination, source, 8, i.immediateLow & 0xff);
    storeMmx(p, i.reg, destination.words[0], destination.words[1]);
  };
}

/** PUNPCKL… of MMX reads four bytes of memory. */
function loadMmxOrDoubleword(p: Processor, i: Instruction, lanes: Lanes): void {
  if (!i.memory) {
    loadMmx(p, i.rm, lanes);
    return;
  }
  effectiveAddress(p, i);
  lanes.words[0] = read32(p, p.s[ADDRESS], p.s[ADDRESS + 1]);
  lanes.words[1] = 0;
}

/** A count of 64 bits; what exceeds every width counts as 64. */
function countIn(lanes: Lanes): number {
  return lanes.words[1] !== 0 || lanes.u32[0] > 63 ? 64 : lanes.words[0];
}

type Shift = (d: Lanes, count: number, bytes: number) => void;

const shiftByOperand =
  (shift: Shift): LaneOperation =>
  (d, s, bytes) =>
    shift(d, countIn(s), bytes);

/** Shifts by an immediate work on ModRM.rm. */
function shiftXmmByImmediate(shift: Shift): Operation {
  return (p, i) => {
    requireSse(p);
    loadXmm(p, i.rm, destination);
    shift(destination, i.immediateLow & 0xff, 16);
    storeXmm(p, i.rm, destination);
  };
}

function shiftMmxByImmediate(shift: Shift): Operation {
  return (p, i) => {
    requireMmx(p);
    loadMmx(p, i.rm, destination);
    shift(destination, i.immediateLow & 0xff, 8);
    storeMmx(p, i.rm, destination.words[0], destination.words[1]);
  };
}

const elementwise = Object.entries(LANE_OPERATIONS).flatMap(([name, operation]): [string, Operation][] => {
  const load = name.startsWith('punpckl') ? loadMmxOrDoubleword : loadMmxOrMemory;
  return ['GE', 'GEI'].flatMap((pattern): [string, Operation][] => [
    [`${name}.${pattern}16`, onXmm(operation)],
    [`${name}.${pattern}8`, onMmx(operation, load)],
  ]);
});

const shifts = Object.entries(LANE_SHIFTS).flatMap(([name, shift]): [string, Operation][] => [
  [`${name}.GE16`, onXmm(shiftByOperand(shift))],
  [`${name}.GE8`, onMmx(shiftByOperand(shift))],
  [`${name}.EI16`, shiftXmmByImmediate(shift)],
  [`${name}.EI8`, shiftMmxByImmediate(shift)],
]);

export const VECTOR_INTEGER: readonly [string, Operation][] = [
  ...elementwise,
  ...shifts,
  ['pslldq', shiftXmmByImmediate((d, count) => shiftBytes(d, Math.min(count, 16)))],
  ['psrldq', shiftXmmByImmediate((d, count) => shiftBytes(d, -Math.min(count, 16)))],
];
