import { expect } from 'vitest';
import { STOP } from '../../src/cpu/state/processor-layout';
import type { Machine } from '../../src/machine/machine';
import type { VmcsFieldId } from '../../src/vmx/vmcs/vmcs-field-list.table';
import { fieldAt, VMCS_POINTER } from '../support/baseline-vmcs';
import { type ExpectedTransition, runScenario, type Scenario, type ScenarioRun } from './harness';

/** What the expectation says, with labels turned into addresses. */
function resolved(expected: ExpectedTransition, label: (name: string) => bigint): object {
  const address = (value: string | bigint | undefined) => (typeof value === 'string' ? label(value) : value);
  const { checks, why, guestRip, toRip, ...plain } = expected;
  return {
    ...plain,
    ...(why === undefined ? {} : { why: expect.objectContaining(why) }),
    ...(guestRip === undefined ? {} : { guestRip: address(guestRip) }),
    ...(toRip === undefined ? {} : { toRip: address(toRip) }),
    ...(checks === undefined
      ? {}
      : { checks: expect.arrayContaining(checks.map((check) => expect.objectContaining({ check }))) }),
  };
}

function compareTransitions(row: Scenario, run: ScenarioRun): void {
  const expected = row.expect.transitions;
  if (expected === undefined) return;
  const skip = expected[0]?.kind === 'vm-entry' || run.transitions[0]?.kind !== 'vm-entry' ? 0 : 1;
  const actual = run.transitions.slice(skip);
  expect(actual.map((t) => `${t.kind} ${t.exitReason ?? t.error ?? ''}`)).toEqual(
    expected.map((t) => `${t.kind} ${t.exitReason ?? t.error ?? ''}`),
  );
  for (const [n, t] of expected.entries()) expect(actual[n]).toMatchObject(resolved(t, run.label));
}

/** Runs a row and holds it to its expectation; throws an assertion error when it differs. */
export function checkScenario(row: Scenario, change: (machine: Machine) => void = () => undefined): void {
  const run = runScenario(row, change);
  compareTransitions(row, run);
  const { decision, stop, fields, holds } = row.expect;
  if (decision !== undefined) expect(run.decisions).toContainEqual(expect.objectContaining(decision));
  if (stop !== undefined) expect(run.machine.processors[0]?.s[STOP]).toBe(stop);
  for (const [id, value] of Object.entries(fields ?? {})) {
    expect([id, fieldAt(run.machine.image, VMCS_POINTER, id as VmcsFieldId)]).toEqual([id, value]);
  }
  if (holds !== undefined) expect(holds(run.machine, run.label)).toBe(true);
}
