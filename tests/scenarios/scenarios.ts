import type { Scenario } from './harness';
import { instructionExits } from './instruction-exits.scenarios';
import { registerExits } from './register-exits.scenarios';

/** Every scenario row. */
export const scenarios: readonly Scenario[] = [...instructionExits, ...registerExits];
