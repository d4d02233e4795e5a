/**
 * What IA32_VMX_EPT_VPID_CAP can say, by bit. SDM Vol. 3, appendix "VMX Capability Reporting Facility": "VPID and EPT
 * Capabilities".
 */
export const eptCapabilities = {
  'execute-only': 0,
  'page-walk-4': 6,
  'page-walk-5': 7,
  uncacheable: 8,
  'write-back': 14,
  'pages-2m': 16,
  'pages-1g': 17,
  invept: 20,
  'accessed-dirty': 21,
  'advanced-violation-information': 22,
  'supervisor-shadow-stack': 23,
  'invept-single-context': 25,
  'invept-all-contexts': 26,
  invvpid: 32,
  'invvpid-individual-address': 40,
  'invvpid-single-context': 41,
  'invvpid-all-contexts': 42,
  'invvpid-single-context-retaining-globals': 43,
} as const;

export type EptCapability = keyof typeof eptCapabilities;

/** Bits of IA32_VMX_VMFUNC. SDM Vol. 3: "VM Functions". */
export const vmFunctions = { 'eptp-switching': 0 } as const;

export type VmFunction = keyof typeof vmFunctions;
