import { assemble } from '../../src/asm/assembler';
import type { AssembledProgram } from '../../src/asm/program';
import { createMachine } from '../../src/machine/create-machine';
import type { ModelId } from '../../src/models/model-list.table';
import { programs } from '../../src/programs';
import { libraryFiles } from '../../src/programs/library';
import type { ExampleProgram } from '../../src/programs/program';
import type { Transition } from '../../src/vmx/explain/transition';
import { includeResolver } from '../../src/worker/include-resolver';

/** How a run of a program of the menu ended and what it did until then. */
export interface ProgramRun {
  /** What it wrote to the debug console. */
  readonly console: string;
  readonly stop: number;
  readonly positions: number;
  readonly transitions: readonly Transition[];
  /** How many VM exits of each basic reason. */
  readonly exits: Readonly<Record<number, number>>;
}

/** More positions than any program of the menu takes. */
const LONGEST = 60_000;

/**
 * Runs a program of the menu to its stop. `edits` replaces texts in its sources, as a person would who tries something;
 * a text that none of them has is an error, as is a program that does not end.
 */
export function runMenuProgram(
  id: string,
  model: ModelId = 'everything',
  edits: Readonly<Record<string, string>> = {},
): ProgramRun {
  const example = programs.find((program) => program.id === id);
  if (example === undefined) throw new Error(`no program ${id} in the menu`);
  const program = assembled(example, edits);
  const machine = createMachine({ program, model, processors: example.processors ?? 1, memoryMib: 4 });
  let text = '';
  machine.output = {
    debugcon: (byte) => {
      text += String.fromCharCode(byte);
    },
    serial: () => undefined,
  };
  const transitions: Transition[] = [];
  for (const unit of machine.vmx) {
    unit.listener = { transition: (t) => transitions.push(t), decision: () => undefined };
  }
  machine.run(LONGEST);
  if (machine.stop === 0) throw new Error(`${id} does not come to its end on ${model}; it wrote:\n${text}`);
  const exits: Record<number, number> = {};
  for (const { kind, exitReason = 0 } of transitions) {
    if (kind === 'vm-exit') exits[exitReason & 0xffff] = (exits[exitReason & 0xffff] ?? 0) + 1;
  }
  return { console: text, stop: machine.stop, positions: machine.position(), transitions, exits };
}

/** Programs as they were assembled before: a table of tests runs each on many models. */
const known = new Map<string, AssembledProgram>();

function assembled({ id, files }: ExampleProgram, edits: Readonly<Record<string, string>>): AssembledProgram {
  const key = JSON.stringify([id, edits]);
  const before = known.get(key);
  if (before !== undefined) return before;
  const found = new Set<string>();
  const edited = files.map(({ name, text }) => ({
    name,
    text: Object.entries(edits).reduce((source, [old, replacement]) => {
      if (source.includes(old)) found.add(old);
      return source.replace(old, replacement);
    }, text),
  }));
  for (const old of Object.keys(edits)) if (!found.has(old)) throw new Error(`${id} has no “${old}”`);
  const program = assemble(edited, includeResolver(libraryFiles(), edited));
  const problems = program.diagnostics.map(({ file, line, message }) => `${file}:${line}: ${message}`);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  known.set(key, program);
  return program;
}
