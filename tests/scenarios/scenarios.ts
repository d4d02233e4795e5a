import { eventExits } from './event-exits.scenarios';
import { failures } from './failures.scenarios';
import type { Scenario } from './harness';
import { instructionExits } from './instruction-exits.scenarios';
import { registerExits } from './register-exits.scenarios';

/** Every scenario row. */
export const scenarios: readonly Scenario[] = [...instructionExits, ...registerExits, ...eventExits, ...failures];
