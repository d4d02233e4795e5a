import { describe, expect, test } from 'vitest';
import { STOP_HALTED, STOP_LAB_EXCEPTION, STOP_NONE } from '../../../src/cpu/state/stop-code';
import type { Machine } from '../../../src/machine/machine';
import { recordMachine } from '../../../src/recorder/record-machine';
import { labMachine, runLab } from '../../support/lab-machine';

const HALTS = 'start: mov eax, 5\n hlt';

/** The machine after exactly `steps` positions, gone there in one run, step by step, and recorded. */
function waysTo(text: string, steps: number): { stop: number; digest: string }[] {
  const state = (machine: Machine) => ({ stop: machine.stop, digest: machine.digest() });
  const inOneRun = labMachine(text);
  inOneRun.run(steps);
  const stepped = labMachine(text);
  for (let k = 0; k < steps; k++) stepped.step();
  const recorded = labMachine(text);
  recordMachine(recorded).advance(steps);
  return [inOneRun, stepped, recorded].map(state);
}

describe('standing still', () => {
  test('a run that ends where the processor halts for good says so, however it came there', () => {
    const end = runLab(HALTS);
    for (const way of waysTo(HALTS, end.position())) {
      expect(way).toEqual({ stop: STOP_HALTED, digest: end.digest() });
    }
  });

  test('a run that ends behind the HLT of a lab handler reports the exception', () => {
    const text = 'start: ud2';
    const end = runLab(text);
    for (const way of waysTo(text, end.position())) {
      expect(way).toEqual({ stop: STOP_LAB_EXCEPTION, digest: end.digest() });
    }
  });

  test('an interrupt that is masked does not keep the processor awake', () => {
    const machine = labMachine(HALTS);
    machine.inject({ kind: 'external-interrupt', vector: 0x40 });
    machine.run(2);
    expect([machine.position(), machine.stop]).toEqual([2, STOP_HALTED]);
  });

  test('a processor that a pending event wakes goes on', () => {
    const machine = labMachine(HALTS);
    machine.run(1);
    machine.step();
    expect(machine.stop).toBe(STOP_HALTED);
    machine.inject({ kind: 'nmi' });
    expect(machine.stop).toBe(STOP_NONE);
    machine.run(1);
    expect(machine.position()).toBe(3);
  });
});
