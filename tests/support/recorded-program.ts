import { expect } from 'vitest';
import { assemble } from '../../src/asm/assembler';
import { createDisassembler } from '../../src/asm/disassembler';
import type { AssembledProgram, SourceFile } from '../../src/asm/program';
import { writesRegister } from '../../src/asm/written-registers';
import { ACTIVITY } from '../../src/cpu/state/processor-layout';
import { describeLabException } from '../../src/machine/boot/lab-exception';
import { createMachine } from '../../src/machine/create-machine';
import type { Machine } from '../../src/machine/machine';
import { libraryFiles } from '../../src/programs/library';
import type { JournalEntry, RunCommand } from '../../src/protocol/commands';
import { isEdit } from '../../src/recorder/journal';
import { recordMachine } from '../../src/recorder/record-machine';
import type { RecorderOptions } from '../../src/recorder/recorder-options';
import { supportedFields } from '../../src/vmx/capabilities/supported-fields';
import { includeResolver } from '../../src/worker/include-resolver';
import { Session } from '../../src/worker/session';
import { CodeMap } from '../../src/worker/views/code-map';

export function assembleProgram(files: readonly SourceFile[]): AssembledProgram {
  const program = assemble([...files], includeResolver(libraryFiles(), files));
  expect(program.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return program;
}

export const boot = (program: AssembledProgram): Machine => createMachine({ program, memoryMib: 2 });

/** A session over a fresh machine, without the assembler in front of it. */
export function newSession(program: AssembledProgram, options: RecorderOptions = {}): Session {
  const machine = boot(program);
  const fields = new Set(machine.vmx.flatMap((unit) => [...supportedFields(unit.capabilities)]));
  const session = new Session({
    recorder: recordMachine(machine, options),
    map: new CodeMap(program),
    reader: createDisassembler(),
    hasField: (id) => fields.has(id),
    labException: () => describeLabException(machine),
    unmodelled: () => machine.processors[0]?.unmodelled ?? '',
    digest: () => machine.digest(),
    interruptDevices: (now) => machine.board.interruptsAt(now),
    writesRegister,
  });
  session.sliceSteps = 400;
  return session;
}

/** Carries out a command, pausing it after so many slices. */
export function perform(session: Session, command: RunCommand, slices = 5): void {
  let left = slices;
  for (const _ of session.perform(command)) {
    if (--left > 0) continue;
    session.settle({ kind: 'paused' });
    return;
  }
}

function applyTo(machine: Machine, { event }: JournalEntry): void {
  if (isEdit(event)) machine.edit(event);
  else machine.inject(event);
}

/**
 * A machine that nobody records, at a position of the history that a journal makes.
 * @param beforeStep sees the machine before each of its steps
 */
export function straightTo(
  program: AssembledProgram,
  position: number,
  journal: readonly JournalEntry[],
  beforeStep?: (machine: Machine) => void,
): Machine {
  const run = (machine: Machine, steps: number): void => {
    if (beforeStep === undefined) machine.run(steps);
    else {
      for (let k = 0; k < steps && machine.stop === 0; k++) {
        beforeStep(machine);
        machine.step();
      }
    }
  };
  const reach = (): Machine => {
    const machine = boot(program);
    for (const entry of journal) {
      if (entry.position > position) break;
      if (entry.position > machine.position()) run(machine, entry.position - machine.position());
      applyTo(machine, entry);
    }
    run(machine, position - machine.position());
    return machine;
  };
  const machine = reach();
  if (machine.processors[0]?.s[ACTIVITY] === 0) return machine;
  // Halted: whether it stands still for good shows in a step that takes no position.
  machine.run(1);
  return machine.position() === position ? machine : reach();
}
