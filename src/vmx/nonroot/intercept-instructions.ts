import type { Instruction } from '../../cpu/decode/instruction';
import { raise, UD } from '../../cpu/interrupts/fault';
import type { InterceptedInstruction } from '../../cpu/ports';
import { MONITOR_ARMED, RIP } from '../../cpu/state/processor-layout';
import { type ExitInformation, RF_CLEAR } from '../exit/exit-information';
import {
  descriptorTableInformation,
  memoryAndRegisterInformation,
  memoryInformation,
  registerInformation,
  selectorInformation,
  vmreadVmwriteInformation,
} from '../exit/instruction-information';
import { vmExit } from '../exit/vm-exit';
import type { VmxContext } from '../vmx-context';
import {
  type ControlRule,
  conclude,
  consultEffective,
  consultedControl,
  controlRule,
  decideByControl,
  publishUndefined,
} from './decide';
import {
  type InstructionRule,
  instructionEnables,
  instructionRules,
  type OperandForm,
  pauseLoopRule,
  type VmxInstructionName,
  vmxInstructionRules,
  xssRules,
} from './instruction-rules.table';
import { vmreadVmwriteExits } from './intercept-vmread-vmwrite';
import { pauseLoopExits } from './pause-loop';
import { xssExits } from './xss-exits';

const prepared: Readonly<Partial<Record<string, ControlRule<InstructionRule>>>> = Object.fromEntries(
  Object.entries(instructionRules).map(([name, rule]) => [name, controlRule<InstructionRule>(rule)]),
);

const enables = new Map(
  Object.entries(instructionEnables).map(([name, rule]) => [name, { rule, control: consultedControl(rule.control) }]),
);

/** Raises #UD for an instruction that a control withholds from the guest. */
export function requireEnabled(c: VmxContext, name: InterceptedInstruction): void {
  const enable = enables.get(name);
  if (enable === undefined) return;
  if (consultEffective(c, enable.control) === enable.rule.undefinedWhen) {
    const { id, reason, sdm } = enable.rule;
    publishUndefined(c, { id, subject: name, reason, sdm });
    raise(c.p, UD);
  }
  // The rule that follows, if any, names what it consulted itself.
  if (c.steps.length > 0) c.steps = [];
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

/** The rule by which an instruction exits; null: it does not. A name without a rule never exits. */
function exitingRule(c: VmxContext, name: InterceptedInstruction): InstructionRule | null {
  if (name === 'xsaves' || name === 'xrstors') return xssExits(c, xssRules[name]) ? xssRules[name] : null;
  const rule = prepared[name];
  if (rule === undefined) return null;
  if (decideByControl(c, rule)) return rule.rule;
  return name === 'pause' && pauseLoopExits(c) ? pauseLoopRule : null;
}

/** An instruction that nothing but controls decides. */
export function interceptInstruction(c: VmxContext, i: Instruction, name: InterceptedInstruction): boolean {
  const rule = exitingRule(c, name);
  if (rule === null) return false;
  const exit = beginInstructionExit(c, i, rule.reason, name);
  // MWAIT's qualification tells whether MONITOR has armed an address.
  if (name === 'mwait') exit.qualificationLow = c.p.s[MONITOR_ARMED];
  describeOperand(c, i, rule);
  vmExit(c);
  return true;
}

/** VMREAD and VMWRITE may reach a shadow VMCS; every other VMX instruction exits. */
function vmxInstructionExits(c: VmxContext, i: Instruction, name: VmxInstructionName): boolean {
  if (name === 'vmread' || name === 'vmwrite') return vmreadVmwriteExits(c, i, name);
  return conclude(c, vmxInstructionRules[name], 1);
}

/** A VMX instruction in non-root operation; returns whether it exits. */
export function interceptVmxInstruction(c: VmxContext, i: Instruction, name: VmxInstructionName): boolean {
  const rule = vmxInstructionRules[name];
  if (!vmxInstructionExits(c, i, name)) return false;
  beginInstructionExit(c, i, rule.reason, name);
  describeOperand(c, i, rule);
  vmExit(c);
  return true;
}

/** SDM Vol. 3: "Information for VM Exits Due to Instruction Execution". */
function operandInformation(i: Instruction, form: OperandForm, identity: number): number {
  switch (form) {
    case 'memory':
      return memoryInformation(i);
    case 'memory-and-register':
      return memoryAndRegisterInformation(i);
    case 'vmread-vmwrite':
      return vmreadVmwriteInformation(i);
    case 'register':
      return registerInformation(i);
    case 'descriptor-table':
      return descriptorTableInformation(i, identity);
    case 'selector':
      return selectorInformation(i, identity);
    case 'none':
      return 0;
  }
}

/**
 * What the exit tells of the operand. With one in memory the qualification is its displacement; RIP-relative operands have
 * the whole address. SDM Vol. 3: "Basic VM-Exit Information".
 */
function describeOperand(c: VmxContext, i: Instruction, { form = 'none', identity = 0 }: InstructionRule): void {
  if (form === 'none') return;
  c.exit.hasInstructionInfo = true;
  c.exit.instructionInfo = operandInformation(i, form, identity);
  if (i.memory) qualifyByDisplacement(c, i);
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
