import { measureWorkload, type WorkloadFigures } from '../comparison/measure-workload';
import { RIP } from '../cpu/state/processor-layout';
import type { Machine } from '../machine/machine';
import { findModel } from '../models/find-model';
import type { ProcessorModel } from '../models/model';
import { profileCertainty } from '../vmx/transition-cost.table';
import { type Boot, type BootOptions, bootMachine, readBoot } from './boot-files';
import { CommandError, STATUS_HALTED, STATUS_INPUT, STATUS_PARTIAL, STATUS_USAGE } from './exit-status';
import type { Host } from './host';
import { describePlace } from './place-names';
import { exitName } from './statistics';
import { describeStop } from './stop-report';
import { columns } from './text-table';

export interface CompareOptions extends BootOptions {
  /** Model ids with commas between them. */
  readonly models: string;
  readonly maxInstructions?: number;
}

/** What one model made of the workload. */
interface Run extends Pick<WorkloadFigures, 'exits' | 'instructions' | 'cycles'> {
  readonly model: ProcessorModel;
  /** How the run ended, in few words. */
  readonly end: string;
  /** Why the model could not run the workload to an end that the workload wanted; null when it could. */
  readonly problem: string | null;
  readonly booted: boolean;
}

/** `vmxray compare`: the same workload on several models; returns the exit status. */
export function compareCommand(names: readonly string[], options: CompareOptions, host: Host): number {
  const models = modelsOf(options.models);
  const { boot, places } = readBoot(names, options, host);
  const runs = models.map((model) => runOn(model, { boot, places }, options, names));
  const text = `${table(runs).join('\n')}\n`;
  host.standardOutput(new TextEncoder().encode(text));
  for (const { model, problem } of runs) {
    if (problem !== null) host.standardError(`vmxray: ${model.id}: ${problem}\n`);
  }
  if (runs.every(({ booted }) => !booted)) return STATUS_INPUT;
  return runs.every(({ problem }) => problem === null) ? STATUS_HALTED : STATUS_PARTIAL;
}

/** The models of `--models`. @throws CommandError for none, an unknown one, or one named twice */
function modelsOf(list: string): ProcessorModel[] {
  const ids = list
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
  if (ids.length === 0) throw new CommandError(STATUS_USAGE, 'vmxray: --models needs ids with commas between them');
  const twice = ids.find((id, n) => ids.indexOf(id) !== n);
  if (twice !== undefined) throw new CommandError(STATUS_USAGE, `vmxray: --models names "${twice}" twice`);
  return ids.map((id) => {
    const search = findModel(id);
    if (!search.ok) throw new CommandError(STATUS_USAGE, `vmxray: ${search.message}`);
    return search.model;
  });
}

function runOn(model: ProcessorModel, { boot, places }: Boot, options: CompareOptions, names: readonly string[]): Run {
  let machine: Machine;
  try {
    machine = bootMachine(boot, model.id, options, names);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const problem = error.message.replace(/^vmxray: /, '');
    return { model, exits: new Map(), instructions: 0, cycles: 0, end: 'not booted', problem, booted: false };
  }
  const limit = options.maxInstructions ?? Number.POSITIVE_INFINITY;
  const { ended, ...figures } = measured(machine, limit);
  const counted = { model, ...figures, booted: true };
  if (!ended) {
    const place = describePlace(machine.current.q[RIP >> 1] as bigint, places);
    return { ...counted, end: 'limit', problem: `stopped after ${limit} instructions at ${place}` };
  }
  const { status, message } = describeStop(machine, places);
  if (message !== null) return { ...counted, end: 'failed', problem: message };
  return { ...counted, end: status === STATUS_HALTED ? 'halted' : `status ${status}`, problem: null };
}

/** `measureWorkload` in one turn. */
function measured(machine: Machine, limit: number): WorkloadFigures {
  const turns = measureWorkload(machine, limit);
  for (;;) {
    const turn = turns.next();
    if (turn.done === true) return turn.value;
  }
}

/** Reasons down, models across; a cell has the count and the cycles of an exit reason. */
function table(runs: readonly Run[]): string[] {
  const reasons = [...new Set(runs.flatMap(({ exits }) => [...exits.keys()]))].sort((a, b) => a - b);
  const cell = (exits: Run['exits'], reason: number): string => {
    const total = exits.get(reason);
    return total === undefined ? '-' : `${total.count} / ${total.cycles}`;
  };
  const sum = (exits: Run['exits']): string => {
    const totals = [...exits.values()];
    const count = totals.reduce((all, total) => all + total.count, 0);
    return `${count} / ${totals.reduce((all, total) => all + total.cycles, 0)}`;
  };
  const line = (name: string, value: (run: Run) => string): string[] => [name, ...runs.map(value)];
  return columns([
    line('exits / cycles', ({ model }) => model.id),
    ...reasons.map((reason) => line(exitName(reason), ({ exits }) => cell(exits, reason))),
    line('all exits', ({ exits }) => sum(exits)),
    line('instructions', ({ instructions }) => instructions.toString()),
    line('cycles', ({ cycles }) => cycles.toString()),
    line('transition costs', ({ model }) => profileCertainty(model.costs)),
    line('end', ({ end }) => end),
  ]);
}
