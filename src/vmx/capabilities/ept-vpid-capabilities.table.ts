/** Bits of IA32_VMX_EPT_VPID_CAP. SDM Vol. 3, appendix "VPID and EPT Capabilities". */
export const eptVpidCapabilities = {
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
  /** The lowest bit of a field of six: the largest HLAT prefix size is 1. */
  'hlat-prefix-size-1': 48,
} as const;

export type EptVpidCapability = keyof typeof eptVpidCapabilities;

/** Whether a value of IA32_VMX_EPT_VPID_CAP has a capability. */
export const hasEptVpidCapability = (value: bigint, capability: EptVpidCapability): boolean =>
  ((value >> BigInt(eptVpidCapabilities[capability])) & 1n) === 1n;

/** The largest HLAT prefix size that a value of IA32_VMX_EPT_VPID_CAP has. */
export const largestHlatPrefix = (value: bigint): number => Number((value >> 48n) & 0x3fn);

/** The value of IA32_VMX_EPT_VPID_CAP with these capabilities. */
export const eptVpidCapabilityValue = (names: readonly EptVpidCapability[]): bigint =>
  names.reduce((value, name) => value | (1n << BigInt(eptVpidCapabilities[name])), 0n);
