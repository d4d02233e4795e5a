/** Entries of the local vector table in the order of their registers (APIC_LVT words). SDM Vol. 3: "Local Vector Table". */
export const LVT_TIMER = 0;
export const LVT_THERMAL = 1;
export const LVT_PERFORMANCE = 2;
export const LVT_LINT0 = 3;
export const LVT_LINT1 = 4;
export const LVT_ERROR = 5;
export const LVT_ENTRIES = 6;

export const LVT_MASKED = 0x1_0000;
export const LVT_LEVEL = 0x8000;
export const LVT_REMOTE_IRR = 0x4000;

/** Timer modes, bits 18:17 of the timer's entry; 0 is one-shot. */
export const TIMER_PERIODIC = 1;
export const TIMER_TSC_DEADLINE = 2;

/** Bits of each entry that software writes; the others are read-only or reserved. */
export const LVT_WRITABLE: readonly number[] = [0x7_00ff, 0x1_07ff, 0x1_07ff, 0x1_a7ff, 0x1_a7ff, 0x1_00ff];

export const lvtDeliveryMode = (entry: number): number => (entry >>> 8) & 7;
export const lvtTimerMode = (entry: number): number => (entry >>> 17) & 3;
