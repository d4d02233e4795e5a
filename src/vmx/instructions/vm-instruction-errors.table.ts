import type { SdmSection } from '../../sdm/edition';

/** One VM-instruction error number. */
export interface VmInstructionErrorRow<Id extends string = string> {
  readonly number: number;
  readonly id: Id;
  /** What went wrong, for people. */
  readonly name: string;
  /** Where to look for the mistake. */
  readonly hint: string;
  readonly sdm: SdmSection;
}

const sdm = 'VM Instruction Error Numbers';

/** What VMfailValid writes to the VM-instruction error field. Numbers 14, 21 and 27 are not used. */
const rows = [
  {
    number: 1,
    id: 'vmcall-in-vmx-root-operation',
    name: 'VMCALL executed in VMX root operation',
    hint: 'VMCALL is for the guest; in the host it only reaches an SMM monitor.',
    sdm,
  },
  {
    number: 2,
    id: 'vmclear-with-invalid-physical-address',
    name: 'VMCLEAR with invalid physical address',
    hint: 'The operand must be 4-KiB aligned and inside the physical-address width.',
    sdm,
  },
  {
    number: 3,
    id: 'vmclear-with-vmxon-pointer',
    name: 'VMCLEAR with VMXON pointer',
    hint: 'The VMXON region is no VMCS: give the VMCS a page of its own.',
    sdm,
  },
  {
    number: 4,
    id: 'vmlaunch-with-non-clear-vmcs',
    name: 'VMLAUNCH with non-clear VMCS',
    hint: 'A launched VMCS is entered by VMRESUME; VMCLEAR makes it clear again.',
    sdm,
  },
  {
    number: 5,
    id: 'vmresume-with-non-launched-vmcs',
    name: 'VMRESUME with non-launched VMCS',
    hint: 'The first entry of a clear VMCS is by VMLAUNCH.',
    sdm,
  },
  {
    number: 6,
    id: 'vmresume-after-vmxoff',
    name: 'VMRESUME after VMXOFF',
    hint: 'VMXOFF and VMXON came between VMLAUNCH and VMRESUME: VMCLEAR the VMCS and launch it again.',
    sdm,
  },
  {
    number: 7,
    id: 'vm-entry-with-invalid-control-fields',
    name: 'VM entry with invalid control field(s)',
    hint: 'Compare each word of controls with its capability MSR; a bit set after masking is the usual culprit.',
    sdm,
  },
  {
    number: 8,
    id: 'vm-entry-with-invalid-host-state-fields',
    name: 'VM entry with invalid host-state field(s)',
    hint: 'Look at the host selectors (RPL and TI must be 0, TR and CS must not be null), CR0, CR4 and the canonical bases.',
    sdm,
  },
  {
    number: 9,
    id: 'vmptrld-with-invalid-physical-address',
    name: 'VMPTRLD with invalid physical address',
    hint: 'The operand must be 4-KiB aligned and inside the physical-address width.',
    sdm,
  },
  {
    number: 10,
    id: 'vmptrld-with-vmxon-pointer',
    name: 'VMPTRLD with VMXON pointer',
    hint: 'The VMXON region is no VMCS: give the VMCS a page of its own.',
    sdm,
  },
  {
    number: 11,
    id: 'vmptrld-with-incorrect-vmcs-revision-identifier',
    name: 'VMPTRLD with incorrect VMCS revision identifier',
    hint: 'Write bits 30:0 of IA32_VMX_BASIC to the first four bytes of the region before VMPTRLD.',
    sdm,
  },
  {
    number: 12,
    id: 'unsupported-vmcs-component',
    name: 'VMREAD/VMWRITE from/to unsupported VMCS component',
    hint: 'The encoding names no field, or a field that this processor model lacks.',
    sdm,
  },
  {
    number: 13,
    id: 'vmwrite-to-read-only-vmcs-component',
    name: 'VMWRITE to read-only VMCS component',
    hint: 'Exit-information fields can be written only where IA32_VMX_MISC[29] is 1.',
    sdm,
  },
  {
    number: 15,
    id: 'vmxon-in-vmx-root-operation',
    name: 'VMXON executed in VMX root operation',
    hint: 'The processor is in VMX operation already; one VMXON is enough until VMXOFF.',
    sdm,
  },
  {
    number: 16,
    id: 'vm-entry-with-invalid-executive-vmcs-pointer',
    name: 'VM entry with invalid executive-VMCS pointer',
    hint: 'This concerns only monitors in system-management mode.',
    sdm,
  },
  {
    number: 17,
    id: 'vm-entry-with-non-launched-executive-vmcs',
    name: 'VM entry with non-launched executive VMCS',
    hint: 'This concerns only monitors in system-management mode.',
    sdm,
  },
  {
    number: 18,
    id: 'vm-entry-with-executive-vmcs-pointer-not-vmxon-pointer',
    name: 'VM entry with executive-VMCS pointer not VMXON pointer',
    hint: 'This concerns only monitors in system-management mode.',
    sdm,
  },
  {
    number: 19,
    id: 'vmcall-with-non-clear-vmcs',
    name: 'VMCALL with non-clear VMCS',
    hint: 'This concerns only the activation of the dual-monitor treatment.',
    sdm,
  },
  {
    number: 20,
    id: 'vmcall-with-invalid-vm-exit-control-fields',
    name: 'VMCALL with invalid VM-exit control fields',
    hint: 'This concerns only the activation of the dual-monitor treatment.',
    sdm,
  },
  {
    number: 22,
    id: 'vmcall-with-incorrect-mseg-revision-identifier',
    name: 'VMCALL with incorrect MSEG revision identifier',
    hint: 'This concerns only the activation of the dual-monitor treatment.',
    sdm,
  },
  {
    number: 23,
    id: 'vmxoff-under-dual-monitor-treatment',
    name: 'VMXOFF under dual-monitor treatment of SMIs and SMM',
    hint: 'This concerns only systems with an SMM monitor.',
    sdm,
  },
  {
    number: 24,
    id: 'vmcall-with-invalid-smm-monitor-features',
    name: 'VMCALL with invalid SMM-monitor features',
    hint: 'This concerns only the activation of the dual-monitor treatment.',
    sdm,
  },
  {
    number: 25,
    id: 'vm-entry-with-invalid-vm-execution-control-fields-in-executive-vmcs',
    name: 'VM entry with invalid VM-execution control fields in executive VMCS',
    hint: 'This concerns only monitors in system-management mode.',
    sdm,
  },
  {
    number: 26,
    id: 'vm-entry-with-events-blocked-by-mov-ss',
    name: 'VM entry with events blocked by MOV SS',
    hint: 'No MOV SS or POP SS may stand directly before VMLAUNCH or VMRESUME.',
    sdm,
  },
  {
    number: 28,
    id: 'invalid-operand-to-invept-invvpid',
    name: 'Invalid operand to INVEPT/INVVPID',
    hint: 'Check the type in the register and the reserved bits of the descriptor.',
    sdm,
  },
] as const satisfies readonly VmInstructionErrorRow[];

export type VmInstructionErrorId = (typeof rows)[number]['id'];

/** Every VM-instruction error, by number. */
export const vmInstructionErrors: readonly VmInstructionErrorRow<VmInstructionErrorId>[] = rows;

/** The row of an error number; undefined for 0 (VMfailInvalid) and unused numbers. */
export const vmInstructionError = (number: number): VmInstructionErrorRow<VmInstructionErrorId> | undefined =>
  vmInstructionErrors.find((row) => row.number === number);
