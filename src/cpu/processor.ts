import { type AbsentInstructions, NOTHING_ABSENT } from './decode/absent-instructions';
import type { Operation } from './decode/instruction';
import { attachDerived, type DecodedPage, Derived, FAST_WORDS } from './derived';
import type {
  AccessWatch,
  ControlRegisterConstraint,
  CpuidModel,
  Intercepts,
  InterruptPort,
  MsrRow,
  PhysicalBus,
  ProcessorListener,
  SecondLevelTranslation,
} from './ports';
import { PROCESSOR_AREA_BYTES, type StateImage } from './state/state-image';

/** What a processor is built from. */
export interface ProcessorParts {
  readonly id: number;
  readonly image: StateImage;
  readonly bus: PhysicalBus;
  readonly cpuid: CpuidModel;
  readonly msrs: ReadonlyMap<number, MsrRow>;
  /** Operations by the name of their cpu/isa row; an extension (vmx/) adds its own. A missing name is "not modelled". */
  readonly operations: ReadonlyMap<string, Operation>;
  /** Instructions that this processor lacks although they are modelled; the default is none. */
  readonly absent?: AbsentInstructions;
}

/**
 * One logical processor: views on its area of the state image, and the ports through which it meets the rest of the
 * machine. It holds no architectural state of its own; the state image is all there is.
 */
export class Processor {
  readonly id: number;
  readonly image: StateImage;
  /** The processor's area as 32-bit words (indices: state/processor-layout.ts). */
  readonly s: Int32Array;
  /** The same bytes as doubles, unsigned and signed 64-bit values (index = word >> 1). */
  readonly f: Float64Array;
  readonly q: BigUint64Array;
  /** The same bytes as bytes; register n's byte k is at GPR * 4 + n * 8 + k. */
  readonly b: Uint8Array;
  readonly bus: PhysicalBus;
  readonly cpuid: CpuidModel;
  readonly msrs: ReadonlyMap<number, MsrRow>;
  readonly operations: ReadonlyMap<string, Operation>;
  readonly absent: AbsentInstructions;

  /** The whole state image, for memory accesses. */
  readonly view: DataView;
  /** Fast TLB tags and the tag of the current code page (cpu/derived.ts). Derived, not state. */
  readonly fast: Int32Array;
  /** Decoded instructions of the page that RIP is in, while the tag in `fast` says so. Derived, not state. */
  codePage: DecodedPage = [];
  readonly derived: Derived;
  /** Name of the instruction that stopped the run with STOP_UNMODELLED. */
  unmodelled = '';

  intercepts: Intercepts | null = null;
  controlRegisterConstraint: ControlRegisterConstraint | null = null;
  secondLevel: SecondLevelTranslation | null = null;
  listener: ProcessorListener | null = null;
  accessWatch: AccessWatch | null = null;
  interrupts: InterruptPort | null = null;
  /** The cycle count at which `run` comes back before the next instruction. Derived, not state: the machine sets it. */
  limit = Number.POSITIVE_INFINITY;

  constructor(parts: ProcessorParts) {
    this.id = parts.id;
    this.image = parts.image;
    const offset = parts.id * PROCESSOR_AREA_BYTES;
    const buffer = parts.image.memory.buffer;
    this.s = new Int32Array(buffer, offset, PROCESSOR_AREA_BYTES / 4);
    this.f = new Float64Array(buffer, offset, PROCESSOR_AREA_BYTES / 8);
    this.q = new BigUint64Array(buffer, offset, PROCESSOR_AREA_BYTES / 8);
    this.b = new Uint8Array(buffer, offset, PROCESSOR_AREA_BYTES);
    this.bus = parts.bus;
    this.cpuid = parts.cpuid;
    this.msrs = parts.msrs;
    this.operations = parts.operations;
    this.absent = parts.absent ?? NOTHING_ABSENT;
    this.view = parts.image.view;
    this.fast = new Int32Array(FAST_WORDS);
    this.derived = new Derived(this.fast);
    attachDerived(this);
  }
}
