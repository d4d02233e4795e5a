/** Bits of IA32_VMX_EPT_VPID_CAP. SDM Vol. 3, appendix "VPID and EPT Capabilities". */
export const eptVpidCapabilities = {
  executeOnly: 0,
  walkLength4: 6,
  walkLength5: 7,
  memoryTypeUc: 8,
  memoryTypeWb: 14,
  pages2Mib: 16,
  pages1Gib: 17,
  invept: 20,
  accessedDirty: 21,
  advancedViolations: 22,
  inveptSingleContext: 25,
  inveptAllContexts: 26,
  invvpid: 32,
  invvpidIndividualAddress: 40,
  invvpidSingleContext: 41,
  invvpidAllContexts: 42,
  invvpidSingleContextRetainingGlobals: 43,
} as const;

export type EptVpidCapability = keyof typeof eptVpidCapabilities;

/** Whether a value of IA32_VMX_EPT_VPID_CAP has a capability. */
export const hasEptVpidCapability = (value: bigint, capability: EptVpidCapability): boolean =>
  ((value >> BigInt(eptVpidCapabilities[capability])) & 1n) === 1n;

/** The value of IA32_VMX_EPT_VPID_CAP with these capabilities. */
export const eptVpidCapabilityValue = (names: readonly EptVpidCapability[]): bigint =>
  names.reduce((value, name) => value | (1n << BigInt(eptVpidCapabilities[name])), 0n);
