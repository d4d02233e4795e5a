import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { DEFAULT_MEMORY_MIB, MAXIMUM_MEMORY_MIB, MINIMUM_MEMORY_MIB } from '../machine/memory/memory-size.table';
import { DEFAULT_MODEL } from '../models/model-list.table';
import { type AssembleOptions, assembleCommand } from './assemble-command';
import { type CompareOptions, compareCommand } from './compare-command';
import { CommandError, STATUS_FAULT, STATUS_HALTED, STATUS_USAGE } from './exit-status';
import { defaultJobs, type GradeOptions, gradeCommand } from './grade-command';
import type { Host } from './host';
import { type RunOptions, runCommand } from './run-command';

/** A whole number in a range, for an option. */
function wholeNumber(smallest: number, largest: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= smallest && value <= largest)) {
      throw new InvalidArgumentError(`It must be a whole number from ${smallest} to ${largest}.`);
    }
    return value;
  };
}

const collect = (value: string, values: readonly string[]): readonly string[] => [...values, value];

function buildProgram(host: Host, end: (status: number) => void): Command {
  const program = new Command('vmxray')
    .description(
      'Runs a small VMM and its guests on a processor model with Intel VMX, and tells why each VM exit happened.',
    )
    .exitOverride()
    .configureOutput({
      writeOut: (text) => host.standardOutput(new TextEncoder().encode(text)),
      writeErr: (text) => host.standardError(text.replace(/^error: /, 'vmxray: ')),
    });
  program
    .command('run')
    .description('run an assembly program, a Multiboot v1 kernel or a boot sector until it stops')
    .argument('<file...>', 'sources that form one program, or one image')
    .option('--cmdline <text>', 'Multiboot command line behind the file name')
    .option('--module <file[,args]>', 'Multiboot module; may be repeated', collect, [])
    .option('--memory <MiB>', 'RAM', wholeNumber(MINIMUM_MEMORY_MIB, MAXIMUM_MEMORY_MIB), DEFAULT_MEMORY_MIB)
    .option('--cpus <n>', 'logical processors', wholeNumber(1, 8), 1)
    .option('--model <id>', 'processor model', DEFAULT_MODEL)
    .option('--max-instructions <n>', 'stop with status 124 after so many', wholeNumber(1, Number.MAX_SAFE_INTEGER))
    .option('--debugcon <file>', 'where port 0xE9 goes (- = standard output)')
    .option('--serial <file>', 'where COM1 goes (- = standard output)')
    .option('--trace <file>', 'one JSON object per VMX transition (- = standard output)')
    .option('--stat', 'exits by reason: count, cycles, share', false)
    .action((files: string[], options: RunOptions) => end(runCommand(files, options, host)));
  program
    .command('compare')
    .description('run one program on several processor models: exits by reason, and cycles')
    .argument('<file...>', 'sources that form one program, or one image')
    .requiredOption('--models <ids>', 'processor models, with commas between them')
    .option('--cmdline <text>', 'Multiboot command line behind the file name')
    .option('--module <file[,args]>', 'Multiboot module; may be repeated', collect, [])
    .option('--memory <MiB>', 'RAM', wholeNumber(MINIMUM_MEMORY_MIB, MAXIMUM_MEMORY_MIB), DEFAULT_MEMORY_MIB)
    .option('--cpus <n>', 'logical processors', wholeNumber(1, 8), 1)
    .option('--max-instructions <n>', 'stop each run after so many', wholeNumber(1, Number.MAX_SAFE_INTEGER))
    .action((files: string[], options: CompareOptions) => end(compareCommand(files, options, host)));
  program
    .command('assemble')
    .description('assemble sources to the flat image that NASM would write')
    .argument('<file...>', 'sources that form one program')
    .requiredOption('--output <image>', 'where the image goes (- = standard output)')
    .option('--listing <file>', 'addresses, bytes and source lines (- = standard output)')
    .action((files: string[], options: AssembleOptions) => end(assembleCommand(files, options, host)));
  program
    .command('grade')
    .description('grade submissions of an exercise: one line of JSON each on standard output')
    .argument('<exercise.json>', 'the exercise')
    .argument('<submission...>', 'a source each, or a folder with the files of one submission')
    .option('--time-limit <seconds>', 'for each submission', wholeNumber(1, 3600), 60)
    .option('--jobs <n>', 'submissions graded at the same time', wholeNumber(1, 64), defaultJobs())
    .action(async (exercise: string, submissions: string[], options: GradeOptions) => {
      end(await gradeCommand(exercise, submissions, options, host));
    });
  for (const command of program.commands) command.copyInheritedSettings(program);
  return program;
}

/** Carries out a command line (without node and script name); returns the exit status. Never throws. */
export async function runCommandLine(args: readonly string[], host: Host): Promise<number> {
  let status = STATUS_HALTED;
  try {
    await buildProgram(host, (value) => {
      status = value;
    }).parseAsync([...args], { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? STATUS_HALTED : STATUS_USAGE;
    if (error instanceof CommandError) {
      host.standardError(`${error.message}\n`);
      return error.status;
    }
    const fault = error instanceof Error ? error : new Error(String(error));
    host.standardError(`vmxray: fault of the simulator: ${fault.message}\n${fault.stack ?? ''}\n`);
    return STATUS_FAULT;
  }
}
