import { assemble } from '../asm/assembler';
import { createDisassembler } from '../asm/disassembler';
import type { Diagnostic, ProgramSymbol, SourceFile } from '../asm/program';
import { writesRegister } from '../asm/written-registers';
import { BootError } from '../machine/boot/boot-error';
import { describeLabException } from '../machine/boot/lab-exception';
import { createMachine } from '../machine/create-machine';
import { findModel } from '../models/find-model';
import { libraryFiles } from '../programs/library';
import type { MachineSetup } from '../protocol/simulator';
import { recordMachine } from '../recorder/record-machine';
import { supportedFields } from '../vmx/capabilities/supported-fields';
import { includeResolver } from './include-resolver';
import { Session } from './session';
import { CodeMap } from './views/code-map';

/** lab.inc, vmx.inc, vmm.inc. */
export const librarySources = libraryFiles;

/** Assembles a program, which may include the library's files and its own. */
export const assembleWithLibrary = (files: readonly SourceFile[]) =>
  assemble([...files], includeResolver(libraryFiles(), files));

/** What is wrong with a program. */
export const checkProgram = (files: readonly SourceFile[]): readonly Diagnostic[] =>
  assembleWithLibrary(files).diagnostics;

export interface LoadedProgram {
  readonly diagnostics: readonly Diagnostic[];
  readonly symbols: readonly ProgramSymbol[];
  /** null when there were errors. */
  readonly session: Session | null;
}

/** Assembles a program and boots it in a new machine. What cannot be booted comes back as a diagnostic, too. */
export function loadProgram(setup: MachineSetup): LoadedProgram {
  const { files, model, memoryMib, seed, journal } = setup;
  const program = assembleWithLibrary(files);
  const { diagnostics, symbols } = program;
  if (diagnostics.some(({ severity }) => severity === 'error')) return { diagnostics, symbols, session: null };
  const search = findModel(model);
  if (!search.ok) return { diagnostics: [...diagnostics, onFirstLine(files, search.message)], symbols, session: null };
  try {
    const machine = createMachine({ program, model, memoryMib, ...(seed === undefined ? {} : { seed }) });
    const p = machine.processors[0];
    const fields = new Set(machine.vmx.flatMap((unit) => [...supportedFields(unit.capabilities)]));
    const session = new Session({
      recorder: recordMachine(machine, journal === undefined ? {} : { journal }),
      map: new CodeMap(program),
      reader: createDisassembler(),
      hasField: (id) => fields.has(id),
      labException: () => describeLabException(machine),
      unmodelled: () => p?.unmodelled ?? '',
      digest: () => machine.digest(),
      writesRegister,
    });
    return { diagnostics, symbols, session };
  } catch (error) {
    if (!(error instanceof BootError)) throw error;
    return { diagnostics: [...diagnostics, onFirstLine(files, error.message)], symbols, session: null };
  }
}

const onFirstLine = (files: readonly SourceFile[], message: string): Diagnostic => ({
  severity: 'error',
  file: files[0]?.name ?? '',
  line: 1,
  column: 1,
  endColumn: 2,
  message,
});
