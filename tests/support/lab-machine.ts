import { assemble } from '../../src/asm/assembler';
import type { AssembledProgram } from '../../src/asm/program';
import { createMachine, type MachineOptions } from '../../src/machine/create-machine';
import type { Machine } from '../../src/machine/machine';

const HEADER = 'bits 64\ndefault rel\norg 0x100000\n';

/** Assembles a test program; a diagnostic fails the test with its text. Lab programs need no header of their own. */
export function assembleText(text: string, header = HEADER): AssembledProgram {
  const program = assemble([{ name: 'test.asm', text: header + text }], () => null);
  const errors = program.diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
  if (errors.length > 0) throw new Error(errors.map((error) => `line ${error.line - 3}: ${error.message}`).join('\n'));
  return program;
}

/** A machine in lab boot that stands before the first instruction of `text`. */
export function labMachine(
  text: string,
  options: Omit<MachineOptions, 'program' | 'multiboot' | 'bootSector'> = {},
): Machine {
  return createMachine({ memoryMib: 4, ...options, program: assembleText(text) });
}

/** Runs until the machine stops; more than `limit` positions fail the test. Returns the machine. */
export function runToStop(machine: Machine, limit = 100_000): Machine {
  machine.run(limit);
  if (machine.stop === 0) throw new Error(`still running after ${limit} steps at position ${machine.position()}`);
  return machine;
}

/** Assembles, boots and runs to the stop. */
export const runLab = (
  text: string,
  options: Omit<MachineOptions, 'program' | 'multiboot' | 'bootSector'> = {},
): Machine => runToStop(labMachine(text, options));
