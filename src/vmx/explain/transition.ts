import type { MessageValues } from '../../base/message-template';
import type { ExitInformation } from '../exit/exit-information';
import type { VmcsFieldId } from '../vmcs/vmcs-field-list.table';
import type { Decision } from './decision';

export type TransitionKind = 'vmxon' | 'vm-entry' | 'vm-exit' | 'vm-fail' | 'entry-failure' | 'vmxoff' | 'vmx-abort';

/** A field or register that a transition wrote, with its value before and after. */
export interface StateChange {
  /** The VMCS field written (saved) or read (loaded). */
  readonly field: VmcsFieldId;
  readonly old: bigint;
  readonly new: bigint;
}

/** A failing entry check, as the runner found it. */
export interface CheckFinding {
  /** Id of the check's row. */
  readonly check: string;
  readonly group: 'controls' | 'host-state' | 'guest-state' | 'msr-load';
  readonly sdm: string;
  /** Fields the row read, with their values. */
  readonly fields: readonly { readonly field: VmcsFieldId; readonly value: bigint }[];
  /** Key of the two sentences in translations, and the values that they are filled with. */
  readonly text: string;
  readonly values: MessageValues;
  /** What is wrong, with the offending values. */
  readonly message: string;
  /** What to do about it. */
  readonly suggestion: string;
  /** True for the one failure that the processor reports. */
  readonly reported: boolean;
}

/** One move of the processor between VMX modes, or a failed attempt. Everything the page and the trace say about it. */
export interface Transition {
  readonly kind: TransitionKind;
  readonly cpu: number;
  /** Instructions begun, position and cycles after the transition. */
  readonly instructions: number;
  readonly position: number;
  readonly cycles: number;
  /** Cycles that the transition itself took. */
  readonly cost: number;
  /** The instruction that caused it ("vmlaunch"), or for an event its name. */
  readonly cause: string;
  /** RIP before the transition. */
  readonly fromRip: bigint;
  /** RIP after it. */
  readonly toRip: bigint;
  /** Pointer of the VMCS concerned; all ones when none. */
  readonly vmcs: bigint;
  /** VM exit and entry failure: the 32-bit exit-reason field. */
  readonly exitReason?: number;
  readonly qualification?: bigint;
  readonly instructionLength?: number;
  readonly instructionInfo?: number;
  readonly interruptionInfo?: number;
  readonly interruptionErrorCode?: number;
  readonly idtVectoringInfo?: number;
  readonly idtVectoringErrorCode?: number;
  readonly guestLinearAddress?: bigint;
  readonly guestPhysicalAddress?: bigint;
  readonly guestRip?: bigint;
  readonly guestRflags?: bigint;
  /** VM-entry: the event injected (VM-entry interruption information), when valid. */
  readonly injected?: number;
  /** VMfail: 0 = VMfailInvalid, else the VM-instruction error. */
  readonly error?: number;
  /** VMX abort: the indicator. */
  readonly abort?: number;
  readonly why: Decision | null;
  readonly checks: readonly CheckFinding[];
  readonly saved: readonly StateChange[];
  readonly loaded: readonly StateChange[];
}

/** @param exit what the VM exit reports, null for a VM entry; scratch, valid during the call */
export type OutlineListener = (cause: string, cost: number, exit: ExitInformation | null) => void;

/** Told about VMX; when nobody listens nothing is built. */
export interface VmxListener {
  /**
   * False while an outline is enough (a fast run): `decision` need not be called, and a transition that is no failure
   * may come with `why` null and `checks`, `saved` and `loaded` empty. Absent means true. Read at every transition.
   */
  readonly detailed?: boolean;
  transition(t: Transition): void;
  /**
   * While `detailed` is false: called in place of `transition` for a VM entry that injects nothing and a VM exit that defines
   * no more than its reason, qualification, instruction length and instruction information, so that nothing is allocated.
   * The state says the rest. Absent or null: `transition` tells them.
   */
  outline?: OutlineListener | null;
  /** Every decision in non-root operation, exits and non-exits alike. */
  decision(d: Decision): void;
  /** VMPTRLD made this VMCS current. */
  pointerLoaded?(pointer: bigint): void;
  /** The running VMREAD read a field of the VMCS at `pointer`. Absent or null: nobody asks. */
  fieldRead?: ((pointer: number, field: VmcsFieldId) => void) | null;
  /** The running VMWRITE wrote a field of the VMCS at `pointer`. */
  fieldWritten?(pointer: number, field: VmcsFieldId): void;
}
