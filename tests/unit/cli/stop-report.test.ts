import { expect, test } from 'vitest';
import { describeStop } from '../../../src/cli/stop-report';
import { drive, prepare } from '../../scenarios/harness';
import { instructionTimeouts } from '../../scenarios/instruction-timeout.scenarios';

test('a delivery that never ends is the end of the run, with the exception and the place', () => {
  const [, hanging] = instructionTimeouts;
  if (hanging === undefined) throw new Error('no such row');
  const { machine, label } = prepare(hanging);
  drive(
    hanging,
    machine,
    label,
    () => machine.step(),
    (event) => machine.inject(event),
  );
  const { status, message } = describeStop(machine, { symbols: [], lines: [], sections: [] });
  expect([status, message]).toEqual([
    124,
    `delivering #AC at 0x${label('at').toString(16)} raises it again, for ever: only a reset would end it`,
  ]);
});
