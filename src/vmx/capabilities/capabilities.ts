/** What the VMX capability MSRs of a model say. SDM Vol. 3, Appendix A: "VMX Capability Reporting Facility". */
export interface VmxCapabilities {
  /** VMCS revision identifier (31 bits). */
  readonly revision: number;
  /** Controls: bits that must be 1 and bits that may be 1, from the TRUE MSRs where the model has them. */
  readonly pinBased: ControlRange;
  readonly primary: ControlRange;
  readonly secondary: ControlRange;
  readonly vmExit: ControlRange;
  readonly vmEntry: ControlRange;
  /** The 64-bit words have no bits that must be 1: bits that may be. */
  readonly tertiaryMayBeOne: bigint;
  readonly secondaryVmExitMayBeOne: bigint;
  /** CR0 and CR4: bits fixed to 1 and bits that may be 1. */
  readonly cr0Fixed0: bigint;
  readonly cr0Fixed1: bigint;
  readonly cr4Fixed0: bigint;
  readonly cr4Fixed1: bigint;
  /** IA32_VMX_MISC. */
  readonly misc: bigint;
  readonly cr3TargetCount: number;
  readonly maximumMsrListCount: number;
  /** Activity states supported: HLT, shutdown, wait-for-SIPI. */
  readonly activityStates: { readonly hlt: boolean; readonly shutdown: boolean; readonly waitForSipi: boolean };
  /** Whether VMWRITE may write read-only-data fields. */
  readonly vmwriteAnyField: boolean;
  /** Whether injection of a software event with instruction length 0 is allowed. */
  readonly zeroLengthInjection: boolean;
  /** Whether a hardware exception may be injected with or without an error code, whatever its vector (IA32_VMX_BASIC[56]). */
  readonly anyErrorCodeInjection: boolean;
  readonly ept: boolean;
  /** IA32_VMX_EPT_VPID_CAP; 0 without EPT and VPIDs. */
  readonly eptVpid: bigint;
  /** IA32_VMX_VMFUNC: VM functions that may be enabled. */
  readonly vmFunctions: bigint;
  /** Value of every MSR 0x480–0x493 that exists. */
  readonly msrs: ReadonlyMap<number, bigint>;
}

/** Allowed settings of one 32-bit word of controls. */
export interface ControlRange {
  /** Bits that must be 1. */
  readonly mustBeOne: number;
  /** Bits that may be 1 (unsigned). */
  readonly mayBeOne: number;
}
