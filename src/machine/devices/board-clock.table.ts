/**
 * How modelled cycles become seconds. All processors of a board count the same cycles, and IA32_TIME_STAMP_COUNTER counts
 * them too.
 */
export const CYCLES_PER_SECOND = 2_000_000_000;

/**
 * Cycles of one tick of the 8254's input clock. The PC's is 1.193182 MHz; in whole cycles that is 1.193317 MHz, 113 parts in
 * a million fast, as a cheap crystal may be.
 */
export const CYCLES_PER_PIT_TICK = 1676;

/** Ticks of the RTC's crystal in a second. */
export const RTC_HERTZ = 32_768;
