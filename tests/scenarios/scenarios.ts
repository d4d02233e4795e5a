import { activityAndInjection } from './activity-and-injection.scenarios';
import { exceptionExits } from './exception-exits.scenarios';
import { failures } from './failures.scenarios';
import type { Scenario } from './harness';
import { injections } from './injection.scenarios';
import { instructionExits } from './instruction-exits.scenarios';
import { interruptExits } from './interrupt-exits.scenarios';
import { msrControls } from './msr-controls.scenarios';
import { registerExits } from './register-exits.scenarios';
import { secondaryExits } from './secondary-exits.scenarios';
import { stepsAndTimers } from './step-and-timer.scenarios';

/** Every scenario row. */
export const scenarios: readonly Scenario[] = [
  ...instructionExits,
  ...registerExits,
  ...exceptionExits,
  ...interruptExits,
  ...secondaryExits,
  ...msrControls,
  ...stepsAndTimers,
  ...injections,
  ...activityAndInjection,
  ...failures,
];
