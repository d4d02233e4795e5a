/**
 * A device that acts by itself in modelled time. The machine asks for the next moment whenever a processor comes back from
 * a stretch of instructions, so both are cheap: the moment is a word of the device's state. A device whose moment changes
 * because of an access by a processor calls `scheduleChanged` (cpu/schedule.ts) for that processor.
 */
export interface TimedDevice {
  /** Modelled cycles at which the device next does something by itself; Infinity for never. */
  deadline(): number;
  /** Its moment has come: afterwards `deadline` lies behind `now`. */
  elapse(now: number): void;
}
