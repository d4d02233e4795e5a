import type { InterceptedInstruction } from '../../cpu/ports';
import type { SdmSection } from '../../sdm/edition';
import type { ControlReference, InterceptRule } from './intercept-rule';

const UNCONDITIONAL = 'Instructions That Cause VM Exits Unconditionally';
const CONDITIONAL = 'Instructions That Cause VM Exits Conditionally';

/** An instruction that exits whatever the controls say. */
const always = (subject: string, reason: number): InterceptRule => ({
  id: subject,
  subject,
  reason,
  sdm: UNCONDITIONAL,
  decidedBy: 'nothing',
  exitsWhen: 1,
});

const primary = (id: string): ControlReference => ({ word: 'primary-processor-based', id });

/** An instruction that exits when one primary processor-based control is 1; the rule carries the control's id. */
const when = (control: string, subject: string, reason: number, id = control): InterceptRule => ({
  id,
  subject,
  reason,
  sdm: CONDITIONAL,
  decidedBy: primary(control),
  exitsWhen: 1,
});

/**
 * Instructions whose VM exit depends on no operand. A name without a row never exits: its control belongs to the
 * secondary controls that the capability MSRs deny so far (descriptor-table exiting, WBINVD exiting, RDRAND exiting,
 * RDSEED exiting; enable INVPCID); a row here is all that such a control needs.
 */
export const instructionRules: Readonly<Partial<Record<InterceptedInstruction, InterceptRule>>> = {
  cpuid: always('cpuid', 10),
  getsec: always('getsec', 11),
  invd: always('invd', 13),
  xsetbv: always('xsetbv', 55),
  hlt: when('hlt-exiting', 'hlt', 12),
  mwait: when('mwait-exiting', 'mwait', 36),
  monitor: when('monitor-exiting', 'monitor', 39),
  pause: when('pause-exiting', 'pause', 40),
  rdpmc: when('rdpmc-exiting', 'rdpmc', 15),
  rdtsc: when('rdtsc-exiting', 'rdtsc', 16),
  rdtscp: when('rdtsc-exiting', 'rdtscp', 51, 'rdtscp-rdtsc-exiting'),
};

/** An instruction that exists in a guest only where a secondary control says so. */
export interface InstructionEnable {
  readonly id: string;
  readonly control: ControlReference;
  /** The exit reason of the instruction where it is enabled. */
  readonly reason: number;
  /** Value of the control with which the instruction raises #UD. */
  readonly undefinedWhen: 0 | 1;
  readonly sdm: SdmSection;
}

/** Looked at before anything else about the instruction counts. */
export const instructionEnables: Readonly<Partial<Record<InterceptedInstruction, InstructionEnable>>> = {
  rdtscp: {
    id: 'enable-rdtscp',
    control: { word: 'secondary-processor-based', id: 'enable-rdtscp' },
    reason: 51,
    undefinedWhen: 0,
    sdm: 'Changes to Instruction Behavior in VMX Non-Root Operation',
  },
  invpcid: {
    id: 'enable-invpcid',
    control: { word: 'secondary-processor-based', id: 'enable-invpcid' },
    reason: 58,
    undefinedWhen: 0,
    sdm: 'Changes to Instruction Behavior in VMX Non-Root Operation',
  },
  xsaves: {
    id: 'enable-xsaves-xrstors',
    control: { word: 'secondary-processor-based', id: 'enable-xsaves-xrstors' },
    reason: 63,
    undefinedWhen: 0,
    sdm: 'Changes to Instruction Behavior in VMX Non-Root Operation',
  },
  xrstors: {
    id: 'enable-xsaves-xrstors',
    control: { word: 'secondary-processor-based', id: 'enable-xsaves-xrstors' },
    reason: 64,
    undefinedWhen: 0,
    sdm: 'Changes to Instruction Behavior in VMX Non-Root Operation',
  },
};

/** How the operand of a VMX instruction shows in the instruction information, and whether a displacement qualifies it. */
export type VmxInstructionForm = 'none' | 'memory' | 'memory-and-register' | 'vmread-vmwrite';

export interface VmxInstructionRule extends InterceptRule {
  readonly form: VmxInstructionForm;
}

const vmx = (subject: string, reason: number, form: VmxInstructionForm): VmxInstructionRule => ({
  ...always(subject, reason),
  form,
});

/**
 * The VMX instructions. VMREAD and VMWRITE can be told not to exit only with VMCS shadowing, which the capability MSRs deny so
 * far. The rules of VMFUNC, which mostly does not exit, are in operand-rules.table.ts.
 */
export const vmxInstructionRules = {
  vmcall: vmx('vmcall', 18, 'none'),
  vmclear: vmx('vmclear', 19, 'memory'),
  vmlaunch: vmx('vmlaunch', 20, 'none'),
  vmptrld: vmx('vmptrld', 21, 'memory'),
  vmptrst: vmx('vmptrst', 22, 'memory'),
  vmread: { ...vmx('vmread', 23, 'vmread-vmwrite'), sdm: CONDITIONAL },
  vmresume: vmx('vmresume', 24, 'none'),
  vmwrite: { ...vmx('vmwrite', 25, 'vmread-vmwrite'), sdm: CONDITIONAL },
  vmxoff: vmx('vmxoff', 26, 'none'),
  vmxon: vmx('vmxon', 27, 'memory'),
  invept: vmx('invept', 50, 'memory-and-register'),
  invvpid: vmx('invvpid', 53, 'memory-and-register'),
} as const satisfies Readonly<Record<string, VmxInstructionRule>>;

export type VmxInstructionName = keyof typeof vmxInstructionRules;
