import type { AssembledProgram } from '../asm/program';
import { measureWorkload, type WorkloadFigures } from '../comparison/measure-workload';
import { RIP } from '../cpu/state/processor-layout';
import { describeLabException } from '../machine/boot/lab-exception';
import type { Machine } from '../machine/machine';
import type { WorkloadResult } from '../protocol/comparison';
import type { MachineSetup } from '../protocol/simulator';
import { assembleWithLibrary, bootProgram } from './load-program';
import { CodeMap } from './views/code-map';
import { word64 } from './views/registers-view';
import { toMachineStop } from './views/stop-view';
import { reasonName } from './views/transition-view';
import { yieldToHost } from './yield-to-host';

/** Measures one workload at a time beside the machine on screen, in turns of some milliseconds between which all else is served. */
export class WorkloadMeter {
  private latest = 0;

  /** null when it was cancelled, or the next one came before this one was done. */
  async measure(setup: MachineSetup, maxInstructions: number): Promise<WorkloadResult | null> {
    const number = ++this.latest;
    await yieldToHost();
    const program = assembleWithLibrary(setup.files);
    const error = program.diagnostics.find(({ severity }) => severity === 'error');
    if (error !== undefined) return { kind: 'not-run', problem: error };
    const booted = bootProgram(setup, program);
    if ('problem' in booted) return { kind: 'not-run', problem: booted.problem };
    const turns = measureWorkload(booted.machine, maxInstructions);
    for (;;) {
      await yieldToHost();
      if (number !== this.latest) return null;
      const turn = turns.next();
      if (turn.done === true) return toResult(booted.machine, program, turn.value);
    }
  }

  cancel(): void {
    this.latest++;
  }
}

function toResult(machine: Machine, program: AssembledProgram, figures: WorkloadFigures): WorkloadResult {
  const { exits, instructions, cycles, ended, lastLine } = figures;
  const [first] = machine.processors;
  if (first === undefined) throw new Error('a machine has a processor');
  const stop = toMachineStop(first, {
    labException: () => describeLabException(machine),
    unmodelled: () => machine.current.unmodelled,
  });
  const rip = word64(machine.current, RIP);
  const map = new CodeMap(program);
  return {
    kind: 'run',
    exits: [...exits]
      .map(([reason, total]) => ({ reason, name: reasonName(reason), ...total }))
      .sort((a, b) => a.reason - b.reason),
    instructions,
    cycles,
    stop: ended ? stop : null,
    lastLine,
    place: { rip, symbol: map.symbolAt(rip), source: map.sourceAt(rip) },
  };
}
