import { CYCLES, INSTRUCTIONS, RIP } from '../cpu/state/processor-layout';
import { BootError } from '../machine/boot/boot-error';
import { createMachine, type MachineOptions } from '../machine/create-machine';
import type { Machine } from '../machine/machine';
import { findModel } from '../models/find-model';
import type { VmxListener } from '../vmx/explain/transition';
import { assembleFiles } from './assemble-files';
import { CommandError, STATUS_INPUT, STATUS_INSTRUCTION_LIMIT, STATUS_USAGE } from './exit-status';
import type { Host } from './host';
import { isKernel, readInput, readInputs } from './input-files';
import { Output } from './output';
import { describePlace, type PlaceNames } from './place-names';
import { ExitStatistics } from './statistics';
import { describeStop } from './stop-report';
import { toTraceLine } from './trace-line';

export interface RunOptions {
  readonly cmdline?: string;
  readonly module: readonly string[];
  readonly memory: number;
  readonly cpus: number;
  readonly model: string;
  readonly maxInstructions?: number;
  readonly debugcon?: string;
  readonly serial?: string;
  readonly trace?: string;
  readonly stat: boolean;
}

const NO_PLACES: PlaceNames = { symbols: [], lines: [], sections: [] };
/** Positions per call of the machine; the instruction limit is looked at in between. */
const SLICE = 10_000_000;

/** `vmxray run`: boots and runs until the machine stops; returns the exit status. */
export function runCommand(names: readonly string[], options: RunOptions, host: Host): number {
  checkBoard(options);
  const { boot, places } = readBoot(names, options, host);
  const machine = bootMachine(boot, options, names);
  const outputs = openOutputs(options, host);
  const statistics = options.stat ? new ExitStatistics() : null;
  listen(machine, outputs, statistics);
  let withinLimit: boolean;
  try {
    withinLimit = runToEnd(machine, options.maxInstructions ?? Number.POSITIVE_INFINITY);
  } finally {
    for (const output of Object.values(outputs)) output?.close();
  }
  if (statistics !== null) {
    for (const line of statistics.lines(instructionsOf(machine), cyclesOf(machine))) host.standardError(`${line}\n`);
  }
  if (!withinLimit) {
    host.standardError(
      `vmxray: stopped after ${options.maxInstructions} instructions at ${describePlace(machine.current.q[RIP >> 1] as bigint, places)}\n`,
    );
    return STATUS_INSTRUCTION_LIMIT;
  }
  const { status, message } = describeStop(machine, places);
  if (message !== null) host.standardError(`vmxray: ${message}\n`);
  return status;
}

function checkBoard({ model }: RunOptions): void {
  const search = findModel(model);
  if (!search.ok) throw new CommandError(STATUS_USAGE, `vmxray: ${search.message}`);
}

interface Boot {
  readonly boot:
    | Pick<MachineOptions, 'program'>
    | Pick<MachineOptions, 'multiboot'>
    | Pick<MachineOptions, 'bootSector'>;
  readonly places: PlaceNames;
}

function readBoot(names: readonly string[], options: RunOptions, host: Host): Boot {
  const input = readInputs(names, host);
  const isForKernel = input.kind === 'image' && isKernel(input.bytes);
  if (!isForKernel && (options.cmdline !== undefined || options.module.length > 0)) {
    throw new CommandError(
      STATUS_USAGE,
      `vmxray: --cmdline and --module are for a Multiboot kernel, not for ${input.kind === 'sources' ? 'sources' : 'a boot sector'}`,
    );
  }
  if (input.kind === 'sources') {
    const program = assembleFiles(input.files, input.folders, host);
    return { boot: { program }, places: program };
  }
  if (!isForKernel) return { boot: { bootSector: input.bytes }, places: NO_PLACES };
  const modules = options.module.map((text) => {
    const [name = '', ...rest] = text.split(',');
    if (name === '') throw new CommandError(STATUS_USAGE, 'vmxray: --module needs a file name before the comma');
    return { bytes: readInput(name, host), arguments: [name, ...(rest.length > 0 ? [rest.join(',')] : [])].join(' ') };
  });
  const commandLine = options.cmdline === undefined ? input.name : `${input.name} ${options.cmdline}`;
  return {
    boot: { multiboot: { image: input.bytes, commandLine, modules } },
    places: NO_PLACES,
  };
}

function bootMachine(boot: Boot['boot'], options: RunOptions, names: readonly string[]): Machine {
  try {
    return createMachine({
      ...boot,
      model: options.model,
      memoryMib: options.memory,
      processors: options.cpus,
    } as MachineOptions);
  } catch (error) {
    if (error instanceof BootError)
      throw new CommandError(STATUS_INPUT, `vmxray: ${names.join(' ')}: ${error.message}`);
    throw error;
  }
}

interface Outputs {
  readonly debugcon: Output | null;
  readonly serial: Output | null;
  readonly trace: Output | null;
}

function openOutputs(options: RunOptions, host: Host): Outputs {
  const standard = Output.open('-', host);
  const open = (name: string | undefined): Output | null => {
    if (name === '-') return standard;
    return name === undefined ? null : Output.open(name, host);
  };
  return { debugcon: open(options.debugcon), serial: open(options.serial), trace: open(options.trace) };
}

function listen(machine: Machine, { debugcon, serial, trace }: Outputs, statistics: ExitStatistics | null): void {
  if (debugcon !== null || serial !== null) {
    machine.output = { debugcon: (byte) => debugcon?.byte(byte), serial: (byte) => serial?.byte(byte) };
  }
  if (trace === null && statistics === null) return;
  let n = 0;
  const listener: VmxListener = {
    detailed: trace !== null,
    transition(t) {
      n++;
      statistics?.add(t);
      trace?.line(toTraceLine(t, n));
    },
    decision: () => undefined,
  };
  for (const unit of machine.vmx) unit.listener = listener;
}

/** Instructions begun by all processors. */
const instructionsOf = (machine: Machine): number =>
  machine.processors.reduce((sum, p) => sum + (p.f[INSTRUCTIONS] as number), 0);

/** By processor. */
const cyclesOf = (machine: Machine): number[] => machine.processors.map((p) => p.f[CYCLES] as number);

/** Runs until the machine stops; false when the limit came first. */
function runToEnd(machine: Machine, limit: number): boolean {
  for (;;) {
    const left = limit - instructionsOf(machine);
    const done = left > 0 ? machine.run(Math.min(SLICE, left)) : 0;
    if (machine.stop !== 0) return true;
    if (left <= 0) return false;
    if (done === 0) throw new Error('the machine does not move');
  }
}
