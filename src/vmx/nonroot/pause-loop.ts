import { CPL, CYCLES } from '../../cpu/state/processor-layout';
import { PAUSE_FIRST, PAUSE_LAST } from '../state/vmx-layout';
import { F } from '../vmcs/vmcs-region';
import type { VmxContext } from '../vmx-context';
import { conclude, consultEffective, consultedControl, isEffective } from './decide';
import { pauseLoopRule } from './instruction-rules.table';

const control = consultedControl({ word: 'secondary-processor-based', id: 'pause-loop-exiting' });
const GAP = F['ple-gap'];
const WINDOW = F['ple-window'];

/** VM entry: the next PAUSE is the first of a loop. */
export function forgetPauseLoop(c: VmxContext): void {
  c.p.f[PAUSE_LAST] = 0;
}

/**
 * PAUSE that "PAUSE exiting" lets pass. At privilege level 0 two of them belong to one loop when at most PLE_Gap cycles lie
 * between them, and one that comes more than PLE_Window cycles behind the first of its loop exits. Time is that of the
 * time-stamp counter's increments. SDM Vol. 3: "Changes to Instruction Behavior in VMX Non-Root Operation", PAUSE.
 */
export function pauseLoopExits(c: VmxContext): boolean {
  const { f, s, image } = c.p;
  if (s[CPL] !== 0 || !isEffective(c, control)) return false;
  const now = Math.floor(f[CYCLES] as number);
  const last = f[PAUSE_LAST] as number;
  f[PAUSE_LAST] = now;
  if (last === 0 || now - last > (image.i32[c.region + GAP] as number) >>> 0) f[PAUSE_FIRST] = now;
  const tooLong = now - (f[PAUSE_FIRST] as number) > (image.i32[c.region + WINDOW] as number) >>> 0;
  consultEffective(c, control);
  // A loop that is not too long exits for no value of the control.
  return conclude(c, pauseLoopRule, tooLong ? 1 : 0, pauseLoopRule.subject, tooLong);
}
