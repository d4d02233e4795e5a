import { RIP } from '../cpu/state/processor-layout';
import type { Machine } from '../machine/machine';
import { cyclesOf, instructionsOf } from '../machine/run-totals';
import { findModel } from '../models/find-model';
import type { VmxListener } from '../vmx/explain/transition';
import { type BootOptions, bootMachine, readBoot } from './boot-files';
import { CommandError, STATUS_INSTRUCTION_LIMIT, STATUS_USAGE } from './exit-status';
import type { Host } from './host';
import { Output } from './output';
import { describePlace } from './place-names';
import { runToEnd } from './run-to-end';
import { ExitStatistics } from './statistics';
import { describeStop } from './stop-report';
import { toTraceLine } from './trace-line';

export interface RunOptions extends BootOptions {
  readonly model: string;
  readonly maxInstructions?: number;
  readonly debugcon?: string;
  readonly serial?: string;
  readonly trace?: string;
  readonly stat: boolean;
}

/** `vmxray run`: boots and runs until the machine stops; returns the exit status. */
export function runCommand(names: readonly string[], options: RunOptions, host: Host): number {
  checkBoard(options);
  const { boot, places } = readBoot(names, options, host);
  const machine = bootMachine(boot, options.model, options, names);
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
