import type { Processor } from '../cpu/processor';
import { RAM_BASE } from '../cpu/state/state-image';
import type { VmxCapabilities } from './capabilities/capabilities';
import { HeldChecks } from './entry/checks/held-checks';
import { ExitInformation } from './exit/exit-information';
import type { TransitionDraft } from './explain/build-transition';
import type { Decision, DecisionNote, DecisionStep } from './explain/decision';
import { StateCapture } from './explain/state-capture';
import type { VmxListener } from './explain/transition';
import { CURRENT_VMCS } from './state/vmx-layout';
import { type TransitionCharges, transitionCharges } from './transition-charges';
import type { CostProfileId } from './transition-cost.table';

const RAM_WORD = RAM_BASE / 4;

/** IA32_VMX_MISC bit 5: VM exits store IA32_EFER.LMA into the VM-entry control "IA-32e mode guest". */
const MISC_STORES_LMA = 1n << 5n;

/**
 * What the code of nonroot/, entry/ and exit/ works on: one processor, its capabilities, the listener, and scratch that
 * lives for one decision or one transition. It holds no architectural state; that is all in the state image.
 */
export class VmxContext {
  listener: VmxListener | null = null;
  /** Whether VM exits store IA32_EFER.LMA into the VM-entry controls. */
  readonly storesIa32eMode: boolean;

  /** The VM-entry checks, with what is derived from VMCSs whose checks held. */
  readonly heldChecks: HeldChecks;

  /** Scratch: what the VM exit under way reports. */
  readonly exit = new ExitInformation();
  /** Scratch: words before the transition under way, to tell what it changed. */
  readonly capture = new StateCapture();
  /** Scratch: what the decision under way consulted so far. */
  steps: DecisionStep[] = [];
  /** Scratch: what else it rests on. */
  notes: DecisionNote[] = [];
  /** Scratch: the last decision that led to an exit, until the exit's record takes it. */
  why: Decision | null = null;
  /** Scratch: the record of a VM entry whose injected event is still being delivered. */
  pendingEntry: TransitionDraft | null = null;

  /** Cycles that this model's transitions take. */
  readonly charges: TransitionCharges;

  constructor(
    readonly p: Processor,
    readonly capabilities: VmxCapabilities,
    costs: CostProfileId = 'broadwell',
  ) {
    this.charges = transitionCharges(costs);
    this.heldChecks = new HeldChecks(p, capabilities);
    this.storesIa32eMode = (capabilities.misc & MISC_STORES_LMA) !== 0n;
  }

  /** Must follow every overwriting of the state image from outside: drops scratch that speaks of the state before. */
  restored(): void {
    this.steps = [];
    this.notes = [];
    this.why = null;
    this.pendingEntry = null;
  }

  /** True while somebody wants decisions and full lists of changes. */
  get detailed(): boolean {
    return this.listener !== null && this.listener.detailed !== false;
  }

  /** Index in `image.i32` of the first word of the current VMCS. There must be one. */
  get region(): number {
    return RAM_WORD + ((this.p.s[CURRENT_VMCS] as number) >>> 2);
  }
}
