import { assemble } from '../../src/asm/assembler';
import type { AssembledProgram } from '../../src/asm/program';
import { CYCLES, INSTRUCTIONS } from '../../src/cpu/state/processor-layout';
import { createMachine } from '../../src/machine/create-machine';
import { libraryFiles } from '../../src/programs/library';
import { recordMachine } from '../../src/recorder/record-machine';
import { includeResolver } from '../../src/worker/include-resolver';
import expected from './expected.json';
import cpuidExits from './loops/cpuid-exits.asm?raw';
import mixed from './loops/mixed.asm?raw';

/** A program that is run for its time; what it must have come to at its end stands in expected.json. */
export interface Loop {
  readonly id: keyof typeof expected;
  readonly text: string;
  /** VM exits of one run. */
  readonly roundTrips: number;
}

export const loops: readonly Loop[] = [
  { id: 'mixed', text: mixed, roundTrips: 0 },
  { id: 'cpuid-exits', text: cpuidExits, roundTrips: 200_000 },
];

/** What a run came to; the same on every host, recorded or not. */
export interface LoopEnd {
  readonly instructions: number;
  readonly cycles: number;
  readonly digest: string;
}

/** Who watches a run: nobody, the recorder, or a listener that is told of every decision and field. */
const audiences = ['nobody', 'recorder', 'explanations'] as const;
type Audience = (typeof audiences)[number];

export interface LoopResult {
  readonly id: Loop['id'];
  readonly audience: Audience;
  readonly end: LoopEnd;
  readonly milliseconds: number;
  /** Millions of instructions a second. */
  readonly mips: number;
  readonly roundTripsPerSecond: number;
  /** Checkpoints and their bytes at the end; zeros without a recorder. */
  readonly checkpoints: number;
  readonly checkpointBytes: number;
}

const RUNS = 7;
const MEMORY_MIB = 16;

export function assembleLoop(loop: Loop): AssembledProgram {
  const files = [{ name: `${loop.id}.asm`, text: loop.text }];
  const program = assemble(files, includeResolver(libraryFiles(), files));
  const error = program.diagnostics.find(({ severity }) => severity === 'error');
  if (error !== undefined) throw new Error(`${error.file}:${error.line}: ${error.message}`);
  return program;
}

/**
 * Runs a loop a few times for each audience, in turn, each in a new machine, and keeps the fastest of each.
 * Throws when a run ends elsewhere than expected.
 */
export function measureLoop(loop: Loop, accept: boolean): LoopResult[] {
  const program = assembleLoop(loop);
  const runs = Array.from({ length: RUNS }, () => audiences.map((audience) => runOnce(loop, program, audience)));
  const results = runs.flat();
  const wanted: LoopEnd | undefined = accept ? results[0]?.end : expected[loop.id];
  for (const { end } of results) {
    if (JSON.stringify(end) !== JSON.stringify(wanted)) {
      throw new Error(
        `${loop.id}: ended at ${JSON.stringify(end)}, expected ${JSON.stringify(wanted)} (npm run bench -- --accept)`,
      );
    }
  }
  const fastest = (all: readonly LoopResult[]): LoopResult =>
    all.reduce((a, b) => (b.milliseconds < a.milliseconds ? b : a));
  return audiences.map((audience) => fastest(results.filter((result) => result.audience === audience)));
}

function runOnce(loop: Loop, program: AssembledProgram, audience: Audience): LoopResult {
  const machine = createMachine({ program, memoryMib: MEMORY_MIB });
  const recorder = audience === 'recorder' ? recordMachine(machine) : null;
  if (audience === 'explanations') {
    for (const unit of machine.vmx) unit.listener = { transition: () => undefined, decision: () => undefined };
  }
  const began = performance.now();
  if (recorder !== null) recorder.advance(Number.POSITIVE_INFINITY);
  else while (machine.stop === 0) machine.run(10_000_000);
  const milliseconds = performance.now() - began;
  const p = machine.processors[0];
  if (p === undefined) throw new Error('the machine has no processor');
  const instructions = p.f[INSTRUCTIONS] as number;
  const cost = recorder?.cost ?? { checkpoints: 0, bytes: 0 };
  return {
    id: loop.id,
    audience,
    end: { instructions, cycles: p.f[CYCLES] as number, digest: machine.digest() },
    milliseconds,
    mips: instructions / milliseconds / 1000,
    roundTripsPerSecond: (loop.roundTrips / milliseconds) * 1000,
    checkpoints: cost.checkpoints,
    checkpointBytes: cost.bytes,
  };
}
