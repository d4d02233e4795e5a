import { exceptionName } from '../../cpu/interrupts/exceptions.table';
import { CYCLES, VECTORING_INFO } from '../../cpu/state/processor-layout';
import { vmExit } from '../exit/vm-exit';
import { F } from '../vmcs/vmcs-region';
import type { VmxContext } from '../vmx-context';
import { consultedControl, controlRule, decideByControl, isEffective, note } from './decide';
import { eventRules } from './event-rules.table';

const WINDOW = F['instruction-timeout-control'];
const rule = controlRule(eventRules.instructionTimeout);
const control = consultedControl(eventRules.instructionTimeout.decidedBy);

/**
 * The guest will reach no instruction boundary any more: with "instruction timeout" a VM exit ends that once the time of the
 * control field is over, in cycles of the time-stamp counter (the models enumerate no crystal clock; a real processor adds
 * a threshold of its own). The event under delivery is in the IDT-vectoring information. SDM Vol. 3: "Other Causes of VM
 * Exits"; "Instruction-Timeout Control".
 */
export function exitForInstructionTimeout(c: VmxContext): boolean {
  const { p } = c;
  const window = (p.image.i32[c.region + WINDOW] as number) >>> 0;
  if (c.detailed) {
    note(c, 'no-boundary', { event: exceptionName((p.s[VECTORING_INFO] as number) & 0xff) });
    if (isEffective(c, control)) note(c, 'window-over', { cycles: window });
  }
  if (!decideByControl(c, rule)) return false;
  p.f[CYCLES] += window;
  c.exit.begin(rule.rule.reason, rule.rule.subject);
  vmExit(c);
  return true;
}
