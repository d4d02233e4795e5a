import type { AssembledProgram } from '../asm/program';
import { absentInstructions } from '../cpu/decode/absent-instructions';
import { coreOperations } from '../cpu/execute';
import { systemOperations } from '../cpu/execute/system';
import { presentMsrs } from '../cpu/msr/present-msrs';
import { systemMsrs } from '../cpu/msr/system-msrs';
import { Processor } from '../cpu/processor';
import { DEFAULT_PROCESSORS, MAXIMUM_PROCESSORS } from '../cpu/state/processor-count.table';
import { StateImage } from '../cpu/state/state-image';
import { findModel } from '../models/find-model';
import type { ProcessorModel } from '../models/model';
import { DEFAULT_MODEL } from '../models/model-list.table';
import { capabilitiesOf } from '../vmx/capabilities/capabilities-of';
import { capabilityMsrRows } from '../vmx/capabilities/capability-msr-rows';
import { vmxOperations } from '../vmx/instructions';
import { resetVmx } from '../vmx/state/reset-vmx';
import { VmxUnit } from '../vmx/unit';
import { BootError } from './boot/boot-error';
import { bootFromSector, bootSectorOf } from './boot/boot-sector';
import { bootLab } from './boot/lab-boot';
import { bootMultiboot, type MultibootKernel } from './boot/multiboot-boot';
import { resetProcessor } from './boot/reset-state';
import { MachineBus } from './bus';
import { Machine } from './machine';
import { DEFAULT_MEMORY_MIB, MAXIMUM_MEMORY_MIB, MINIMUM_MEMORY_MIB } from './memory/memory-size.table';

/**
 * What to make a machine of: an assembled program (lab boot; as a boot sector when it is one), a Multiboot kernel or a boot
 * sector, and the board around it.
 */
export type MachineOptions = (
  | { readonly program: AssembledProgram; readonly multiboot?: never; readonly bootSector?: never }
  | { readonly multiboot: MultibootKernel; readonly program?: never; readonly bootSector?: never }
  | { readonly bootSector: Uint8Array; readonly program?: never; readonly multiboot?: never }
) & {
  /** A model id; the default is "everything". */
  readonly model?: string;
  readonly memoryMib?: number;
  /** Seed of RDRAND and RDSEED. */
  readonly seed?: number;
  readonly processors?: number;
};

const operations = new Map([...coreOperations, ...systemOperations, ...vmxOperations]);

/**
 * Makes a machine and boots it: it stands before the program's first instruction. Throws a BootError, with one line for
 * people, for a model that does not exist, a size that cannot be, or a program or image that cannot be booted.
 */
export function createMachine(options: MachineOptions): Machine {
  const search = findModel(options.model ?? DEFAULT_MODEL);
  if (!search.ok) throw new BootError(search.message);
  const machine = assembleBoard(search.model, memorySize(options.memoryMib), processorCount(options.processors));
  for (const p of machine.processors) {
    resetProcessor(p, options.seed ?? 0);
    resetVmx(p);
  }
  machine.board.reset();
  if (options.multiboot !== undefined) bootMultiboot(machine, options.multiboot);
  else bootProgram(machine, options.bootSector ?? bootSectorOf(options.program), options.program);
  return machine;
}

function bootProgram(machine: Machine, sector: Uint8Array | null, program: AssembledProgram | undefined): void {
  if (sector !== null) bootFromSector(machine, sector);
  else if (program !== undefined) bootLab(machine, program);
}

function memorySize(mebibytes = DEFAULT_MEMORY_MIB): number {
  if (!Number.isInteger(mebibytes) || mebibytes < MINIMUM_MEMORY_MIB || mebibytes > MAXIMUM_MEMORY_MIB) {
    throw new BootError(`memory must be ${MINIMUM_MEMORY_MIB} to ${MAXIMUM_MEMORY_MIB} MiB, not ${mebibytes}`);
  }
  return mebibytes * 0x10_0000;
}

function processorCount(count = DEFAULT_PROCESSORS): number {
  if (!Number.isInteger(count) || count < 1 || count > MAXIMUM_PROCESSORS) {
    throw new BootError(`a machine has 1 to ${MAXIMUM_PROCESSORS} processors, not ${count}`);
  }
  return count;
}

function assembleBoard(model: ProcessorModel, ramBytes: number, count: number): Machine {
  const image = new StateImage(ramBytes);
  const bus = new MachineBus();
  const capabilities = capabilitiesOf(model);
  const msrs = presentMsrs(model.cpuid, [...systemMsrs, ...capabilityMsrRows(capabilities)]);
  const absent = absentInstructions(model.cpuid);
  const processors = Array.from(
    { length: count },
    (_, id) => new Processor({ id, image, bus, cpuid: model.cpuid, msrs, operations, absent }),
  );
  const vmx = processors.map((p) => new VmxUnit(p, capabilities, model.costs));
  return new Machine({ image, bus, processors, vmx, model });
}
