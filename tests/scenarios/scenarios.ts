import { eptScenarios } from './ept.scenarios';
import { exceptionExits } from './exception-exits.scenarios';
import { failures } from './failures.scenarios';
import type { Scenario } from './harness';
import { injections } from './injection.scenarios';
import { instructionExits } from './instruction-exits.scenarios';
import { interruptExits } from './interrupt-exits.scenarios';
import { registerExits } from './register-exits.scenarios';

/** Every scenario row. */
export const scenarios: readonly Scenario[] = [
  ...instructionExits,
  ...registerExits,
  ...exceptionExits,
  ...interruptExits,
  ...injections,
  ...failures,
  ...eptScenarios,
];
