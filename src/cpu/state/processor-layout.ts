import { AreaLayout } from '../../base/area-layout';
import { PROCESSOR_AREA_BYTES } from './state-image';

/**
 * The schema of one logical processor's part of the state image. A constant is the Int32Array index (for `f64`: the
 * Float64Array index) of the first element; 64-bit values are stored low half first.
 *
 * Words 0–0x2FF belong to cpu/, 0x300–0x3FF to vmx/ (vmx/state/vmx-layout.ts), then come the TLB and the guest-physical
 * mappings (vmx/ept/guest-physical-cache.ts).
 */
export const CPU_END_WORD = 0x300;
export const VMX_END_WORD = 0x400;
export const TLB_FIRST_WORD = 0x400;
/** Guest-physical mappings: what a second level of translation caches for itself. */
export const SECOND_LEVEL_FIRST_WORD = 0x2200;
export const SECOND_LEVEL_END_WORD = PROCESSOR_AREA_BYTES / 4;

export const cpuArea = new AreaLayout('cpu', 0, CPU_END_WORD);

/** General registers in the order of their numbers: RAX RCX RDX RBX RSP RBP RSI RDI R8–R15. */
export const GPR = cpuArea.u64('gpr', 'general registers RAX RCX RDX RBX RSP RBP RSI RDI R8–R15', 16);
export const RIP = cpuArea.u64('rip', 'address of the next instruction');
/** RIP of the instruction being executed; faults and fault-like VM exits report it. */
export const INSTRUCTION_START = cpuArea.u64('instruction-start', 'RIP of the instruction being executed');
/** RFLAGS without the six arithmetic flags, which may be lazy: use `getRflags`. IF, DF, TF, IOPL… are always valid here. */
export const RFLAGS = cpuArea.u32('rflags', 'RFLAGS; its arithmetic flags may be lazy');
export const LAZY = cpuArea.u32('lazy-flags', 'how the arithmetic flags are derived from the last result', 8);

export const ES = 0;
export const CS = 1;
export const SS = 2;
export const DS = 3;
export const FS = 4;
export const GS = 5;
export const LDTR = 6;
export const TR = 7;
export const SEGMENT_SELECTOR = cpuArea.u32('segment-selector', 'selectors of ES CS SS DS FS GS LDTR TR', 8);
export const SEGMENT_LIMIT = cpuArea.u32('segment-limit', 'limits in bytes, granularity applied', 8);
/** Access rights as the VMCS keeps them: bits 7:0 type/S/DPL/P, 12 AVL, 13 L, 14 D/B, 15 G, 16 unusable. */
export const SEGMENT_ACCESS = cpuArea.u32('segment-access', 'access rights in the format of the VMCS', 8);
export const SEGMENT_BASE = cpuArea.u64('segment-base', 'bases of ES CS SS DS FS GS LDTR TR', 8);
export const GDTR_BASE = cpuArea.u64('gdtr-base', 'GDTR base');
export const IDTR_BASE = cpuArea.u64('idtr-base', 'IDTR base');
export const GDTR_LIMIT = cpuArea.u32('gdtr-limit', 'GDTR limit');
export const IDTR_LIMIT = cpuArea.u32('idtr-limit', 'IDTR limit');
/** Current privilege level, 0–3 (SS.DPL). Write it through `setCpl`, which also drops fast TLB tags. */
export const CPL = cpuArea.u32('cpl', 'current privilege level');

export const CR0 = cpuArea.u64('cr0', 'CR0');
export const CR2 = cpuArea.u64('cr2', 'CR2');
export const CR3 = cpuArea.u64('cr3', 'CR3');
export const CR4 = cpuArea.u64('cr4', 'CR4');
export const CR8 = cpuArea.u64('cr8', 'CR8 (task priority)');
export const XCR0 = cpuArea.u64('xcr0', 'XCR0');
/** PDPTE0–PDPTE3, which PAE paging loads with CR3 and uses instead of memory. */
export const PDPTE = cpuArea.u64('pdpte', 'PDPTE registers of PAE paging', 4);
export const XSS = cpuArea.u64('xss', 'IA32_XSS');
export const PKRU = cpuArea.u32('pkru', 'PKRU: rights of protection keys at user-mode addresses');
export const PKRS = cpuArea.u32('pkrs', 'IA32_PKRS: rights of protection keys at supervisor-mode addresses');
export const TSC_ADJUST = cpuArea.u64('tsc-adjust', 'IA32_TSC_ADJUST');
export const UMWAIT_CONTROL = cpuArea.u32('umwait-control', 'IA32_UMWAIT_CONTROL');
export const SPEC_CTRL = cpuArea.u64('spec-ctrl', 'IA32_SPEC_CTRL');
export const MTRR_DEF_TYPE = cpuArea.u64('mtrr-def-type', 'IA32_MTRR_DEF_TYPE');
export const MTRR_FIXED = cpuArea.u64('mtrr-fixed', 'the fixed-range MTRRs in the order of their addresses', 11);
export const MTRR_VARIABLE = cpuArea.u64('mtrr-variable', 'IA32_MTRR_PHYSBASEn, IA32_MTRR_PHYSMASKn', 16);
export const DR = cpuArea.u64('dr', 'DR0–DR7 (4 and 5 unused)', 8);

export const EFER = cpuArea.u64('efer', 'IA32_EFER');
export const STAR = cpuArea.u64('star', 'IA32_STAR');
export const LSTAR = cpuArea.u64('lstar', 'IA32_LSTAR');
export const CSTAR = cpuArea.u64('cstar', 'IA32_CSTAR');
export const FMASK = cpuArea.u64('fmask', 'IA32_FMASK');
export const KERNEL_GS_BASE = cpuArea.u64('kernel-gs-base', 'IA32_KERNEL_GS_BASE');
export const SYSENTER_CS = cpuArea.u64('sysenter-cs', 'IA32_SYSENTER_CS');
export const SYSENTER_ESP = cpuArea.u64('sysenter-esp', 'IA32_SYSENTER_ESP');
export const SYSENTER_EIP = cpuArea.u64('sysenter-eip', 'IA32_SYSENTER_EIP');
export const PAT = cpuArea.u64('pat', 'IA32_PAT');
export const DEBUGCTL = cpuArea.u64('debugctl', 'IA32_DEBUGCTL');
export const APIC_BASE = cpuArea.u64('apic-base', 'IA32_APIC_BASE');
export const FEATURE_CONTROL = cpuArea.u64('feature-control', 'IA32_FEATURE_CONTROL');
export const MISC_ENABLE = cpuArea.u64('misc-enable', 'IA32_MISC_ENABLE');
export const TSC_AUX = cpuArea.u64('tsc-aux', 'IA32_TSC_AUX');
export const PERF_GLOBAL_CTRL = cpuArea.u64('perf-global-ctrl', 'IA32_PERF_GLOBAL_CTRL');
/** IA32_TIME_STAMP_COUNTER = CYCLES + TSC_BASE (mod 2^64). */
export const TSC_BASE = cpuArea.u64('tsc-base', 'difference between IA32_TIME_STAMP_COUNTER and the cycle count');

/** 0 active, 1 HLT, 2 shutdown, 3 wait-for-SIPI: the numbers of the VMCS's activity state. */
export const ACTIVITY = cpuArea.u32('activity', 'activity state');
/** Bit 0 blocking by STI, 1 by MOV SS, 2 by SMI, 3 by NMI: the bits of the VMCS's interruptibility state. */
export const INTERRUPTIBILITY = cpuArea.u32('interruptibility', 'interruptibility state');
/** Pending debug exceptions in the format of the VMCS field (BS bit 14 …). */
export const PENDING_DEBUG = cpuArea.u64('pending-debug', 'pending debug exceptions');
/** Data and I/O breakpoints that the running instruction has met (bits as in DR6): the next boundary makes them pending. */
export const BREAKPOINTS_MET = cpuArea.u32(
  'breakpoints-met',
  'data and I/O breakpoints met by the running instruction',
);
/** Where SMM's state-save area begins, less 0xFE00: an SMI enters SMM at SMBASE + 0x8000. */
export const SMBASE = cpuArea.u32('smbase', 'SMBASE');
/** IA32_MCG_STATUS. */
export const MCG_STATUS = cpuArea.u64('mcg-status', 'IA32_MCG_STATUS');
export const MC0_CTL = cpuArea.u64('mc0-ctl', 'IA32_MC0_CTL');
export const MC0_STATUS = cpuArea.u64('mc0-status', 'IA32_MC0_STATUS');
export const MC0_ADDR = cpuArea.u64('mc0-addr', 'IA32_MC0_ADDR');
export const MC0_MISC = cpuArea.u64('mc0-misc', 'IA32_MC0_MISC');
/** PENDING_* bits below. */
export const PENDING = cpuArea.u32('pending', 'events waiting at the next instruction boundary');
export const PENDING_NMI = 1;
export const PENDING_INIT = 2;
/** An external interrupt is requested; PENDING_VECTORS holds which. */
export const PENDING_INTERRUPT = 4;
/** A processor extension (vmx/) wants its `boundary` port called before the next instruction. */
export const PENDING_EXTENSION = 8;
/** A system-management interrupt, a machine check. */
export const PENDING_SMI = 0x1_0000;
export const PENDING_MACHINE_CHECK = 0x2_0000;
/** The operation that is over left the extension something to complete: its `completion` port is called before all but machine checks. */
export const PENDING_COMPLETION = 0x10_0000;
/** 256 bits: vectors of external interrupts that are requested and not yet delivered. */
export const PENDING_VECTORS = cpuArea.u32('pending-vectors', 'external interrupts requested, one bit per vector', 8);

// The local APIC (cpu/apic/): 256 bits each of the interrupt request, in-service and trigger mode registers.
export const APIC_IRR = cpuArea.u32('apic-irr', 'local APIC: interrupt request register', 8);
export const APIC_ISR = cpuArea.u32('apic-isr', 'local APIC: in-service register', 8);
export const APIC_TMR = cpuArea.u32('apic-tmr', 'local APIC: trigger mode register, 1 = level', 8);
/** Bits 3:0 of the task-priority register; bits 7:4 are CR8. */
export const APIC_TPR_SUBCLASS = cpuArea.u32('apic-tpr-subclass', 'local APIC: task-priority sub-class');
export const APIC_LOGICAL_DESTINATION = cpuArea.u32('apic-ldr', 'local APIC: logical destination register (xAPIC)');
export const APIC_DESTINATION_FORMAT = cpuArea.u32('apic-dfr', 'local APIC: destination format register');
export const APIC_SPURIOUS = cpuArea.u32('apic-svr', 'local APIC: spurious-interrupt vector register');
export const APIC_ERROR_STATUS = cpuArea.u32('apic-esr', 'local APIC: error status register as it is read');
export const APIC_ERRORS = cpuArea.u32('apic-errors', 'local APIC: errors since the last write of the ESR');
export const APIC_ICR = cpuArea.u64('apic-icr', 'local APIC: interrupt command register');
/** In the order of their offsets: timer, thermal sensor, performance counters, LINT0, LINT1, error. */
export const APIC_LVT = cpuArea.u32('apic-lvt', 'local APIC: local vector table', 6);
export const APIC_TIMER_INITIAL = cpuArea.u32('apic-timer-initial', 'local APIC: initial count of the timer');
export const APIC_TIMER_DIVIDE = cpuArea.u32('apic-timer-divide', 'local APIC: divide configuration register');
export const APIC_TIMER_RUNNING = cpuArea.u32('apic-timer-running', 'local APIC: the timer counts down');
export const APIC_TIMER_START = cpuArea.f64('apic-timer-start', 'local APIC: cycle count when the countdown began');
export const TSC_DEADLINE = cpuArea.u64('tsc-deadline', 'IA32_TSC_DEADLINE, 0 = disarmed');
/** Bit 0: LINT0 (INTR while the APIC is disabled), bit 1: LINT1 (NMI while it is disabled). */
export const LOCAL_INTERRUPT_PINS = cpuArea.u32('local-interrupt-pins', 'levels of the LINT0 and LINT1 pins');
/** A start-up IPI waits (bit of PENDING); STARTUP_VECTOR holds its vector. */
export const PENDING_STARTUP = 0x100;
export const STARTUP_VECTOR = cpuArea.u32('startup-vector', 'vector of the start-up IPI that waits');
/** Steps left of this processor's turn; nonzero for the one processor of the machine whose turn it is. */
export const TURN_LEFT = cpuArea.u32('turn-left', "steps left of this processor's turn");
/** Positions of all other processors when this one's turn began: they stand still during it. */
export const OTHER_POSITIONS = cpuArea.f64('other-positions', 'positions of the other processors');
/**
 * Bits 0–1 of INTERRUPTIBILITY and bit 16 (RF) of RFLAGS that were in effect when the running instruction began: the next
 * boundary ends them. Whoever replaces the whole context (VM entry, VM exit) writes 0 here and 1 to ATTENTION.
 */
export const LAPSING = cpuArea.u32('lapsing', 'interrupt shadow and RF that end with the running instruction');
/** 1 + GUEST while an instruction runs that began with RFLAGS.TF set: a single-step trap follows it. 0 otherwise. */
export const SINGLE_STEP = cpuArea.u32('single-step', 'the running instruction began with TF set');
/** 1 while an IRET runs that removed blocking by NMI: an exit during it reports "NMI unblocking due to IRET". */
export const NMI_UNBLOCKED = cpuArea.u32('nmi-unblocked', 'the running IRET removed blocking by NMI');
/** 1 while an instruction runs that began with IA32_DEBUGCTL.LBR set: the boundary behind it records it if it branched. */
export const BRANCH_WATCHED = cpuArea.u32('branch-watched', 'the running instruction began with LBR set');
/** The last-branch records (interrupts/last-branch-records.ts), their filter and the newest one. */
export const LBR_SELECT = cpuArea.u32('lbr-select', 'MSR_LBR_SELECT');
export const LBR_TOP = cpuArea.u32('lbr-top', 'MSR_LASTBRANCH_TOS');
export const LBR_FROM = cpuArea.u64('lbr-from', 'MSR_LASTBRANCH_n_FROM_IP', 16);
export const LBR_TO = cpuArea.u64('lbr-to', 'MSR_LASTBRANCH_n_TO_IP', 16);
/** IA32_PMC0. */
export const PMC0 = cpuArea.u64('pmc0', 'IA32_PMC0');
/** Address range armed by MONITOR: its first byte; MONITOR_ARMED says whether it is. */
export const MONITOR_ADDRESS = cpuArea.u64('monitor-address', 'linear address armed by MONITOR');
export const MONITOR_ARMED = cpuArea.u32('monitor-armed', 'MONITOR has armed an address');
/** Nonzero makes the step loop look at PENDING, ACTIVITY, INTERRUPTIBILITY, TF and STOP before the next instruction. */
export const ATTENTION = cpuArea.u32('attention', 'the next step must look beyond the instruction stream');

/**
 * What cached translations of now belong to, beside the PCID. Word 0: VPID (bits 15:0), bits 51:44 of the EP4TA (23:16),
 * whether a second level translates guest-physical addresses (24). Word 1: bits 43:12 of the EP4TA. SDM Vol. 3: "Caching
 * Translation Information" under "VMX Support for Address Translation".
 */
export const TRANSLATION_CONTEXT = cpuArea.u32('translation-context', 'VPID and EP4TA of the translations in use', 2);

/** 1 while a monitor's intercepts decide about sensitive instructions and events (VMX non-root operation). */
export const GUEST = cpuArea.u32('guest', 'sensitive instructions and events go to the intercepts port');
/**
 * Number, plus 1, of the host-physical page whose accesses by linear address go to the intercepts port while GUEST is 1; 0 for
 * none. No access to it gets a fast tag, and its code is never the current code page: write it through `interceptPage`.
 */
export const INTERCEPTED_PAGE = cpuArea.f64('intercepted-page', 'page whose linear accesses are intercepted, plus 1');
/** 1 while INIT signals are held back (VMX root operation). */
export const INIT_BLOCKED = cpuArea.u32('init-blocked', 'INIT signals are blocked');
/** 1 while an extension limits the values of CR0 and CR4 (VMX operation). */
export const CR_CONSTRAINED = cpuArea.u32('cr-constrained', 'CR0 and CR4 values go to the control-register port');

/** The event being delivered, in the format of the VM-entry interruption information; bit 31 clear = none. */
export const VECTORING_INFO = cpuArea.u32('vectoring-info', 'event being delivered through the IDT');
export const VECTORING_ERROR_CODE = cpuArea.u32('vectoring-error-code', 'its error code');
/** Bytes from INSTRUCTION_START to RIP when the delivery began: the length of INT n, INT3 or INTO; 0 for other events. */
export const VECTORING_LENGTH = cpuArea.u32('vectoring-length', 'length of the instruction that raised the event');

/** Why the machine stopped (StopCode), 0 while it can go on. */
export const STOP = cpuArea.u32('stop', 'stop code');
export const STOP_VALUE = cpuArea.u32('stop-value', 'value that goes with the stop code');
export const RANDOM = cpuArea.u64('random', 'state of the seeded generator behind RDRAND and RDSEED', 2);

export const XMM = cpuArea.u64('xmm', 'XMM0–XMM15, the low quadword first', 32);
export const MXCSR = cpuArea.u32('mxcsr', 'MXCSR');
/** R0–R7 by number, not by their distance from the top: each the significand, then sign and exponent in 16 bits. MM0–MM7 are the significands. */
export const X87 = cpuArea.u64('x87', 'x87 registers R0–R7: significand, sign and exponent', 16);
export const X87_CONTROL = cpuArea.u32('x87-control', 'x87 control word');
/** With TOP (bits 13:11). */
export const X87_STATUS = cpuArea.u32('x87-status', 'x87 status word');
/** One bit for each of R0–R7: 1 = not empty. The full tags follow from the registers. */
export const X87_TAGS = cpuArea.u32('x87-tags', 'x87 registers that are not empty');
export const X87_OPCODE = cpuArea.u32(
  'x87-opcode',
  'opcode of the last x87 instruction that is not a control instruction',
);
export const X87_INSTRUCTION = cpuArea.u64('x87-instruction', 'its address');
export const X87_OPERAND = cpuArea.u64('x87-operand', 'address of its memory operand');

/** Scratch that carries the high half of a 64-bit result of the memory and operand helpers. Not state. */
export const HIGH = cpuArea.u32('high', 'scratch: high half of the last 64-bit read');
/** Scratch: linear address of the last computed effective address, low half then high half. Not state. */
export const ADDRESS = cpuArea.u64('address', 'scratch: last effective address');
/** Scratch of the fault being raised: vector, error code, whether there is one, CR2. Not state. */
export const FAULT = cpuArea.u32('fault', 'scratch: vector, has-error-code, error code, spare', 4);
export const FAULT_ADDRESS = cpuArea.u64('fault-address', 'scratch: linear address of a page fault');

/** Float64Array indices. INSTRUCTIONS counts instructions begun (each iteration of a REP instruction is one). */
export const INSTRUCTIONS = cpuArea.f64('instructions', 'instructions begun');
/** Event deliveries at instruction boundaries; INSTRUCTIONS + EVENTS is the position in time. */
export const EVENTS = cpuArea.f64('events', 'events taken at instruction boundaries');
export const CYCLES = cpuArea.f64('cycles', 'modelled cycles');
