import { exceptions } from './exceptions/program';
import { lifeCycle } from './life-cycle/program';
import { modeSwitch } from './mode-switch/program';
import { msrBitmap } from './msr-bitmap/program';
import { pageFault } from './page-fault/program';
import { portIo } from './port-io/program';
import type { ExampleProgram } from './program';
import { timerInterrupt } from './timer-interrupt/program';
import { twoGuests } from './two-guests/program';
import { twoProcessors } from './two-processors/program';
import { whoDecidesHlt } from './who-decides-hlt/program';

/** The programs of the menu, in its order. */
export const programs: readonly ExampleProgram[] = [
  lifeCycle,
  whoDecidesHlt,
  portIo,
  msrBitmap,
  exceptions,
  twoGuests,
  modeSwitch,
  pageFault,
  timerInterrupt,
  twoProcessors,
];
