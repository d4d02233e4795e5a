import type { GuestView, Snapshot, TransitionKind, TransitionView, VmxMode } from '../../../protocol/snapshot';

/** What the stage draws, taken from a snapshot: who stands where, and the crossing that happened last. */
export interface StageModel {
  /** Number of the processor whose rooms these are. */
  readonly processor: number;
  /** The machine has others. */
  readonly several: boolean;
  /** The other processors that are in VMX operation, each at the desk with this index, or with the VMM (null). */
  readonly others: readonly { readonly number: number; readonly desk: number | null }[];
  readonly mode: VmxMode;
  /** Where the VMM (outside VMX: the program) stands or will go on; null when nothing is known of it. */
  readonly vmm: StagePlace | null;
  readonly desks: readonly StageDesk[];
  readonly vmcs: StageVmcs | null;
  readonly crossing: StageCrossing | null;
  /** While the machine runs nothing moves smoothly. */
  readonly still: boolean;
}

export interface StagePlace {
  readonly symbol: string;
  readonly instruction: string;
}

export interface StageDesk {
  readonly label: string;
  readonly pointer: bigint;
  readonly launched: boolean;
  /** Its VMCS is the current one. */
  readonly current: boolean;
  /** The processor executes here now. */
  readonly here: boolean;
  /** null before its first VM entry. */
  readonly place: StagePlace | null;
}

export interface StageVmcs {
  readonly pointer: bigint;
  readonly launched: boolean;
  readonly label: string;
}

export interface StageCrossing {
  readonly n: number;
  readonly kind: TransitionKind;
  readonly failed: boolean;
  /** Index of the desk concerned; 0 when there is none. */
  readonly desk: number;
  readonly cause: string;
  readonly vmcs: bigint;
  readonly reasonName: string | null;
  /** Basic exit reason. */
  readonly reason: number | null;
  readonly instructionLength: number | null;
  readonly error: number | null;
  /** How many entry checks fail. */
  readonly failing: number;
  readonly cost: number;
  readonly saved: number;
  readonly loaded: number;
  /** How many transitions of this kind have happened, this one included. */
  readonly ordinal: number;
}

/** `ordinal` is the crossing's number among those of its kind (see `ordinalOfKind`). */
export function toStageModel(snapshot: Snapshot, last: TransitionView | null, ordinal: number): StageModel {
  const { mode, guests } = snapshot;
  const current = snapshot.vmcsList.find((vmcs) => vmcs.current) ?? null;
  const vmmPlace = mode === 'non-root' ? snapshot.vmmPlace : snapshot.place;
  const others = snapshot.processors.filter((other) => other.number !== snapshot.processor && other.mode !== 'off');
  return {
    processor: snapshot.processor,
    several: snapshot.processors.length > 1,
    others: others.map(({ number, mode: where }) => ({
      number,
      desk: where === 'root' ? null : guests.findIndex((guest) => guest.runsOn === number),
    })),
    mode,
    vmm: vmmPlace === null ? null : toPlace(vmmPlace),
    desks: guests.map((guest) => toDesk(guest, mode)),
    vmcs: current === null ? null : { pointer: current.pointer, launched: current.launched, label: current.label },
    crossing: last === null ? null : toCrossing(last, guests, ordinal),
    still: snapshot.running,
  };
}

/** Number of the transition at `index` among those of its own kind, counted from 1. */
export function ordinalOfKind(transitions: readonly TransitionView[], index: number): number {
  const kind = transitions[index]?.kind;
  let ordinal = 0;
  for (let i = 0; i <= index; i++) if (transitions[i]?.kind === kind) ordinal++;
  return ordinal;
}

function toPlace(place: { rip: bigint; symbol: string | null; text: string }): StagePlace {
  return { symbol: place.symbol ?? `0x${place.rip.toString(16)}`, instruction: place.text };
}

function toDesk(guest: GuestView, mode: VmxMode): StageDesk {
  return {
    label: guest.label,
    pointer: guest.pointer,
    launched: guest.launched,
    current: guest.current,
    here: mode === 'non-root' && guest.current,
    place: guest.place === null ? null : toPlace(guest.place),
  };
}

function toCrossing(last: TransitionView, guests: readonly GuestView[], ordinal: number): StageCrossing {
  const desk = guests.findIndex((guest) => guest.pointer === last.vmcs);
  return {
    n: last.n,
    kind: last.kind,
    failed: last.kind === 'vm-fail' || last.kind === 'entry-failure' || last.kind === 'vmx-abort',
    desk: Math.max(0, desk),
    cause: last.cause,
    vmcs: last.vmcs,
    reasonName: last.reasonName,
    reason: last.exitReason === undefined ? null : last.exitReason & 0xffff,
    instructionLength: last.instructionLength ?? null,
    error: last.error ?? null,
    failing: last.failures.length,
    cost: last.cost,
    saved: last.saved.length,
    loaded: last.loaded.length,
    ordinal,
  };
}
