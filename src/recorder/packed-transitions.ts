import type { Processor } from '../cpu/processor';
import { CYCLES, EVENTS, INSTRUCTION_START, INSTRUCTIONS, OTHER_POSITIONS, RIP } from '../cpu/state/processor-layout';
import type { ExitInformation } from '../vmx/exit/exit-information';
import type { Transition, TransitionKind } from '../vmx/explain/transition';
import { CURRENT_VMCS } from '../vmx/state/vmx-layout';
import { F, regionWord } from '../vmx/vmcs/vmcs-region';

const KINDS: readonly TransitionKind[] = [
  'vmxon',
  'vm-entry',
  'vm-exit',
  'vm-fail',
  'entry-failure',
  'vmxoff',
  'vmx-abort',
];

/** Words of a row: numbers, 64-bit values, small numbers. */
const NUMBERS = 7;
const VALUES = 6;
const SMALL = 4;
const ENTRY = KINDS.indexOf('vm-entry');
const EXIT = KINDS.indexOf('vm-exit');
const GUEST_RIP = F['guest-rip'];
const GUEST_RFLAGS = F['guest-rflags'];

const FIRST_CAPACITY = 1_024;
const ABSENT = -1;
const NOTHING: readonly never[] = [];

/** Which of the optional 64-bit values a row has. */
const HAS_QUALIFICATION = 1;
const HAS_GUEST_RIP = 2;
const HAS_GUEST_RFLAGS = 4;

/**
 * Outlines of transitions in typed arrays, ascending by position: a fast run makes hundreds of thousands a second, and as
 * objects they would keep the garbage collector busier than the run itself. What a row cannot say is `fits`' business.
 */
export class PackedTransitions {
  length = 0;
  private numbers = new Float64Array(FIRST_CAPACITY * NUMBERS);
  private values = new BigUint64Array(FIRST_CAPACITY * VALUES);
  /** The same values as halves. */
  private halves = new Int32Array(this.values.buffer);
  private small = new Int32Array(FIRST_CAPACITY * SMALL);
  private readonly causes: string[] = [];
  private readonly causeNumbers = new Map<string, number>();

  /** Whether a row says everything about the transition. */
  static fits(t: Transition): boolean {
    return (
      t.why === null &&
      t.injected === undefined &&
      t.interruptionInfo === undefined &&
      t.idtVectoringInfo === undefined &&
      t.guestLinearAddress === undefined &&
      t.guestPhysicalAddress === undefined &&
      t.error === undefined &&
      t.abort === undefined &&
      t.checks.length === 0 &&
      t.saved.length === 0 &&
      t.loaded.length === 0
    );
  }

  push(t: Transition): void {
    const row = this.addRow();
    const { numbers, values, small } = this;
    let at = row * NUMBERS;
    numbers[at++] = t.position;
    numbers[at++] = t.instructions;
    numbers[at++] = t.cycles;
    numbers[at++] = t.cost;
    numbers[at++] = t.exitReason ?? ABSENT;
    numbers[at++] = t.instructionLength ?? ABSENT;
    numbers[at] = t.instructionInfo ?? ABSENT;
    at = row * VALUES;
    values[at++] = t.fromRip;
    values[at++] = t.toRip;
    values[at++] = t.vmcs;
    let has = 0;
    if (t.qualification !== undefined) {
      values[at] = t.qualification;
      has = HAS_QUALIFICATION;
    }
    if (t.guestRip !== undefined) {
      values[at + 1] = t.guestRip;
      has |= HAS_GUEST_RIP;
    }
    if (t.guestRflags !== undefined) {
      values[at + 2] = t.guestRflags;
      has |= HAS_GUEST_RFLAGS;
    }
    at = row * SMALL;
    small[at++] = KINDS.indexOf(t.kind);
    small[at++] = t.cpu;
    small[at++] = this.numberOf(t.cause);
    small[at] = has;
  }

  /** The VM entry (`exit` is null) or VM exit that has just happened, read from the state without allocating. */
  pushOutline(p: Processor, cause: string, cost: number, exit: ExitInformation | null): void {
    const row = this.addRow();
    const { numbers, halves, small } = this;
    const { s } = p;
    const instructions = p.f[INSTRUCTIONS] as number;
    let at = row * NUMBERS;
    numbers[at++] = instructions + (p.f[EVENTS] as number) + (p.f[OTHER_POSITIONS] as number);
    numbers[at++] = instructions;
    numbers[at++] = p.f[CYCLES] as number;
    numbers[at++] = cost;
    numbers[at++] = exit === null ? ABSENT : exit.reason;
    numbers[at++] = exit === null || exit.instructionLength < 0 ? ABSENT : exit.instructionLength;
    numbers[at] = exit?.hasInstructionInfo === true ? exit.instructionInfo >>> 0 : ABSENT;
    at = row * 2 * VALUES;
    halves[at + 2] = s[RIP] as number;
    halves[at + 3] = s[RIP + 1] as number;
    halves[at + 4] = s[CURRENT_VMCS] as number;
    halves[at + 5] = s[CURRENT_VMCS + 1] as number;
    if (exit === null) {
      halves[at] = s[INSTRUCTION_START] as number;
      halves[at + 1] = s[INSTRUCTION_START + 1] as number;
    } else {
      const words = p.image.i32;
      const region = regionWord((s[CURRENT_VMCS] as number) >>> 0);
      halves[at] = words[region + GUEST_RIP] as number;
      halves[at + 1] = words[region + GUEST_RIP + 1] as number;
      halves[at + 6] = exit.qualificationLow;
      halves[at + 7] = exit.qualificationHigh;
      halves[at + 8] = halves[at] as number;
      halves[at + 9] = halves[at + 1] as number;
      halves[at + 10] = words[region + GUEST_RFLAGS] as number;
      halves[at + 11] = 0;
    }
    at = row * SMALL;
    small[at++] = exit === null ? ENTRY : EXIT;
    small[at++] = p.id;
    small[at++] = this.numberOf(cause);
    small[at] = exit === null ? 0 : HAS_QUALIFICATION | HAS_GUEST_RIP | HAS_GUEST_RFLAGS;
  }

  positionAt(row: number): number {
    return this.numbers[row * NUMBERS] as number;
  }

  /** The transition of a row, made anew. */
  at(row: number): Transition {
    const n = row * NUMBERS;
    const v = row * VALUES;
    const k = row * SMALL;
    const { numbers, values, small } = this;
    const has = small[k + 3] as number;
    const exitReason = numbers[n + 4] as number;
    const instructionLength = numbers[n + 5] as number;
    const instructionInfo = numbers[n + 6] as number;
    return {
      cpu: small[k + 1] as number,
      instructions: numbers[n + 1] as number,
      position: numbers[n] as number,
      cycles: numbers[n + 2] as number,
      kind: KINDS[small[k] as number] as TransitionKind,
      cause: this.causes[small[k + 2] as number] as string,
      cost: numbers[n + 3] as number,
      fromRip: values[v] as bigint,
      toRip: values[v + 1] as bigint,
      vmcs: values[v + 2] as bigint,
      why: null,
      checks: NOTHING,
      saved: NOTHING,
      loaded: NOTHING,
      ...(exitReason === ABSENT ? {} : { exitReason }),
      ...((has & HAS_QUALIFICATION) === 0 ? {} : { qualification: values[v + 3] as bigint }),
      ...((has & HAS_GUEST_RIP) === 0 ? {} : { guestRip: values[v + 4] as bigint }),
      ...((has & HAS_GUEST_RFLAGS) === 0 ? {} : { guestRflags: values[v + 5] as bigint }),
      ...(instructionLength === ABSENT ? {} : { instructionLength }),
      ...(instructionInfo === ABSENT ? {} : { instructionInfo }),
    };
  }

  /** Forgets the first rows. */
  dropFirst(count: number): void {
    this.numbers.copyWithin(0, count * NUMBERS, this.length * NUMBERS);
    this.values.copyWithin(0, count * VALUES, this.length * VALUES);
    this.small.copyWithin(0, count * SMALL, this.length * SMALL);
    this.length -= count;
  }

  private addRow(): number {
    const row = this.length;
    if ((row + 1) * SMALL > this.small.length) this.grow();
    this.length = row + 1;
    return row;
  }

  private numberOf(cause: string): number {
    // Entries and exits alternate, mostly with the same two causes.
    for (let k = 0; k < this.causes.length && k < 4; k++) if (this.causes[k] === cause) return k;
    const known = this.causeNumbers.get(cause);
    if (known !== undefined) return known;
    this.causeNumbers.set(cause, this.causes.length);
    return this.causes.push(cause) - 1;
  }

  private grow(): void {
    const { numbers, values, small } = this;
    this.numbers = new Float64Array(numbers.length * 2);
    this.numbers.set(numbers);
    this.values = new BigUint64Array(values.length * 2);
    this.values.set(values);
    this.halves = new Int32Array(this.values.buffer);
    this.small = new Int32Array(small.length * 2);
    this.small.set(small);
  }
}
