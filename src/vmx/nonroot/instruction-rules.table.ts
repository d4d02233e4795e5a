import type { InterceptedInstruction } from '../../cpu/ports';
import type { SdmSection } from '../../sdm/edition';
import type { ControlReference, InterceptRule } from './intercept-rule';

const UNCONDITIONAL = 'Instructions That Cause VM Exits Unconditionally';
const CONDITIONAL = 'Instructions That Cause VM Exits Conditionally';
const CHANGES = 'Changes to Instruction Behavior in VMX Non-Root Operation';

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
const secondary = (id: string): ControlReference => ({ word: 'secondary-processor-based', id });

/** An instruction that exits when one control is 1; the rule carries the control's id. */
const when = (control: ControlReference, subject: string, reason: number, id = control.id): InterceptRule => ({
  id,
  subject,
  reason,
  sdm: CONDITIONAL,
  decidedBy: control,
  exitsWhen: 1,
});

/**
 * How the operand of an instruction shows in the instruction information; a displacement qualifies it, except of a register.
 * @see src/vmx/exit/instruction-information.ts
 */
export type OperandForm =
  | 'none'
  | 'memory'
  | 'memory-and-register'
  | 'vmread-vmwrite'
  | 'register'
  | 'descriptor-table'
  | 'selector';

/** A rule with what the exit tells of the operand. */
export interface InstructionRule extends InterceptRule {
  readonly form?: OperandForm;
  /** Bits 29:28 of the instruction information, which tell the instructions of a group apart. */
  readonly identity?: 0 | 1 | 2 | 3;
}

const tableAccess = (subject: string, identity: 0 | 1 | 2 | 3): InstructionRule => ({
  ...when(secondary('descriptor-table-exiting'), subject, 46),
  form: 'descriptor-table',
  identity,
});
const selectorAccess = (subject: string, identity: 0 | 1 | 2 | 3): InstructionRule => ({
  ...when(secondary('descriptor-table-exiting'), subject, 47),
  form: 'selector',
  identity,
});
const ofRegister = (rule: InterceptRule): InstructionRule => ({ ...rule, form: 'register' });

/** Instructions whose VM exit depends on no operand. A name without a row never exits. */
export const instructionRules = {
  cpuid: always('cpuid', 10),
  getsec: always('getsec', 11),
  invd: always('invd', 13),
  xsetbv: always('xsetbv', 55),
  hlt: when(primary('hlt-exiting'), 'hlt', 12),
  mwait: when(primary('mwait-exiting'), 'mwait', 36),
  monitor: when(primary('monitor-exiting'), 'monitor', 39),
  pause: when(primary('pause-exiting'), 'pause', 40),
  rdpmc: when(primary('rdpmc-exiting'), 'rdpmc', 15),
  rdtsc: when(primary('rdtsc-exiting'), 'rdtsc', 16),
  rdtscp: when(primary('rdtsc-exiting'), 'rdtscp', 51, 'rdtscp-rdtsc-exiting'),
  umwait: ofRegister(when(primary('rdtsc-exiting'), 'umwait', 67, 'umwait-rdtsc-exiting')),
  tpause: ofRegister(when(primary('rdtsc-exiting'), 'tpause', 68, 'tpause-rdtsc-exiting')),
  invpcid: { ...when(primary('invlpg-exiting'), 'invpcid', 58, 'invpcid-invlpg-exiting'), form: 'memory-and-register' },
  wbinvd: when(secondary('wbinvd-exiting'), 'wbinvd', 54),
  wbnoinvd: when(secondary('wbinvd-exiting'), 'wbnoinvd', 54),
  rdrand: ofRegister(when(secondary('rdrand-exiting'), 'rdrand', 57)),
  rdseed: ofRegister(when(secondary('rdseed-exiting'), 'rdseed', 61)),
  sgdt: tableAccess('sgdt', 0),
  sidt: tableAccess('sidt', 1),
  lgdt: tableAccess('lgdt', 2),
  lidt: tableAccess('lidt', 3),
  sldt: selectorAccess('sldt', 0),
  str: selectorAccess('str', 1),
  lldt: selectorAccess('lldt', 2),
  ltr: selectorAccess('ltr', 3),
} as const satisfies Readonly<Partial<Record<InterceptedInstruction, InstructionRule>>>;

/** PAUSE at privilege level 0 while "PAUSE exiting" is 0: a loop of them that lasts too long exits. */
export const pauseLoopRule: InterceptRule = {
  ...when(secondary('pause-loop-exiting'), 'pause', 40),
  sdm: 'Changes to Instruction Behavior in VMX Non-Root Operation',
};

/** XSAVES and XRSTORS exit for a supervisor state component that is asked for, enabled in IA32_XSS and marked in the bitmap. */
const xssRule = (subject: string, reason: number): InstructionRule => ({
  id: `${subject}-xss-exiting-bitmap`,
  subject,
  reason,
  sdm: CONDITIONAL,
  decidedBy: 'xss-exiting-bitmap',
  exitsWhen: 1,
  form: 'memory',
});
export const xssRules = { xsaves: xssRule('xsaves', 63), xrstors: xssRule('xrstors', 64) } as const;

/** An instruction that exists in a guest only where a control says so. */
export interface InstructionEnable {
  readonly id: string;
  readonly control: ControlReference;
  /** The exit reason of the instruction where it is enabled. */
  readonly reason: number;
  /** Value of the control with which the instruction raises #UD. */
  readonly undefinedWhen: 0 | 1;
  readonly sdm: SdmSection;
}

const userWait = (reason: number): InstructionEnable => ({
  id: 'enable-user-wait-and-pause',
  control: secondary('enable-user-wait-and-pause'),
  reason,
  undefinedWhen: 0,
  sdm: CHANGES,
});
const msrLists = (reason: number): InstructionEnable => ({
  id: 'enable-msr-list-instructions',
  control: { word: 'tertiary-processor-based', id: 'enable-msr-list-instructions' },
  reason,
  undefinedWhen: 0,
  sdm: CHANGES,
});

/** Looked at before anything else about the instruction counts. */
export const instructionEnables: Readonly<Partial<Record<InterceptedInstruction, InstructionEnable>>> = {
  rdtscp: {
    id: 'enable-rdtscp',
    control: secondary('enable-rdtscp'),
    reason: 51,
    undefinedWhen: 0,
    sdm: CHANGES,
  },
  rdpid: {
    id: 'enable-rdtscp',
    control: secondary('enable-rdtscp'),
    reason: 51,
    undefinedWhen: 0,
    sdm: CHANGES,
  },
  invpcid: {
    id: 'enable-invpcid',
    control: secondary('enable-invpcid'),
    reason: 58,
    undefinedWhen: 0,
    sdm: CHANGES,
  },
  xsaves: {
    id: 'enable-xsaves-xrstors',
    control: secondary('enable-xsaves-xrstors'),
    reason: 63,
    undefinedWhen: 0,
    sdm: CHANGES,
  },
  xrstors: {
    id: 'enable-xsaves-xrstors',
    control: secondary('enable-xsaves-xrstors'),
    reason: 64,
    undefinedWhen: 0,
    sdm: CHANGES,
  },
  umonitor: userWait(67),
  umwait: userWait(67),
  tpause: userWait(68),
  rdmsrlist: msrLists(78),
  wrmsrlist: msrLists(79),
};

export interface VmxInstructionRule extends InstructionRule {
  readonly form: OperandForm;
}

const vmx = (subject: string, reason: number, form: OperandForm): VmxInstructionRule => ({
  ...always(subject, reason),
  form,
});

/** VMREAD and VMWRITE. */
const shadowed = (subject: string, reason: number): VmxInstructionRule => ({
  ...vmx(subject, reason, 'vmread-vmwrite'),
  sdm: CONDITIONAL,
  decidedBy: { word: 'secondary-processor-based', id: 'vmcs-shadowing' },
  exitsWhen: 0,
});

/**
 * The VMX instructions. VMREAD and VMWRITE exit while VMCS shadowing is 0; with it operand-rules.table.ts decides, which also
 * has the rules of VMFUNC, which mostly does not exit.
 */
export const vmxInstructionRules = {
  vmcall: vmx('vmcall', 18, 'none'),
  vmclear: vmx('vmclear', 19, 'memory'),
  vmlaunch: vmx('vmlaunch', 20, 'none'),
  vmptrld: vmx('vmptrld', 21, 'memory'),
  vmptrst: vmx('vmptrst', 22, 'memory'),
  vmread: shadowed('vmread', 23),
  vmresume: vmx('vmresume', 24, 'none'),
  vmwrite: shadowed('vmwrite', 25),
  vmxoff: vmx('vmxoff', 26, 'none'),
  vmxon: vmx('vmxon', 27, 'memory'),
  invept: vmx('invept', 50, 'memory-and-register'),
  invvpid: vmx('invvpid', 53, 'memory-and-register'),
} as const satisfies Readonly<Record<string, VmxInstructionRule>>;

export type VmxInstructionName = keyof typeof vmxInstructionRules;
