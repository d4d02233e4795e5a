import { assemble } from '../asm/assembler';
import { createDisassembler } from '../asm/disassembler';
import type { AssembledProgram, Diagnostic, ProgramSymbol, SourceFile } from '../asm/program';
import { writesRegister } from '../asm/written-registers';
import { BootError } from '../machine/boot/boot-error';
import { describeLabException } from '../machine/boot/lab-exception';
import { createMachine } from '../machine/create-machine';
import type { Machine } from '../machine/machine';
import { findModel } from '../models/find-model';
import { libraryFiles } from '../programs/library';
import type { MachineSetup } from '../protocol/simulator';
import { recordMachine } from '../recorder/record-machine';
import { supportedFields } from '../vmx/capabilities/supported-fields';
import { includeResolver } from './include-resolver';
import { Session } from './session';
import { CodeMap } from './views/code-map';

/** lab.inc, vmx.inc, vmm.inc and the others. */
export const librarySources = libraryFiles;

let assembledLast: { readonly files: readonly SourceFile[]; readonly program: AssembledProgram } | null = null;

/** Assembles a program. The last one is kept: what is typed is checked, asked for its symbols and loaded, all of one text. */
export function assembleWithLibrary(files: readonly SourceFile[]): AssembledProgram {
  if (assembledLast !== null && sameFiles(assembledLast.files, files)) return assembledLast.program;
  const program = assemble([...files], includeResolver(libraryFiles(), files));
  assembledLast = { files, program };
  return program;
}

const sameFiles = (some: readonly SourceFile[], others: readonly SourceFile[]): boolean =>
  some.length === others.length &&
  some.every(({ name, text }, n) => name === others[n]?.name && text === others[n]?.text);

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
  const program = assembleWithLibrary(setup.files);
  const { diagnostics, symbols } = program;
  if (diagnostics.some(({ severity }) => severity === 'error')) return { diagnostics, symbols, session: null };
  const booted = bootProgram(setup, program);
  if ('problem' in booted) return { diagnostics: [...diagnostics, booted.problem], symbols, session: null };
  const { machine } = booted;
  const { journal } = setup;
  const fields = new Set(machine.vmx.flatMap((unit) => [...supportedFields(unit.capabilities)]));
  const session = new Session({
    recorder: recordMachine(machine, journal === undefined ? {} : { journal }),
    map: new CodeMap(program),
    reader: createDisassembler(),
    hasField: (id) => fields.has(id),
    labException: () => describeLabException(machine),
    unmodelled: () => machine.current.unmodelled,
    digest: () => machine.digest(),
    interruptDevices: (now) => machine.board.interruptsAt(now),
    writesRegister,
  });
  return { diagnostics, symbols, session };
}

/** A machine that has booted the program, or why the model cannot. */
export function bootProgram(
  { files, model, memoryMib, processors, seed }: MachineSetup,
  program: AssembledProgram,
): { readonly machine: Machine } | { readonly problem: Diagnostic } {
  const search = findModel(model);
  if (!search.ok) return { problem: onFirstLine(files, 'no-such-model', search.message, { id: model }) };
  try {
    return {
      machine: createMachine({
        program,
        model,
        memoryMib,
        ...(processors === undefined ? {} : { processors }),
        ...(seed === undefined ? {} : { seed }),
      }),
    };
  } catch (error) {
    if (!(error instanceof BootError)) throw error;
    const { code = 'cannot-boot', message, values } = error;
    return { problem: onFirstLine(files, code, message, values) };
  }
}

const onFirstLine = (
  files: readonly SourceFile[],
  code: string,
  message: string,
  values: Diagnostic['params'],
): Diagnostic => ({
  severity: 'error',
  file: files[0]?.name ?? '',
  line: 1,
  column: 1,
  endColumn: 2,
  code,
  params: { text: message, ...values },
  message,
});
