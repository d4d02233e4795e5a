import { CYCLES } from '../../cpu/state/processor-layout';
import { vmExit } from '../exit/vm-exit';
import { F } from '../vmcs/vmcs-region';
import type { VmxContext } from '../vmx-context';
import { controlRule, decideByControl } from './decide';
import { eventRules } from './event-rules.table';

const WINDOW = F['instruction-timeout-control'];
const rule = controlRule(eventRules.instructionTimeout);

/**
 * The guest will reach no instruction boundary any more: with "instruction timeout" a VM exit ends that once the time of the
 * control field is over, in cycles of the time-stamp counter (the models enumerate no crystal clock; a real processor adds
 * a threshold of its own). The event under delivery is in the IDT-vectoring information. SDM Vol. 3: "Other Causes of VM
 * Exits"; "Instruction-Timeout Control".
 */
export function exitForInstructionTimeout(c: VmxContext): boolean {
  if (!decideByControl(c, rule)) return false;
  c.p.f[CYCLES] += (c.p.image.i32[c.region + WINDOW] as number) >>> 0;
  c.exit.begin(rule.rule.reason, rule.rule.subject);
  vmExit(c);
  return true;
}
