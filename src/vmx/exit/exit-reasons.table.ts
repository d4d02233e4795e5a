import type { BitField } from '../../base/bit-field';
import type { SdmSection } from '../../sdm/edition';
import * as L from './exit-layouts.table';

/** What kind of thing a VM exit is about; the page groups and colours by it. */
export type ExitClass = 'instruction' | 'io' | 'register' | 'memory' | 'event' | 'vmx-instruction';

/** One basic exit reason. */
export interface ExitReasonRow<Id extends string = string> {
  readonly number: number;
  readonly id: Id;
  /** Its name in the trace, e.g. "CPUID". */
  readonly name: string;
  readonly class: ExitClass;
  readonly sdm: SdmSection;
  /** Bits of the exit qualification; absent: the processor clears it. For reason 0 it holds for #DB only (#PF: the address). */
  readonly qualification?: readonly BitField[];
  /** Bits of the VM-exit instruction information; absent: undefined for this exit. */
  readonly instructionInformation?: readonly BitField[];
  /** What a VMM does about it. */
  readonly handle: string;
}

const ALWAYS = 'Instructions That Cause VM Exits Unconditionally';
const CONDITIONAL = 'Instructions That Cause VM Exits Conditionally';
const OTHER = 'Other Causes of VM Exits';

/**
 * SDM: appendix "VMX Basic Exit Reasons". 35, 38, 42, 71, 82 and 83 are reserved. 72–73 and 76–81 and 84–85 have no
 * place yet in the processors that VMXray models.
 */
// biome-ignore format: two lines per reason.
const rows = [
  { number: 0, id: 'exception-or-nmi', name: 'Exception or NMI', class: 'event', sdm: OTHER, qualification: L.debugQualification,
    handle: 'Read the interruption information: inject the exception back, or deal with it (a #PF’s address is the exit qualification). An NMI belongs to the host.' },
  { number: 1, id: 'external-interrupt', name: 'External interrupt', class: 'event', sdm: OTHER,
    handle: 'Serve the interrupt as the host would; with “acknowledge interrupt on exit” its vector is in the interruption information, otherwise it is still pending and comes when the host sets RFLAGS.IF.' },
  { number: 2, id: 'triple-fault', name: 'Triple fault', class: 'event', sdm: OTHER,
    handle: 'The guest cannot go on: stop it or reset it.' },
  { number: 3, id: 'init-signal', name: 'INIT signal', class: 'event', sdm: OTHER,
    handle: 'Put the virtual processor into wait-for-SIPI.' },
  { number: 4, id: 'start-up-ipi', name: 'Start-up IPI (SIPI)', class: 'event', sdm: OTHER, qualification: L.sipiQualification,
    handle: 'Start the virtual processor in real-address mode at the vector times 4096.' },
  { number: 5, id: 'io-smi', name: 'I/O SMI', class: 'event', sdm: 'SMM VM Exits',
    handle: 'Only an SMM monitor sees it.' },
  { number: 6, id: 'other-smi', name: 'Other SMI', class: 'event', sdm: 'SMM VM Exits',
    handle: 'Only an SMM monitor sees it.' },
  { number: 7, id: 'interrupt-window', name: 'Interrupt window', class: 'event', sdm: OTHER,
    handle: 'The guest can take an interrupt now: inject the waiting one and clear “interrupt-window exiting” when none is left.' },
  { number: 8, id: 'nmi-window', name: 'NMI window', class: 'event', sdm: OTHER,
    handle: 'The guest can take an NMI now: inject the waiting one and clear “NMI-window exiting”.' },
  { number: 9, id: 'task-switch', name: 'Task switch', class: 'event', sdm: OTHER, qualification: L.taskSwitchQualification,
    handle: 'Carry out the task switch for the guest, or end it.' },
  { number: 10, id: 'cpuid', name: 'CPUID', class: 'instruction', sdm: ALWAYS,
    handle: 'Write EAX, EBX, ECX and EDX of the guest and step over the instruction.' },
  { number: 11, id: 'getsec', name: 'GETSEC', class: 'instruction', sdm: ALWAYS,
    handle: 'Usually: inject #UD, for the guest has no safer mode extensions.' },
  { number: 12, id: 'hlt', name: 'HLT', class: 'instruction', sdm: CONDITIONAL,
    handle: 'Let something else run until an event for this guest comes; then step over the instruction.' },
  { number: 13, id: 'invd', name: 'INVD', class: 'instruction', sdm: ALWAYS,
    handle: 'Step over it, or execute WBINVD in its place: INVD would lose the host’s data.' },
  { number: 14, id: 'invlpg', name: 'INVLPG', class: 'memory', sdm: CONDITIONAL, qualification: L.linearAddressQualification,
    handle: 'Drop the shadow translation of the linear address in the exit qualification, then step over the instruction.' },
  { number: 15, id: 'rdpmc', name: 'RDPMC', class: 'instruction', sdm: CONDITIONAL,
    handle: 'Write EDX:EAX of the guest from a virtual counter, or inject #GP.' },
  { number: 16, id: 'rdtsc', name: 'RDTSC', class: 'instruction', sdm: CONDITIONAL,
    handle: 'Write EDX:EAX of the guest and step over the instruction.' },
  { number: 17, id: 'rsm', name: 'RSM', class: 'instruction', sdm: ALWAYS,
    handle: 'Only a guest in system-management mode executes it; outside, RSM raises #UD.' },
  { number: 18, id: 'vmcall', name: 'VMCALL', class: 'vmx-instruction', sdm: ALWAYS,
    handle: 'A hypercall: the guest asks for something by convention in its registers; step over the instruction.' },
  { number: 19, id: 'vmclear', name: 'VMCLEAR', class: 'vmx-instruction', sdm: ALWAYS, qualification: L.displacementQualification, instructionInformation: L.memoryOperandInformation,
    handle: 'Emulate VMX for the guest, or inject #UD.' },
  { number: 20, id: 'vmlaunch', name: 'VMLAUNCH', class: 'vmx-instruction', sdm: ALWAYS,
    handle: 'Emulate VMX for the guest, or inject #UD.' },
  { number: 21, id: 'vmptrld', name: 'VMPTRLD', class: 'vmx-instruction', sdm: ALWAYS, qualification: L.displacementQualification, instructionInformation: L.memoryOperandInformation,
    handle: 'Emulate VMX for the guest, or inject #UD.' },
  { number: 22, id: 'vmptrst', name: 'VMPTRST', class: 'vmx-instruction', sdm: ALWAYS, qualification: L.displacementQualification, instructionInformation: L.memoryOperandInformation,
    handle: 'Emulate VMX for the guest, or inject #UD.' },
  { number: 23, id: 'vmread', name: 'VMREAD', class: 'vmx-instruction', sdm: CONDITIONAL, qualification: L.displacementQualification, instructionInformation: L.vmreadInformation,
    handle: 'Emulate VMX for the guest, or inject #UD.' },
  { number: 24, id: 'vmresume', name: 'VMRESUME', class: 'vmx-instruction', sdm: ALWAYS,
    handle: 'Emulate VMX for the guest, or inject #UD.' },
  { number: 25, id: 'vmwrite', name: 'VMWRITE', class: 'vmx-instruction', sdm: CONDITIONAL, qualification: L.displacementQualification, instructionInformation: L.vmreadInformation,
    handle: 'Emulate VMX for the guest, or inject #UD.' },
  { number: 26, id: 'vmxoff', name: 'VMXOFF', class: 'vmx-instruction', sdm: ALWAYS,
    handle: 'Emulate VMX for the guest, or inject #UD.' },
  { number: 27, id: 'vmxon', name: 'VMXON', class: 'vmx-instruction', sdm: ALWAYS, qualification: L.displacementQualification, instructionInformation: L.memoryOperandInformation,
    handle: 'Emulate VMX for the guest, or inject #UD.' },
  { number: 28, id: 'control-register-access', name: 'Control-register access', class: 'register', sdm: CONDITIONAL, qualification: L.controlRegisterQualification,
    handle: 'The exit qualification names register and direction: carry the access out on the guest’s CR0, CR3, CR4 or task priority, then step over the instruction.' },
  { number: 29, id: 'mov-dr', name: 'MOV DR', class: 'register', sdm: CONDITIONAL, qualification: L.movDrQualification,
    handle: 'Carry the access out on the guest’s debug registers, then step over the instruction.' },
  { number: 30, id: 'io-instruction', name: 'I/O instruction', class: 'io', sdm: CONDITIONAL, qualification: L.ioQualification, instructionInformation: L.stringIoInformation,
    handle: 'Port, size and direction are in the exit qualification: emulate the device, then step over the instruction.' },
  { number: 31, id: 'rdmsr', name: 'RDMSR', class: 'register', sdm: CONDITIONAL,
    handle: 'ECX names the MSR: write EDX:EAX of the guest and step over the instruction, or inject #GP(0).' },
  { number: 32, id: 'wrmsr', name: 'WRMSR', class: 'register', sdm: CONDITIONAL,
    handle: 'ECX names the MSR, EDX:EAX is the value: keep it and step over the instruction, or inject #GP(0).' },
  { number: 33, id: 'vm-entry-failure-guest-state', name: 'VM-entry failure: invalid guest state', class: 'vmx-instruction', sdm: 'VM-Entry Failures During or After Loading Guest State', qualification: L.entryFailureQualification,
    handle: 'The guest never ran: correct the guest-state fields that the failing checks name.' },
  { number: 34, id: 'vm-entry-failure-msr-loading', name: 'VM-entry failure: MSR loading', class: 'vmx-instruction', sdm: 'VM-Entry Failures During or After Loading Guest State', qualification: L.msrLoadQualification,
    handle: 'The guest never ran: correct the entry of the MSR-load area that the exit qualification counts to.' },
  { number: 36, id: 'mwait', name: 'MWAIT', class: 'instruction', sdm: CONDITIONAL, qualification: L.mwaitQualification,
    handle: 'Let something else run, then step over the instruction.' },
  { number: 37, id: 'monitor-trap-flag', name: 'Monitor trap flag', class: 'event', sdm: 'Monitor Trap Flag',
    handle: 'The guest made one step: look at it and enter again.' },
  { number: 39, id: 'monitor', name: 'MONITOR', class: 'instruction', sdm: CONDITIONAL,
    handle: 'Step over it: an MWAIT that follows may then return at once.' },
  { number: 40, id: 'pause', name: 'PAUSE', class: 'instruction', sdm: CONDITIONAL,
    handle: 'The guest spins: let another virtual processor run, then step over the instruction.' },
  { number: 41, id: 'vm-entry-failure-machine-check', name: 'VM-entry failure: machine check', class: 'event', sdm: 'VM-Entry Failures During or After Loading Guest State',
    handle: 'The guest never ran: hand the machine check to the host.' },
  { number: 43, id: 'tpr-below-threshold', name: 'TPR below threshold', class: 'event', sdm: OTHER,
    handle: 'The guest lowered its task priority: a waiting virtual interrupt may be deliverable now.' },
  { number: 44, id: 'apic-access', name: 'APIC access', class: 'memory', sdm: 'Virtualizing Memory-Mapped APIC Accesses', qualification: L.apicAccessQualification,
    handle: 'Emulate the access to the APIC register at the offset in the exit qualification.' },
  { number: 45, id: 'virtualized-eoi', name: 'Virtualized EOI', class: 'event', sdm: 'EOI Virtualization', qualification: L.eoiQualification,
    handle: 'The guest ended the interrupt with this vector: tell the emulated interrupt controller.' },
  { number: 46, id: 'gdtr-or-idtr-access', name: 'GDTR/IDTR access', class: 'register', sdm: CONDITIONAL, qualification: L.displacementQualification, instructionInformation: L.descriptorTableInformation,
    handle: 'Carry out LGDT, LIDT, SGDT or SIDT on the guest’s state and step over the instruction.' },
  { number: 47, id: 'ldtr-or-tr-access', name: 'LDTR/TR access', class: 'register', sdm: CONDITIONAL, qualification: L.displacementQualification, instructionInformation: L.selectorInformation,
    handle: 'Carry out LLDT, LTR, SLDT or STR on the guest’s state and step over the instruction.' },
  { number: 48, id: 'ept-violation', name: 'EPT violation', class: 'memory', sdm: 'EPT Violations', qualification: L.eptViolationQualification,
    handle: 'Map the guest-physical address, or emulate the device behind it.' },
  { number: 49, id: 'ept-misconfiguration', name: 'EPT misconfiguration', class: 'memory', sdm: 'EPT Misconfigurations',
    handle: 'Correct the EPT entry, or take it for a marked device page.' },
  { number: 50, id: 'invept', name: 'INVEPT', class: 'vmx-instruction', sdm: ALWAYS, qualification: L.displacementQualification, instructionInformation: L.invalidationInformation,
    handle: 'Emulate VMX for the guest, or inject #UD.' },
  { number: 51, id: 'rdtscp', name: 'RDTSCP', class: 'instruction', sdm: CONDITIONAL,
    handle: 'Write EDX:EAX and ECX of the guest and step over the instruction.' },
  { number: 52, id: 'vmx-preemption-timer-expired', name: 'VMX-preemption timer expired', class: 'event', sdm: 'VMX-Preemption Timer',
    handle: 'The guest’s time slice is over: schedule, set the timer again and enter.' },
  { number: 53, id: 'invvpid', name: 'INVVPID', class: 'vmx-instruction', sdm: ALWAYS, qualification: L.displacementQualification, instructionInformation: L.invalidationInformation,
    handle: 'Emulate VMX for the guest, or inject #UD.' },
  { number: 54, id: 'wbinvd-or-wbnoinvd', name: 'WBINVD/WBNOINVD', class: 'instruction', sdm: CONDITIONAL,
    handle: 'Execute it for the guest when it has a device that needs it; step over the instruction.' },
  { number: 55, id: 'xsetbv', name: 'XSETBV', class: 'register', sdm: ALWAYS,
    handle: 'Check EDX:EAX and load XCR0 for the guest, or inject #GP(0); step over the instruction.' },
  { number: 56, id: 'apic-write', name: 'APIC write', class: 'memory', sdm: 'APIC-Write Emulation', qualification: L.apicWriteQualification,
    handle: 'The write is done in the virtual-APIC page: emulate what it causes.' },
  { number: 57, id: 'rdrand', name: 'RDRAND', class: 'instruction', sdm: CONDITIONAL, instructionInformation: L.registerOperandInformation,
    handle: 'Write the operand register and RFLAGS of the guest and step over the instruction.' },
  { number: 58, id: 'invpcid', name: 'INVPCID', class: 'memory', sdm: CONDITIONAL, qualification: L.displacementQualification, instructionInformation: L.invalidationInformation,
    handle: 'Drop the shadow translations that the descriptor names and step over the instruction.' },
  { number: 59, id: 'vmfunc', name: 'VMFUNC', class: 'instruction', sdm: CONDITIONAL,
    handle: 'The guest asked for a VM function that is not enabled or failed: refuse it.' },
  { number: 60, id: 'encls', name: 'ENCLS', class: 'instruction', sdm: CONDITIONAL,
    handle: 'Emulate the enclave leaf or inject #UD.' },
  { number: 61, id: 'rdseed', name: 'RDSEED', class: 'instruction', sdm: CONDITIONAL, instructionInformation: L.registerOperandInformation,
    handle: 'Write the operand register and RFLAGS of the guest and step over the instruction.' },
  { number: 62, id: 'page-modification-log-full', name: 'Page-modification log full', class: 'event', sdm: 'Page-Modification Logging', qualification: L.nmiUnblockingQualification,
    handle: 'Read the log of dirty pages, reset the PML index and enter again.' },
  { number: 63, id: 'xsaves', name: 'XSAVES', class: 'instruction', sdm: CONDITIONAL, qualification: L.displacementQualification, instructionInformation: L.memoryOperandInformation,
    handle: 'Emulate the part of the state that the XSS-exiting bitmap marks.' },
  { number: 64, id: 'xrstors', name: 'XRSTORS', class: 'instruction', sdm: CONDITIONAL, qualification: L.displacementQualification, instructionInformation: L.memoryOperandInformation,
    handle: 'Emulate the part of the state that the XSS-exiting bitmap marks.' },
  { number: 65, id: 'pconfig', name: 'PCONFIG', class: 'instruction', sdm: CONDITIONAL,
    handle: 'Emulate the leaf or inject #UD.' },
  { number: 66, id: 'spp-related-event', name: 'SPP-related event', class: 'memory', sdm: 'Sub-Page Write Permissions', qualification: L.sppQualification,
    handle: 'Fill in or correct the sub-page-permission tables and enter again.' },
  { number: 67, id: 'umwait', name: 'UMWAIT', class: 'instruction', sdm: CONDITIONAL, instructionInformation: L.registerOperandInformation,
    handle: 'Let something else run, then step over the instruction.' },
  { number: 68, id: 'tpause', name: 'TPAUSE', class: 'instruction', sdm: CONDITIONAL, instructionInformation: L.registerOperandInformation,
    handle: 'Let something else run, then step over the instruction.' },
  { number: 69, id: 'loadiwkey', name: 'LOADIWKEY', class: 'instruction', sdm: CONDITIONAL,
    handle: 'Keep the wrapping key of this guest apart from others and step over the instruction.' },
  { number: 70, id: 'enclv', name: 'ENCLV', class: 'instruction', sdm: CONDITIONAL,
    handle: 'Emulate the enclave leaf or inject #UD.' },
  { number: 72, id: 'enqcmd-pasid-translation-failure', name: 'ENQCMD PASID translation failure', class: 'instruction', sdm: CONDITIONAL,
    handle: 'Fill in the PASID directory and let the guest repeat the instruction.' },
  { number: 73, id: 'enqcmds-pasid-translation-failure', name: 'ENQCMDS PASID translation failure', class: 'instruction', sdm: CONDITIONAL,
    handle: 'Fill in the PASID directory and let the guest repeat the instruction.' },
  { number: 74, id: 'bus-lock', name: 'Bus lock', class: 'event', sdm: OTHER,
    handle: 'The guest locked the bus and slows everyone down: slow it down, then enter again.' },
  { number: 75, id: 'instruction-timeout', name: 'Instruction timeout (Notify)', class: 'event', sdm: OTHER, qualification: L.timeoutQualification,
    handle: 'The guest kept the processor without reaching an instruction boundary: enter again or end it.' },
  { number: 76, id: 'seamcall', name: 'SEAMCALL', class: 'instruction', sdm: ALWAYS,
    handle: 'Inject #UD unless the guest may reach the SEAM module.' },
  { number: 77, id: 'tdcall', name: 'TDCALL', class: 'instruction', sdm: ALWAYS,
    handle: 'A trust domain asks its module for something.' },
  { number: 78, id: 'rdmsrlist', name: 'RDMSRLIST', class: 'register', sdm: CONDITIONAL,
    handle: 'The MSR data field and the guest’s registers tell how far the list was read: do the next MSR for it.' },
  { number: 79, id: 'wrmsrlist', name: 'WRMSRLIST', class: 'register', sdm: CONDITIONAL,
    handle: 'The MSR data field and the guest’s registers tell how far the list was written: do the next MSR for it.' },
  { number: 80, id: 'urdmsr', name: 'URDMSR', class: 'register', sdm: CONDITIONAL,
    handle: 'Emulate the read of the MSR or inject #GP(0).' },
  { number: 81, id: 'uwrmsr', name: 'UWRMSR', class: 'register', sdm: CONDITIONAL,
    handle: 'Emulate the write of the MSR or inject #GP(0).' },
  { number: 84, id: 'rdmsr-immediate', name: 'RDMSR (immediate)', class: 'register', sdm: CONDITIONAL,
    handle: 'As for RDMSR; the MSR’s number is an immediate operand.' },
  { number: 85, id: 'wrmsrns-immediate', name: 'WRMSRNS (immediate)', class: 'register', sdm: CONDITIONAL,
    handle: 'As for WRMSR; the MSR’s number is an immediate operand.' },
] as const satisfies readonly ExitReasonRow[];

export type ExitReasonId = (typeof rows)[number]['id'];

/** Every basic exit reason, by number. */
export const exitReasons: readonly ExitReasonRow<ExitReasonId>[] = rows;

const byNumber = new Map<number, ExitReasonRow<ExitReasonId>>(exitReasons.map((row) => [row.number, row]));

/** The row of a basic exit reason (bits 15:0 of the exit-reason field); undefined for reserved numbers. */
export const exitReason = (number: number): ExitReasonRow<ExitReasonId> | undefined => byNumber.get(number & 0xffff);
