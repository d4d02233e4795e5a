import type { Decision } from '../vmx/explain/decision';
import type { CheckFinding, Transition, TransitionKind } from '../vmx/explain/transition';
import type { VmcsFieldId } from '../vmx/vmcs/vmcs-field-list.table';
import type { WriteTarget } from './commands';

export type { CheckFinding, Decision, Transition, TransitionKind, VmcsFieldId };

export type VmxMode = 'off' | 'root' | 'non-root';

/** Why the machine stands still after a command. */
export type StopInfo =
  | { readonly kind: 'ready' | 'done' | 'paused' | 'start-of-history' }
  | { readonly kind: 'breakpoint'; readonly breakpoint: number; readonly hit: BreakpointHit }
  /** `seek-writer` found who wrote the target. */
  | { readonly kind: 'writer'; readonly target: WriteTarget; readonly write: WriteRecord }
  /** `seek-writer`: nothing in the history before here wrote the target; the machine stands where it stood. */
  | { readonly kind: 'no-writer'; readonly target: WriteTarget }
  /** `run-to`: no instruction comes from that line; the machine stands where it stood. */
  | { readonly kind: 'no-code'; readonly file: string; readonly line: number }
  | { readonly kind: 'halted' | 'shutdown' | 'wait-for-sipi' }
  | { readonly kind: 'vmx-abort'; readonly indicator: number }
  | { readonly kind: 'debug-exit'; readonly value: number }
  /** Exceptions meet each other in delivery for ever; `vector` is the last. */
  | { readonly kind: 'endless-delivery'; readonly vector: number }
  | {
      readonly kind: 'lab-exception';
      readonly vector: number;
      readonly errorCode: number | null;
      readonly rip: bigint;
      readonly address: bigint | null;
    }
  | { readonly kind: 'unmodelled'; readonly what: string };

/** The instruction that did something, or the first one after the event that did. */
export interface Doer {
  /** Where the processor stood before it. */
  readonly position: number;
  readonly rip: bigint;
}

/** What a breakpoint saw. Values are what was read, or what was there before and after a write. */
export type BreakpointHit =
  | { readonly kind: 'place'; readonly rip: bigint }
  | (Doer & {
      readonly kind: 'data';
      readonly access: 'read' | 'write';
      readonly space: 'linear' | 'physical';
      /** First byte of the watched range that was touched, and how many bytes from there. */
      readonly address: bigint;
      readonly length: number;
      readonly before: bigint;
      readonly after: bigint;
    })
  | (Doer & {
      readonly kind: 'port';
      readonly access: 'in' | 'out';
      readonly port: number;
      readonly size: number;
      readonly value: number;
    })
  | (Doer & { readonly kind: 'msr'; readonly access: 'read' | 'write'; readonly index: number; readonly value: bigint })
  | (Doer & {
      readonly kind: 'vmcs-field';
      readonly access: 'read' | 'write';
      readonly pointer: bigint;
      readonly field: VmcsFieldId;
      readonly before: bigint;
      readonly after: bigint;
    })
  | (Doer & { readonly kind: 'vm-exit'; readonly reason: number })
  /** `reason` of an entry failure that loaded host state, else the VM-instruction error. */
  | (Doer & { readonly kind: 'vm-entry-failure'; readonly reason: number | null; readonly error: number | null });

/** How a target was written. */
export interface WriteRecord extends Doer {
  /** An instruction, an event taken between two instructions, an edit by hand, or an event injected by hand. */
  readonly by: 'instruction' | 'event' | 'edit' | 'injection';
  readonly before: bigint;
  readonly after: bigint;
}

export interface SourceLine {
  readonly file: string;
  readonly line: number;
  /** Where the outermost macro was invoked, when the line lies inside a macro. */
  readonly invokedAt?: { readonly file: string; readonly line: number };
}

/** Where RIP stands. */
export interface CodePlace {
  readonly rip: bigint;
  /** "guest_entry+2", or null when no label lies before it. */
  readonly symbol: string | null;
  readonly source: SourceLine | null;
  /** Text of the instruction there, e.g. "cpuid". */
  readonly text: string;
}

export interface DisassembledLine extends CodePlace {
  readonly length: number;
  /** Bytes as hex pairs joined by spaces. */
  readonly bytes: string;
}

export interface SegmentView {
  readonly name: 'ES' | 'CS' | 'SS' | 'DS' | 'FS' | 'GS' | 'LDTR' | 'TR';
  readonly selector: number;
  readonly base: bigint;
  readonly limit: number;
  /** Format of the VMCS's access-rights fields. */
  readonly access: number;
}

export interface RegistersView {
  /** RAX RCX RDX RBX RSP RBP RSI RDI R8–R15. */
  readonly general: readonly bigint[];
  readonly rip: bigint;
  readonly rflags: number;
  readonly cr0: bigint;
  readonly cr2: bigint;
  readonly cr3: bigint;
  readonly cr4: bigint;
  readonly cr8: bigint;
  readonly xcr0: bigint;
  readonly efer: bigint;
  readonly dr: readonly bigint[];
  readonly segments: readonly SegmentView[];
  readonly gdtr: { readonly base: bigint; readonly limit: number };
  readonly idtr: { readonly base: bigint; readonly limit: number };
  readonly activity: number;
  readonly interruptibility: number;
}

export interface VmcsSummary {
  readonly pointer: bigint;
  readonly revision: number;
  readonly launched: boolean;
  readonly active: boolean;
  readonly current: boolean;
  /** "Guest 0", in the order of first VMPTRLD. */
  readonly label: string;
}

export interface VmcsView extends VmcsSummary {
  /** Value of every field that the model has. */
  readonly fields: Readonly<Partial<Record<VmcsFieldId, bigint>>>;
  /** Fields whose value differs from what it was at the previous transition. */
  readonly changed: readonly VmcsFieldId[];
}

/** A transition as the page keeps it: the engine's record, numbered from 1, with names for its addresses. */
export interface TransitionView extends Transition {
  readonly n: number;
  /** Name of the exit reason, e.g. "CPUID"; null when it is no exit. */
  readonly reasonName: string | null;
  /** Label of the guest concerned, e.g. "Guest 0". */
  readonly guest: string | null;
  readonly from: { readonly symbol: string | null; readonly source: SourceLine | null };
  readonly to: { readonly symbol: string | null; readonly source: SourceLine | null };
  /** Failing checks with the instruction that last wrote each of their fields. */
  readonly failures: readonly FailureView[];
}

export interface FailureView {
  readonly finding: CheckFinding;
  readonly writers: readonly {
    readonly field: VmcsFieldId;
    readonly position: number;
    readonly source: SourceLine | null;
    readonly rip: bigint;
  }[];
}

export interface ExitTotal {
  readonly reason: number;
  readonly name: string;
  readonly count: number;
  /** Cycles spent in exits of this reason: the exit, the handler until the next entry, and that entry. */
  readonly cycles: number;
}

/** A guest as the stage draws it: one desk per VMCS that was ever current. */
export interface GuestView {
  readonly label: string;
  readonly pointer: bigint;
  readonly launched: boolean;
  readonly current: boolean;
  /** Number of the processor that executes it now; null when none does. */
  readonly runsOn: number | null;
  /** Where the guest stands or will go on; null before its first entry. */
  readonly place: CodePlace | null;
}

/** One logical processor in a line. */
export interface ProcessorView {
  /** Counted from 0, which is the bootstrap processor. */
  readonly number: number;
  /** The number of the VMCS's activity state: 0 active, 1 HLT, 2 shutdown, 3 wait-for-SIPI. */
  readonly activity: number;
  readonly mode: VmxMode;
  readonly cpl: number;
  readonly place: CodePlace;
  /** What it has done itself. */
  readonly instructions: number;
  readonly cycles: number;
  /** The next step is its. */
  readonly current: boolean;
}

/** Change of the list of transitions: everything from index `from` on is replaced. */
export interface HistoryDelta {
  readonly from: number;
  readonly transitions: readonly TransitionView[];
}

/** Everything the page shows at one instant. Plain data; bigint for machine words, number for counts. */
export interface Snapshot {
  readonly running: boolean;
  readonly stop: StopInfo;
  readonly position: number;
  /** Number of the processor whose state this is. */
  readonly processor: number;
  /** Somebody chose it; false: it is the one whose turn it is. */
  readonly processorChosen: boolean;
  /** All of the machine's, by their numbers. */
  readonly processors: readonly ProcessorView[];
  /** Of the processor shown. */
  readonly instructions: number;
  readonly cycles: number;
  /** The furthest position that the recorded history reaches. */
  readonly furthest: number;
  readonly mode: VmxMode;
  readonly cpl: number;
  readonly place: CodePlace;
  /** Where the VMM stands or will go on after the next exit (host RIP); null outside VMX operation. */
  readonly vmmPlace: CodePlace | null;
  readonly registers: RegistersView;
  /** Error code of the page fault that put its address into CR2; null when something else wrote CR2, or nothing. */
  readonly pageFaultErrorCode: number | null;
  /** Names of registers that differ from the previous snapshot's position, e.g. "RAX", "CR0". */
  readonly changedRegisters: readonly string[];
  readonly vmcsList: readonly VmcsSummary[];
  /** The selected VMCS (the current one unless another was selected); null when there is none. */
  readonly vmcs: VmcsView | null;
  readonly guests: readonly GuestView[];
  /**
   * Number of transitions up to and including this instant; the last one is transitions[happened - 1]. Of a history of more
   * than 2,000 the list holds those around the instant: `n` counts all, `happened` and `from` are places in the list.
   */
  readonly happened: number;
  readonly history: HistoryDelta;
  readonly totals: readonly ExitTotal[];
  /** Decision about the instruction just executed in the guest, or about the last VM exit, of the processor shown. */
  readonly decision: Decision | null;
  readonly console: { readonly debugcon: string; readonly serial: string };
  /** Events waiting: external interrupt vectors, NMI, INIT. */
  readonly pending: {
    readonly vectors: readonly number[];
    readonly nmi: boolean;
    readonly init: boolean;
    readonly smi: boolean;
    readonly machineCheck: boolean;
  };
  /** Lines around RIP when it has no source. */
  readonly disassembly: readonly DisassembledLine[];
}

export interface MemoryBlock {
  readonly space: 'linear' | 'physical';
  readonly address: bigint;
  /** null where nothing is mapped. */
  readonly bytes: readonly (number | null)[];
}
