import type { Processor } from '../../cpu/processor';
import { RAM_BASE } from '../../cpu/state/state-image';
import type { Breakpoint } from '../../protocol/commands';
import type { Transition } from '../../vmx/explain/transition';
import { writesField } from '../../vmx/explain/written-fields';
import { fieldWidth } from '../../vmx/vmcs/vmcs-field-encoding';
import { type VmcsFieldId, vmcsFieldList } from '../../vmx/vmcs/vmcs-field-list.table';
import { readField, regionWord } from '../../vmx/vmcs/vmcs-region';
import type { Condition } from './condition';
import { doerOf, type StepHits } from './step-hits';

/** A breakpoint on a VMCS field; `pointer` null = of any VMCS. */
export interface FieldWatch {
  readonly index: number;
  readonly field: VmcsFieldId;
  readonly access: Extract<Breakpoint, { kind: 'vmcs-field' }>['access'];
  readonly pointer: number | null;
}

export interface ExitWatch {
  readonly index: number;
  readonly reason: number | null;
  readonly condition: Condition | null;
}

const widths = new Map(vmcsFieldList.map(({ id, encoding }) => [id, fieldWidth(encoding)]));

/** Breakpoints on what VMX does: told by the VMX unit through the recorder, so a run that meets none goes at full speed. */
export class VmxWatches {
  /** Values of the watched fields as they were last seen, by pointer and field. */
  private readonly seen = new Map<string, bigint>();

  constructor(
    private readonly fields: readonly FieldWatch[],
    private readonly exits: readonly ExitWatch[],
    private readonly failures: readonly number[],
    private readonly hits: StepHits,
  ) {}

  get size(): number {
    return this.fields.length + this.exits.length + this.failures.length;
  }

  /** Whether VMREADs must be told. */
  get readsFields(): boolean {
    return this.fields.some(({ access }) => access !== 'write');
  }

  /** Begins at a moment: what the fields of the known VMCSs hold now. */
  begin(p: Processor, pointers: readonly number[]): void {
    this.seen.clear();
    for (const pointer of pointers) this.pointerLoaded(p, pointer);
  }

  /** A VMCS became current: what its fields hold then. */
  pointerLoaded(p: Processor, pointer: number): void {
    for (const { field } of this.fields) this.look(p, pointer, field);
  }

  fieldRead(p: Processor, pointer: number, field: VmcsFieldId): void {
    this.note(p, pointer, field, 'read');
  }

  fieldWritten(p: Processor, pointer: number, field: VmcsFieldId): void {
    this.note(p, pointer, field, 'write');
  }

  transition(p: Processor, t: Transition): void {
    if (this.fields.length > 0) this.writtenBy(p, t);
    if (t.kind === 'vm-exit' || t.kind === 'entry-failure') this.exited(p, t);
    if (t.kind === 'entry-failure' || (t.kind === 'vm-fail' && (t.error === 7 || t.error === 8))) this.failed(p, t);
  }

  private writtenBy(p: Processor, t: Transition): void {
    const pointer = Number(t.vmcs);
    if (pointer + 0x1000 > p.image.ramBytes) return;
    const done = new Set<VmcsFieldId>();
    for (const { field } of this.fields) {
      if (done.has(field)) continue;
      done.add(field);
      if (writesField(t, field, p.image.i32, regionWord(pointer))) this.note(p, pointer, field, 'write');
    }
  }

  private exited(p: Processor, t: Transition): void {
    const reason = (t.exitReason ?? 0) & 0xffff;
    for (const { index, reason: wanted, condition } of this.exits) {
      // An entry failure is no VM exit, but it has an exit reason that may be asked for.
      const fits = wanted === null ? t.kind === 'vm-exit' : wanted === reason;
      if (!fits || condition?.() === false) continue;
      const doer = { ...doerOf(p), rip: t.fromRip };
      this.hits.add({ index, describe: () => ({ kind: 'vm-exit', ...doer, reason }) });
    }
  }

  private failed(p: Processor, t: Transition): void {
    for (const index of this.failures) {
      const doer = { ...doerOf(p), rip: t.fromRip };
      const reason = t.exitReason === undefined ? null : t.exitReason & 0xffff;
      this.hits.add({
        index,
        describe: () => ({ kind: 'vm-entry-failure', ...doer, reason, error: t.error ?? null }),
      });
    }
  }

  private note(p: Processor, pointer: number, field: VmcsFieldId, access: 'read' | 'write'): void {
    if (!this.fields.some((watch) => watch.field === field)) return;
    const known = this.seen.get(key(pointer, field));
    const after = this.look(p, pointer, field);
    for (const { index, field: wanted, access: watched, pointer: own } of this.fields) {
      if (wanted !== field || (own !== null && own !== pointer)) continue;
      if (watched !== 'access' && watched !== access) continue;
      const doer = doerOf(p);
      const before = known ?? after;
      this.hits.add({
        index,
        describe: () => ({ kind: 'vmcs-field', ...doer, access, pointer: BigInt(pointer), field, before, after }),
      });
    }
  }

  private look(p: Processor, pointer: number, field: VmcsFieldId): bigint {
    const now = value(p, pointer, field);
    this.seen.set(key(pointer, field), now);
    return now;
  }
}

const key = (pointer: number, field: VmcsFieldId): string => `${pointer} ${field}`;

function value(p: Processor, pointer: number, field: VmcsFieldId): bigint {
  if (RAM_BASE + pointer + 0x1000 > p.image.u8.length) return 0n;
  return readField(p.image, pointer, field, widths.get(field) ?? 'natural');
}
