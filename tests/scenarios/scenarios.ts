import { activityAndInjection } from './activity-and-injection.scenarios';
import { apicAccesses } from './apic-access.scenarios';
import { apicWrites } from './apic-write.scenarios';
import { bitmapBits } from './bitmap-bits.scenarios';
import { controlSettings } from './control-settings.scenarios';
import { eptScenarios } from './ept.scenarios';
import { exceptionExits } from './exception-exits.scenarios';
import { failures } from './failures.scenarios';
import type { Scenario } from './harness';
import { injections } from './injection.scenarios';
import { instructionExits } from './instruction-exits.scenarios';
import { instructionTimeouts } from './instruction-timeout.scenarios';
import { interruptExits } from './interrupt-exits.scenarios';
import { managedPaging } from './managed-paging.scenarios';
import { msrControls } from './msr-controls.scenarios';
import { postedInterrupts } from './posted-interrupt.scenarios';
import { registerExits } from './register-exits.scenarios';
import { secondaryExits } from './secondary-exits.scenarios';
import { stepsAndTimers } from './step-and-timer.scenarios';
import { subPages } from './sub-page.scenarios';
import { taskPriorities } from './task-priority.scenarios';
import { virtualInterrupts } from './virtual-interrupt.scenarios';
import { vmcsShadowing } from './vmcs-shadowing.scenarios';

/** Every scenario row. */
export const scenarios: readonly Scenario[] = [
  ...instructionExits,
  ...registerExits,
  ...exceptionExits,
  ...interruptExits,
  ...secondaryExits,
  ...msrControls,
  ...instructionTimeouts,
  ...stepsAndTimers,
  ...injections,
  ...activityAndInjection,
  ...failures,
  ...vmcsShadowing,
  ...apicAccesses,
  ...apicWrites,
  ...taskPriorities,
  ...virtualInterrupts,
  ...postedInterrupts,
  ...eptScenarios,
  ...subPages,
  ...managedPaging,
  ...controlSettings,
  ...bitmapBits,
];
