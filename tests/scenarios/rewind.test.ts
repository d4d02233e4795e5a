import { describe, expect, test } from 'vitest';
import { recordMachine } from '../../src/recorder/record-machine';
import { drive, prepare } from './harness';
import { scenarios } from './scenarios';

/** Positions between the places that a scenario is rewound to. */
const STRIDE = 10;

describe('rewinding from every tenth step and running again gives the same end', () => {
  for (const row of scenarios) {
    test(row.name, () => {
      const { machine, label } = prepare(row);
      const recorder = recordMachine(machine);
      drive(
        row,
        machine,
        label,
        () => recorder.advance(1),
        (event) => recorder.inject(event),
      );
      const end = recorder.position;
      const digest = machine.digest();
      const transitions = recorder.transitions.countAt(end);
      for (let position = end - STRIDE; position > recorder.start - STRIDE; position -= STRIDE) {
        recorder.seek(Math.max(position, recorder.start));
        recorder.seek(end);
        expect(machine.digest()).toBe(digest);
        expect(recorder.transitions.countAt(end)).toBe(transitions);
      }
    });
  }
});
