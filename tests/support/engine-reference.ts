import { assemble } from '../../src/asm/assembler';
import { CYCLES, INSTRUCTIONS } from '../../src/cpu/state/processor-layout';
import { createMachine } from '../../src/machine/create-machine';
import type { Machine } from '../../src/machine/machine';
import { programs } from '../../src/programs';
import { libraryFiles } from '../../src/programs/library';
import type { ExampleProgram } from '../../src/programs/program';
import { supportedFields } from '../../src/vmx/capabilities/supported-fields';
import type { Transition } from '../../src/vmx/explain/transition';
import { includeResolver } from '../../src/worker/include-resolver';
import { fieldAt } from './baseline-vmcs';

/** The machine at one position. */
export interface Moment {
  readonly instructions: number;
  readonly cycles: number;
  readonly digest: string;
}

/** A transition by the position behind it, with every field of its VMCS as it is there; values are hexadecimal digits. */
export interface TransitionMoment {
  readonly position: number;
  readonly kind: Transition['kind'];
  readonly fields: Readonly<Record<string, string>>;
}

/** What the engine alone, as the command line drives it, says of a program of the menu. */
export interface EngineReference {
  readonly id: string;
  readonly title: string;
  /** Logical processors of its machine. */
  readonly processors: number;
  /** In the order in which the command line is given them. */
  readonly files: readonly string[];
  /** By position, from the boot to the stop. */
  readonly moments: readonly Moment[];
  readonly transitions: readonly TransitionMoment[];
}

/** More positions than any program of the menu takes. */
const LONGEST = 20_000;

/** Runs every program of the menu to its stop, position by position. */
export const engineReferences = (): readonly EngineReference[] => programs.map(referenceOf);

function referenceOf({ id, title, files, processors = 1 }: ExampleProgram): EngineReference {
  const machine = createMachine({ program: assemble([...files], includeResolver(libraryFiles(), files)), processors });
  const seen: Transition[] = [];
  for (const unit of machine.vmx) unit.listener = { transition: (t) => seen.push(t), decision: () => undefined };
  const moments: Moment[] = [momentOf(machine)];
  const transitions: TransitionMoment[] = [];
  while (machine.stop === 0) {
    machine.step();
    // The step that finds out that nothing wakes the processor takes no position: it belongs to the last one.
    moments[machine.position()] = momentOf(machine);
    for (const t of seen.splice(0)) {
      transitions.push({ position: t.position, kind: t.kind, fields: fieldsOf(machine, t) });
    }
    if (moments.length > LONGEST) throw new Error(`${id} does not come to its end`);
  }
  return { id, title: title.en, processors, files: files.map(({ name }) => name), moments, transitions };
}

/** With several processors the numbers are of the one whose turn it is. */
function momentOf(machine: Machine): Moment {
  const { f } = machine.current;
  return { instructions: f[INSTRUCTIONS], cycles: f[CYCLES], digest: machine.digest() };
}

function fieldsOf(machine: Machine, { kind, vmcs }: Transition): Record<string, string> {
  if (kind === 'vmxon' || kind === 'vmxoff') return {};
  const ids = supportedFields(machine.vmx[0].capabilities);
  return Object.fromEntries([...ids].map((id) => [id, fieldAt(machine.image, Number(vmcs), id).toString(16)]));
}
