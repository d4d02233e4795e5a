import type { Processor } from '../processor';
import { MISC_ENABLE } from '../state/processor-layout';
import { refuseMsrValue } from './write-rules';

/** Performance monitoring is available (bit 7); branch trace storage (11) and PEBS (12) are not. These bits are read-only. */
export const MISC_ENABLE_FIXED = 0x1880n;
const FAST_STRINGS = 1n;
/** Nothing here heats, nothing has another frequency: these two are kept and have no effect. */
const THERMAL_CONTROL = 1n << 3n;
const SPEEDSTEP = 1n << 16n;
export const MISC_ENABLE_MONITOR = 1 << 18;
/** CPUID leaf 0 reports 2 as the highest basic leaf. */
export const MISC_ENABLE_LIMIT_CPUID = 1 << 22;
/** There is no bus whose task-priority messages it could end. */
const XTPR_DISABLE = 1n << 23n;
/** In the high half: no execute-disable in CPUID, none to be set in IA32_EFER. */
const EXECUTE_DISABLE_OFF = 1 << 2;

const WRITABLE =
  FAST_STRINGS |
  THERMAL_CONTROL |
  SPEEDSTEP |
  BigInt(MISC_ENABLE_MONITOR | MISC_ENABLE_LIMIT_CPUID) |
  XTPR_DISABLE |
  (BigInt(EXECUTE_DISABLE_OFF) << 32n);

/** IA32_MISC_ENABLE as WRMSR writes it. SDM Vol. 4: "Architectural MSRs". */
export function writeMiscEnable(p: Processor, value: bigint): void {
  if ((value & ~(MISC_ENABLE_FIXED | WRITABLE)) !== 0n) refuseMsrValue(p);
  p.q[MISC_ENABLE >> 1] = (value & WRITABLE) | MISC_ENABLE_FIXED;
}

/** Whether IA32_MISC_ENABLE takes the execute-disable feature away. */
export const isExecuteDisableOff = (p: Processor): boolean => (p.s[MISC_ENABLE + 1] & EXECUTE_DISABLE_OFF) !== 0;
