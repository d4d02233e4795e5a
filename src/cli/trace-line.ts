import { exitReasons } from '../vmx/exit/exit-reasons.table';
import type { Decision } from '../vmx/explain/decision';
import type { CheckFinding, Transition } from '../vmx/explain/transition';
import { vmInstructionErrors } from '../vmx/instructions/vm-instruction-errors.table';

const hex = (value: bigint | number): string => `0x${(typeof value === 'number' ? value >>> 0 : value).toString(16)}`;
const hexOrAbsent = (value: bigint | number | undefined): string | undefined =>
  value === undefined ? undefined : hex(value);

/** One line of `--trace`: counts are numbers, machine values hexadecimal strings; what does not apply is absent. */
export function toTraceLine(t: Transition, n: number): string {
  const reason = t.exitReason === undefined ? undefined : t.exitReason & 0xffff;
  return JSON.stringify({
    n,
    cpu: t.cpu,
    instructions: t.instructions,
    cycles: t.cycles,
    kind: t.kind,
    reason,
    exitReason: hexOrAbsent(t.exitReason),
    name: nameOf(t, reason),
    error: t.error,
    abort: t.abort,
    qualification: hexOrAbsent(t.qualification),
    instructionLength: t.instructionLength,
    guestRip: hexOrAbsent(t.guestRip),
    guestRflags: hexOrAbsent(t.guestRflags),
    vmcs: hex(t.vmcs),
    injected: hexOrAbsent(t.injected),
    instructionInfo: hexOrAbsent(t.instructionInfo),
    interruptionInfo: hexOrAbsent(t.interruptionInfo),
    interruptionErrorCode: hexOrAbsent(t.interruptionErrorCode),
    idtVectoringInfo: hexOrAbsent(t.idtVectoringInfo),
    idtVectoringErrorCode: hexOrAbsent(t.idtVectoringErrorCode),
    guestLinearAddress: hexOrAbsent(t.guestLinearAddress),
    guestPhysicalAddress: hexOrAbsent(t.guestPhysicalAddress),
    why: t.why === null ? undefined : toWhy(t.why),
    checks: t.kind === 'vm-fail' || t.kind === 'entry-failure' ? t.checks.map(toCheck) : undefined,
  });
}

function nameOf(t: Transition, reason: number | undefined): string | undefined {
  if (reason !== undefined) return exitReasons.find((row) => row.number === reason)?.name;
  if (t.error === undefined) return undefined;
  if (t.error === 0) return 'VMfailInvalid';
  return vmInstructionErrors.find((row) => row.number === t.error)?.name;
}

const toWhy = ({ rule, word, bit, value, sdm, steps, notes }: Decision) => ({
  rule,
  word,
  bit,
  value,
  sdm,
  steps:
    steps.length === 0
      ? undefined
      : steps.map((step) => ({ word: step.word, bit: step.bit, value: step.value, name: step.name })),
  notes: notes.length === 0 ? undefined : notes.map(({ words }) => words),
});

const toCheck = (finding: CheckFinding) => ({
  check: finding.check,
  group: finding.group,
  sdm: finding.sdm,
  fields: Object.fromEntries(finding.fields.map(({ field, value }) => [field, hex(value)])),
  message: finding.message,
  suggestion: finding.suggestion,
  reported: finding.reported,
});
