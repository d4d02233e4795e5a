import { eptDemandPaging } from './ept-demand-paging/program';
import { eptMmio } from './ept-mmio/program';
import { everyModel } from './every-model/program';
import { exceptions } from './exceptions/program';
import { interruptWindow } from './interrupt-window/program';
import { lifeCycle } from './life-cycle/program';
import { modeSwitch } from './mode-switch/program';
import { msrBitmap } from './msr-bitmap/program';
import { pageFault } from './page-fault/program';
import { pageModificationLog } from './page-modification-log/program';
import { portIo } from './port-io/program';
import { postedInterrupts } from './posted-interrupts/program';
import { preemptionTimer } from './preemption-timer/program';
import type { ExampleProgram } from './program';
import { singleSteps } from './single-steps/program';
import { staleTranslations } from './stale-translations/program';
import { threeLevels } from './three-levels/program';
import { timerInterrupt } from './timer-interrupt/program';
import { twoGuests } from './two-guests/program';
import { twoProcessors } from './two-processors/program';
import { virtualInterrupts } from './virtual-interrupts/program';
import { whoDecidesHlt } from './who-decides-hlt/program';

/** The programs of the menu, in its order. */
export const programs: readonly ExampleProgram[] = [
  lifeCycle,
  whoDecidesHlt,
  portIo,
  msrBitmap,
  exceptions,
  twoGuests,
  eptDemandPaging,
  eptMmio,
  staleTranslations,
  pageModificationLog,
  timerInterrupt,
  interruptWindow,
  preemptionTimer,
  singleSteps,
  virtualInterrupts,
  postedInterrupts,
  twoProcessors,
  threeLevels,
  everyModel,
  modeSwitch,
  pageFault,
];
