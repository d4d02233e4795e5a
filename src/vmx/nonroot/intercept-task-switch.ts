import type { TaskSwitchSource } from '../../cpu/ports';
import { INSTRUCTION_START, RIP } from '../../cpu/state/processor-layout';
import { vmExit } from '../exit/vm-exit';
import type { VmxContext } from '../vmx-context';
import { conclude } from './decide';
import { eventRules } from './event-rules.table';

/** Bits 31:30 of the exit qualification. */
const SOURCES: Readonly<Record<TaskSwitchSource, number>> = { call: 0, iret: 1, jmp: 2, gate: 3 };

/**
 * A task switch in VMX non-root operation: always a VM exit. Through a task gate of the IDT the event is reported in the
 * IDT-vectoring information, which also tells where RIP belongs. SDM Vol. 3: "Treatment of Task Switches"; table "Exit
 * Qualification for Task Switches".
 */
export function interceptTaskSwitch(c: VmxContext, selector: number, source: TaskSwitchSource): boolean {
  if (!conclude(c, eventRules.taskSwitch, 1)) return false;
  const { exit, p } = c;
  exit.begin(eventRules.taskSwitch.reason, eventRules.taskSwitch.subject);
  exit.qualificationLow = (selector & 0xffff) | (SOURCES[source] << 30);
  if (source !== 'gate') {
    exit.atInstructionStart = true;
    exit.instructionLength = (p.s[RIP] - p.s[INSTRUCTION_START]) | 0;
  }
  vmExit(c);
  return true;
}
