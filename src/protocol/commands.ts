import type { VmcsFieldId } from '../vmx/vmcs/vmcs-field-list.table';

/**
 * Moves through time. Those that look for something stop at the position after the step in which it happened; `seek` goes
 * to a position (instructions begun plus events taken), `go-to-instruction` to the first position at which that many
 * instructions have been begun.
 */
export type RunCommand =
  | { readonly kind: 'run' | 'step' | 'step-over' | 'step-out' | 'restart' }
  /** To the last stop at a breakpoint before here, else to the start of the history. */
  | { readonly kind: 'run-back' }
  | { readonly kind: 'step-back' | 'step-over-back' | 'step-out-back' }
  | { readonly kind: 'next-vm-exit' | 'previous-vm-exit' | 'next-vm-entry' | 'previous-vm-entry' }
  /** Delivered to the VMM, to a guest, or causing a VM exit. */
  | { readonly kind: 'next-exception' | 'previous-exception' | 'next-interrupt' | 'previous-interrupt' }
  /** Runs to the cursor: until the processor stands before an instruction of the line. */
  | { readonly kind: 'run-to'; readonly file: string; readonly line: number }
  | { readonly kind: 'go-to-instruction'; readonly instruction: number }
  | { readonly kind: 'seek'; readonly position: number }
  /** To the instant of the n-th transition of the run, counted from 1; 0 is the start. */
  | { readonly kind: 'go-to-transition'; readonly transition: number }
  /** To the instruction that last wrote the target (the machine stands before it), or to the edit or event that did. */
  | { readonly kind: 'seek-writer'; readonly target: WriteTarget };

/** The commands that say everything by their kind. */
export type PlainCommandKind = Exclude<
  RunCommand['kind'],
  'run-to' | 'go-to-instruction' | 'go-to-transition' | 'seek' | 'seek-writer'
>;

/** Something that is written. Register names are those of `registerNames` in cpu/registers. */
export type WriteTarget =
  | { readonly kind: 'register'; readonly name: string }
  | { readonly kind: 'memory'; readonly space: 'linear' | 'physical'; readonly address: bigint }
  | { readonly kind: 'vmcs-field'; readonly pointer: bigint; readonly field: VmcsFieldId };

/** Events that come from outside the machine. */
export type InjectedEvent =
  | { readonly kind: 'external-interrupt'; readonly vector: number }
  | { readonly kind: 'nmi' }
  | { readonly kind: 'init' }
  | { readonly kind: 'smi' }
  | { readonly kind: 'machine-check' }
  | { readonly kind: 'transition-machine-check' };

/**
 * A change of the machine's state by hand. Memory is addressed through the current paging, or physically. `processor` is
 * the number of the one that is meant; absent = the one whose turn it is.
 */
export type HandEdit =
  | { readonly kind: 'register'; readonly name: string; readonly value: bigint; readonly processor?: number }
  | {
      readonly kind: 'memory';
      readonly space: 'linear' | 'physical';
      readonly address: bigint;
      readonly bytes: readonly number[];
      readonly processor?: number;
    }
  | { readonly kind: 'vmcs-field'; readonly pointer: bigint; readonly field: VmcsFieldId; readonly value: bigint };

/** What came from outside, and the position at which the machine stood then. */
export interface JournalEntry {
  readonly position: number;
  readonly event: InjectedEvent | HandEdit;
}

/**
 * What stops a run, in either direction. A line or address stops before the instruction there, everything else after the
 * step that did it. A condition is an expression such as "rax == 5 && exit-qualification & 0x10" (recorder/README.md).
 */
export type Breakpoint = (
  | { readonly kind: 'line'; readonly file: string; readonly line: number }
  | { readonly kind: 'address'; readonly address: bigint }
  | {
      readonly kind: 'data';
      readonly address: bigint;
      readonly length: number;
      readonly access: 'read' | 'write' | 'access';
      readonly space: 'linear' | 'physical';
    }
  | { readonly kind: 'port'; readonly port: number; readonly access: 'in' | 'out' | 'access' }
  | { readonly kind: 'msr'; readonly index: number; readonly access: 'read' | 'write' | 'access' }
  | { readonly kind: 'vmcs-field'; readonly field: VmcsFieldId; readonly access: 'read' | 'write' | 'access' }
  /** `reason` is a basic exit reason, null = any. */
  | { readonly kind: 'vm-exit'; readonly reason: number | null; readonly condition?: string }
  | { readonly kind: 'vm-entry-failure' }
) & {
  /** Absent = true. */
  readonly enabled?: boolean;
};

/** Something that people asked for and that cannot be. `code` and `params` let the page say it in its language. */
export interface Problem {
  /** Kebab-case key, e.g. "register-unknown". */
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  /** One line in English. */
  readonly message: string;
}

/** Why a breakpoint can never stop anything. */
export interface BreakpointProblem extends Problem {
  /** Its place in the list. */
  readonly breakpoint: number;
}
