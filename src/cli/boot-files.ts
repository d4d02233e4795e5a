import { BootError } from '../machine/boot/boot-error';
import { createMachine, type MachineOptions } from '../machine/create-machine';
import type { Machine } from '../machine/machine';
import { assembleFiles } from './assemble-files';
import { CommandError, STATUS_INPUT, STATUS_USAGE } from './exit-status';
import type { Host } from './host';
import { isKernel, readInput, readInputs } from './input-files';
import type { PlaceNames } from './place-names';

/** Options of every command that runs a program. */
export interface BootOptions {
  readonly cmdline?: string;
  readonly module: readonly string[];
  readonly memory: number;
  readonly cpus: number;
}

const NO_PLACES: PlaceNames = { symbols: [], lines: [], sections: [] };

/** What FILE… boots, and the names of its places. */
export interface Boot {
  readonly boot:
    | Pick<MachineOptions, 'program'>
    | Pick<MachineOptions, 'multiboot'>
    | Pick<MachineOptions, 'bootSector'>;
  readonly places: PlaceNames;
}

/** Reads FILE… and what belongs to it. @throws CommandError in one line */
export function readBoot(names: readonly string[], options: BootOptions, host: Host): Boot {
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

/** A machine of a model that has booted it. @throws CommandError with what stands in the way */
export function bootMachine(
  boot: Boot['boot'],
  model: string,
  options: BootOptions,
  names: readonly string[],
): Machine {
  try {
    return createMachine({
      ...boot,
      model,
      memoryMib: options.memory,
      processors: options.cpus,
    } as MachineOptions);
  } catch (error) {
    if (error instanceof BootError)
      throw new CommandError(STATUS_INPUT, `vmxray: ${names.join(' ')}: ${error.message}`);
    throw error;
  }
}
