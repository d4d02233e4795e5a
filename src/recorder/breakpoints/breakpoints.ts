import { ProblemError } from '../../base/problem-error';
import type { Processor } from '../../cpu/processor';
import { RIP } from '../../cpu/state/processor-layout';
import type { Breakpoint, BreakpointProblem } from '../../protocol/commands';
import type { BreakpointHit } from '../../protocol/snapshot';
import type { Transition } from '../../vmx/explain/transition';
import type { VmcsFieldId } from '../../vmx/vmcs/vmcs-field-list.table';
import type { RecordedMachine } from '../recorded-machine';
import { AccessWatches } from './access-watches';
import { type BreakpointFacts, requirePossible, toCondition } from './breakpoint-problem';
import { PlaceTable } from './place-table';
import { StepHits } from './step-hits';
import { type FieldWatch, VmxWatches } from './vmx-watches';

/** What stopped a run: the number of the breakpoint in its list, and what it saw. */
export interface Stop {
  readonly index: number;
  readonly hit: BreakpointHit;
}

type Numbered<B> = { readonly index: number; readonly breakpoint: B };

/**
 * A list of breakpoints at work. Installed for the length of a run, and taken away again: a run without them pays nothing.
 * The places at which they stop are a function of the history alone, so going back finds those that going forward met: a
 * line or address where RIP has just come to be the address, everything else after the step that did it. Of several at one
 * place the first in the list is named.
 */
export class Breakpoints {
  private places = new PlaceTable([]);
  private readonly hits: StepHits;
  private access: AccessWatches;
  private vmx: VmxWatches;

  /** @param requestStop makes the run end after the step under way */
  constructor(
    private readonly machine: Pick<RecordedMachine, 'processors' | 'current'>,
    requestStop: () => void,
  ) {
    this.hits = new StepHits(requestStop);
    this.access = new AccessWatches([], [], [], this.hits);
    this.vmx = new VmxWatches([], [], [], this.hits);
  }

  get isEmpty(): boolean {
    return this.places.size + this.access.size + this.vmx.size === 0;
  }

  /** Whether each step must be looked at by itself. */
  get hasPlaces(): boolean {
    return this.places.size > 0;
  }

  /** Whether VMREADs must be told. */
  get readsFields(): boolean {
    return this.vmx.readsFields;
  }

  /** Replaces the list. Answers for each one that can never stop anything why that is. */
  set(list: readonly Breakpoint[], facts: BreakpointFacts): readonly BreakpointProblem[] {
    const problems: BreakpointProblem[] = [];
    const possible: Numbered<Breakpoint>[] = [];
    for (const [index, breakpoint] of list.entries()) {
      try {
        requirePossible(breakpoint, facts);
        if (breakpoint.enabled !== false) possible.push({ index, breakpoint });
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        problems.push({ breakpoint: index, code: error.code, params: error.params, message: error.message });
      }
    }
    this.compile(possible, facts);
    return problems;
  }

  /** Looks out for writes of one byte of RAM, only. */
  watchByte(address: number): void {
    this.access = new AccessWatches([ramWrite(0, address, 1)], [], [], this.hits);
  }

  /** Looks out for writes of one field of one VMCS, by whatever way; its `bytes` lie in RAM at `address`. */
  watchField(pointer: number, field: VmcsFieldId, address: number, bytes: number): void {
    this.vmx = new VmxWatches([{ index: 0, field, access: 'write', pointer }], [], [], this.hits);
    this.access = new AccessWatches([ramWrite(1, address, bytes)], [], [], this.hits);
  }

  /** Begins a run: `pointers` are the VMCSs known so far. */
  install(pointers: readonly number[]): void {
    this.hits.take();
    this.access.install(this.machine.processors);
    this.vmx.begin(this.machine.current, pointers);
  }

  remove(): void {
    this.access.remove(this.machine.processors);
  }

  transition(t: Transition): void {
    if (this.vmx.size > 0) this.vmx.transition(this.machine.current, t);
  }

  pointerLoaded(pointer: bigint): void {
    if (this.vmx.size > 0) this.vmx.pointerLoaded(this.machine.current, Number(pointer));
  }

  fieldRead(pointer: number, field: VmcsFieldId): void {
    this.vmx.fieldRead(this.machine.current, pointer, field);
  }

  fieldWritten(pointer: number, field: VmcsFieldId): void {
    if (this.vmx.size > 0) this.vmx.fieldWritten(this.machine.current, pointer, field);
  }

  /** After a step of a processor by itself, from an instruction at another address (or the same one): whether RIP has come to a place. */
  arrived(p: Processor, fromLow: number, fromHigh: number): void {
    const low = p.s[RIP] as number;
    const high = p.s[RIP + 1] as number;
    if (low === fromLow && high === fromHigh) return;
    const index = this.places.at(low, high);
    if (index < 0) return;
    const rip = p.q[RIP >> 1] as bigint;
    this.hits.add({ index, describe: () => ({ kind: 'place', rip }) });
  }

  /** What the last step, which a processor took, met, if anything. */
  take(p: Processor): Stop | null {
    this.access.finish(p);
    return this.hits.take();
  }

  private compile(list: readonly Numbered<Breakpoint>[], facts: BreakpointFacts): void {
    const places: { address: bigint; index: number }[] = [];
    const data: Numbered<Extract<Breakpoint, { kind: 'data' }>>[] = [];
    const ports: Numbered<Extract<Breakpoint, { kind: 'port' }>>[] = [];
    const msrs: Numbered<Extract<Breakpoint, { kind: 'msr' }>>[] = [];
    const fields: FieldWatch[] = [];
    const exits: ConstructorParameters<typeof VmxWatches>[1][number][] = [];
    const failures: number[] = [];
    for (const { index, breakpoint: b } of list) {
      if (b.kind === 'line') for (const address of facts.addressesOf(b.file, b.line)) places.push({ address, index });
      else if (b.kind === 'address') places.push({ address: b.address, index });
      else if (b.kind === 'data') data.push({ index, breakpoint: b });
      else if (b.kind === 'port') ports.push({ index, breakpoint: b });
      else if (b.kind === 'msr') msrs.push({ index, breakpoint: b });
      else if (b.kind === 'vmcs-field') fields.push({ index, field: b.field, access: b.access, pointer: null });
      else if (b.kind === 'vm-exit')
        exits.push({ index, reason: b.reason, condition: toCondition(b.condition, facts.processor) });
      else failures.push(index);
    }
    this.places = new PlaceTable(places);
    this.access = new AccessWatches(data, ports, msrs, this.hits);
    this.vmx = new VmxWatches(fields, exits, failures, this.hits);
  }
}

const ramWrite = (index: number, address: number, length: number): Numbered<Extract<Breakpoint, { kind: 'data' }>> => ({
  index,
  breakpoint: { kind: 'data', access: 'write', space: 'physical', address: BigInt(address), length },
});
