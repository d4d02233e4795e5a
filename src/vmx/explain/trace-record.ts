import { exitReason } from '../exit/exit-reasons.table';
import type { Decision } from './decision';
import type { CheckFinding, Transition, TransitionKind } from './transition';

/** The row that decided, as the trace writes it. */
export interface TraceWhy {
  readonly rule: string;
  readonly word?: string;
  readonly bit?: number;
  readonly value?: 0 | 1;
  readonly sdm: string;
}

/** A failing entry check, as the trace writes it. */
export interface TraceCheck {
  readonly check: string;
  readonly group: CheckFinding['group'];
  readonly reported: boolean;
  readonly fields: Readonly<Record<string, string>>;
  readonly message: string;
  readonly sdm: string;
}

/** One line of `vmxray run --trace`: counts are numbers, machine values hexadecimal strings. */
export interface TraceRecord {
  readonly n: number;
  readonly cpu: number;
  readonly instructions: number;
  readonly cycles: number;
  readonly kind: TransitionKind;
  /** Basic exit reason. */
  readonly reason?: number;
  /** The 32-bit exit-reason field. */
  readonly exitReason?: string;
  readonly name?: string;
  readonly qualification?: string;
  readonly instructionLength?: number;
  readonly instructionInfo?: string;
  readonly interruptionInfo?: string;
  readonly interruptionErrorCode?: string;
  readonly idtVectoringInfo?: string;
  readonly idtVectoringErrorCode?: string;
  readonly guestLinearAddress?: string;
  readonly guestPhysicalAddress?: string;
  readonly guestRip?: string;
  readonly guestRflags?: string;
  /** VM-entry interruption information of the injected event. */
  readonly injected?: string;
  /** VM-instruction error; 0 = VMfailInvalid. */
  readonly error?: number;
  /** VMX-abort indicator. */
  readonly abort?: number;
  readonly checks?: readonly TraceCheck[];
  readonly vmcs: string;
  readonly why?: TraceWhy;
}

const hex = (value: bigint | number): string => `0x${value.toString(16)}`;

/** `{ name: hex(value) }`, or nothing when there is no value. */
const optional = <K extends keyof TraceRecord>(
  name: K,
  value: bigint | number | undefined,
): { readonly [P in K]?: string } =>
  (value === undefined ? {} : { [name]: hex(value) }) as { readonly [P in K]?: string };

const whyOf = ({ rule, word, bit, value, sdm }: Decision): TraceWhy => ({
  rule,
  ...(word === undefined ? {} : { word }),
  ...(bit === undefined ? {} : { bit }),
  ...(value === undefined ? {} : { value }),
  sdm,
});

const checkOf = ({ check, group, reported, fields, message, sdm }: CheckFinding): TraceCheck => ({
  check,
  group,
  reported,
  fields: Object.fromEntries(fields.map(({ field, value }) => [field, hex(value)])),
  message,
  sdm,
});

/**
 * A transition as a line of the trace (a contract with outside programs, so names and order stay). Optional members are
 * those that the manual defines for this transition. @param n the transition's number, from 1
 */
export function toTraceRecord(t: Transition, n: number): TraceRecord {
  const failed = t.kind === 'vm-fail' || t.kind === 'entry-failure';
  const reason = t.exitReason === undefined ? undefined : t.exitReason & 0xffff;
  return {
    n,
    cpu: t.cpu,
    instructions: t.instructions,
    cycles: t.cycles,
    kind: t.kind,
    ...(reason === undefined ? {} : { reason }),
    ...optional('exitReason', t.exitReason),
    ...(reason === undefined ? {} : { name: exitReason(reason)?.name ?? `exit reason ${reason}` }),
    ...optional('qualification', t.qualification),
    ...(t.instructionLength === undefined ? {} : { instructionLength: t.instructionLength }),
    ...optional('instructionInfo', t.instructionInfo),
    ...optional('interruptionInfo', t.interruptionInfo),
    ...optional('interruptionErrorCode', t.interruptionErrorCode),
    ...optional('idtVectoringInfo', t.idtVectoringInfo),
    ...optional('idtVectoringErrorCode', t.idtVectoringErrorCode),
    ...optional('guestLinearAddress', t.guestLinearAddress),
    ...optional('guestPhysicalAddress', t.guestPhysicalAddress),
    ...optional('guestRip', t.guestRip),
    ...optional('guestRflags', t.guestRflags),
    ...optional('injected', t.injected),
    ...(t.error === undefined ? {} : { error: t.error }),
    ...(t.abort === undefined ? {} : { abort: t.abort }),
    ...(failed ? { checks: t.checks.map(checkOf) } : {}),
    vmcs: hex(t.vmcs),
    ...(t.why === null ? {} : { why: whyOf(t.why) }),
  };
}
