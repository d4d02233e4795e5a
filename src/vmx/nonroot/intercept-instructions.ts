import type { Instruction } from '../../cpu/decode/instruction';
import { raise, UD } from '../../cpu/interrupts/fault';
import type { InterceptedInstruction } from '../../cpu/ports';
import { MONITOR_ARMED, RIP } from '../../cpu/state/processor-layout';
import { type ExitInformation, RF_CLEAR } from '../exit/exit-information';
import {
  memoryAndRegisterInformation,
  memoryInformation,
  vmreadVmwriteInformation,
} from '../exit/instruction-information';
import { vmExit } from '../exit/vm-exit';
import type { VmxContext } from '../vmx-context';
import {
  type ControlRule,
  conclude,
  consultedControl,
  consultSecondary,
  controlRule,
  decideByControl,
  publishUndefined,
} from './decide';
import {
  instructionEnables,
  instructionRules,
  type VmxInstructionName,
  vmxInstructionRules,
} from './instruction-rules.table';
import { vmreadVmwriteExits } from './intercept-vmread-vmwrite';

const prepared: Readonly<Record<string, ControlRule>> = Object.fromEntries(
  Object.entries(instructionRules).map(([name, rule]) => [name, controlRule(rule)]),
);

const enables = new Map(
  Object.entries(instructionEnables).map(([name, rule]) => [name, { rule, control: consultedControl(rule.control) }]),
);

/** Raises #UD for an instruction that a secondary control withholds from the guest. */
function requireEnabled(c: VmxContext, name: InterceptedInstruction): void {
  const enable = enables.get(name);
  if (enable === undefined) return;
  if (consultSecondary(c, enable.control) === enable.rule.undefinedWhen) {
    const { id, reason, sdm } = enable.rule;
    publishUndefined(c, { id, subject: name, reason, sdm });
    raise(c.p, UD);
  }
}

/** Starts the report of an exit that an instruction causes: RIP stays at it, its length is known, RF is saved as 0. */
export function beginInstructionExit(c: VmxContext, i: Instruction, reason: number, cause: string): ExitInformation {
  const exit = c.exit;
  exit.begin(reason, cause);
  exit.atInstructionStart = true;
  exit.instructionLength = i.length;
  exit.resumeFlag = RF_CLEAR;
  return exit;
}

/** An instruction whose operands do not matter. A name without a rule never exits. */
export function interceptInstruction(c: VmxContext, i: Instruction, name: InterceptedInstruction): boolean {
  requireEnabled(c, name);
  const rule = prepared[name];
  if (rule === undefined) return false;
  if (!decideByControl(c, rule)) return false;
  const exit = beginInstructionExit(c, i, rule.rule.reason, name);
  // MWAIT's qualification tells whether MONITOR has armed an address.
  if (name === 'mwait') exit.qualificationLow = c.p.s[MONITOR_ARMED];
  vmExit(c);
  return true;
}

/** VMREAD and VMWRITE may reach a shadow VMCS; every other VMX instruction exits. */
function vmxInstructionExits(c: VmxContext, i: Instruction, name: VmxInstructionName): boolean {
  if (name === 'vmread' || name === 'vmwrite') return vmreadVmwriteExits(c, i, name);
  return conclude(c, vmxInstructionRules[name], 1);
}

/**
 * A VMX instruction in non-root operation; returns whether it exits. With a memory operand the qualification is its displacement; RIP-relative
 * operands have the whole address. SDM Vol. 3: "Basic VM-Exit Information".
 */
export function interceptVmxInstruction(c: VmxContext, i: Instruction, name: VmxInstructionName): boolean {
  const rule = vmxInstructionRules[name];
  if (!vmxInstructionExits(c, i, name)) return false;
  const exit = beginInstructionExit(c, i, rule.reason, name);
  if (rule.form !== 'none') {
    exit.hasInstructionInfo = true;
    if (rule.form === 'memory') exit.instructionInfo = memoryInformation(i);
    else if (rule.form === 'memory-and-register') exit.instructionInfo = memoryAndRegisterInformation(i);
    else exit.instructionInfo = vmreadVmwriteInformation(i);
    if (i.memory) qualifyByDisplacement(c, i);
  }
  vmExit(c);
  return true;
}

function qualifyByDisplacement(c: VmxContext, i: Instruction): void {
  const { exit } = c;
  exit.qualificationLow = i.displacementLow;
  exit.qualificationHigh = i.displacementHigh;
  if (i.base !== 16) return;
  const s = c.p.s;
  const low = (s[RIP] >>> 0) + (i.displacementLow >>> 0);
  exit.qualificationLow = low | 0;
  exit.qualificationHigh = (s[RIP + 1] + i.displacementHigh + (low > 0xffff_ffff ? 1 : 0)) | 0;
}
