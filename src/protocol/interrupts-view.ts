import type { EventBlock } from '../cpu/interrupts/event-blocks.table';
import type { RedirectionView } from '../machine/devices/io-apic';
import type { PicRegisters } from '../machine/devices/pic-8259';
import type { PitCounterView } from '../machine/devices/pit-counter';
import type { Decision } from '../vmx/explain/decision';

/** What waits for an instruction boundary. The windows are VM exits that a VMM waits for. */
export type WaitingKind =
  | 'machine-check'
  | 'smi'
  | 'init'
  | 'start-up'
  | 'debug-trap'
  | 'monitor-trap-flag'
  | 'bus-lock'
  | 'preemption-timer'
  | 'nmi-window'
  | 'nmi'
  | 'interrupt-window'
  | 'virtual-interrupt'
  | 'external-interrupt';

/** Something that waits for an instruction boundary, and what the next one makes of it. */
export interface WaitingEvent {
  readonly kind: WaitingKind;
  /** Vector of an external interrupt or a start-up IPI; null where there is none, or only the acknowledge cycle tells it. */
  readonly vector: number | null;
  /** Where an external interrupt comes from. */
  readonly source: '8259' | 'outside' | 'local-apic' | null;
  /** The next boundary takes it, another event comes first, something blocks it, or nobody wants it. */
  readonly fate: 'next' | 'behind' | 'blocked' | 'dropped';
  /** What blocks it; empty unless `fate` is 'blocked'. */
  readonly blocks: readonly EventBlock[];
  /** In VMX non-root, for what nothing blocks: whether it causes a VM exit, and which control says so. */
  readonly decision: Decision | null;
}

/** A request that a controller or a pin keeps from the processor. */
export interface HeldRequest {
  readonly at: 'io-apic' | 'master' | 'slave' | 'lint0' | 'lint1';
  /** Input of the controller; null for a pin. */
  readonly input: number | null;
  /** Its mask bit; an interrupt of it that has not ended (remote IRR); one in service; a request of higher priority. */
  readonly by: 'mask' | 'remote-irr' | 'in-service' | 'other-first';
}

export type LvtName = 'timer' | 'thermal' | 'performance' | 'lint0' | 'lint1' | 'error';

/** An entry of the local vector table, decoded. */
export interface LvtEntryView {
  readonly name: LvtName;
  readonly value: number;
  readonly vector: number;
  readonly masked: boolean;
  /** DELIVER_* of cpu/apic; null for the timer and the error entry, which are always fixed. */
  readonly deliveryMode: number | null;
  /** LINT0 and LINT1: level-triggered. */
  readonly level: boolean;
  readonly remoteIrr: boolean;
}

export interface ApicTimerView {
  readonly mode: 'one-shot' | 'periodic' | 'tsc-deadline';
  /** Cycles per count. */
  readonly divisor: number;
  readonly initialCount: number;
  readonly currentCount: number;
  /** IA32_TSC_DEADLINE, 0 = disarmed. */
  readonly tscDeadline: bigint;
  /** Cycle at which it next expires; null for never. */
  readonly deadline: number | null;
}

/** The local APIC of the processor that is looked at. */
export interface LocalApicView {
  readonly mode: 'disabled' | 'xapic' | 'x2apic';
  /** Spurious-interrupt vector register, bit 8. */
  readonly softwareEnabled: boolean;
  /** IA32_APIC_BASE says that this is the bootstrap processor. */
  readonly bootstrap: boolean;
  /** Address of the register window. */
  readonly base: bigint;
  readonly id: number;
  readonly taskPriority: number;
  readonly processorPriority: number;
  /** Vectors whose bits are set, the highest first. */
  readonly requested: readonly number[];
  readonly inService: readonly number[];
  readonly levelTriggered: readonly number[];
  readonly spurious: number;
  /** Error status as it is read, and errors noted since it was last written. */
  readonly errorStatus: number;
  readonly errorsNoted: number;
  readonly logicalDestination: number;
  /** Null in x2APIC mode, which has none. */
  readonly destinationFormat: number | null;
  /** The interrupt command register as it was last written. */
  readonly command: bigint;
  readonly entries: readonly LvtEntryView[];
  readonly timer: ApicTimerView;
}

/** What waits to interrupt a processor, and the controllers that it comes from, at one instant. */
export interface InterruptsView {
  readonly processor: number;
  /** The processor is in VMX non-root operation. */
  readonly guest: boolean;
  readonly cycles: number;
  /** In the order of priority in which they would be taken. */
  readonly waiting: readonly WaitingEvent[];
  readonly held: readonly HeldRequest[];
  readonly apic: LocalApicView;
  readonly ioApic: readonly RedirectionView[];
  readonly pic: { readonly master: PicRegisters; readonly slave: PicRegisters };
  readonly pit: readonly PitCounterView[];
}
