import type { VmxCapabilities } from '../capabilities/capabilities';
import { hasEptVpidCapability } from '../capabilities/ept-vpid-capabilities.table';

/** What of EPT a processor has, looked up once. SDM Vol. 3, appendix "VPID and EPT Capabilities". */
export interface EptFeatures {
  readonly executeOnly: boolean;
  readonly pages2Mib: boolean;
  readonly pages1Gib: boolean;
  /** Whether EPT violations report what paging says of the linear address. */
  readonly advancedViolations: boolean;
  readonly physicalAddressBits: number;
}

export function eptFeatures(capabilities: VmxCapabilities, physicalAddressBits: number): EptFeatures {
  const value = capabilities.eptVpid;
  return {
    executeOnly: hasEptVpidCapability(value, 'execute-only'),
    pages2Mib: hasEptVpidCapability(value, 'pages-2m'),
    pages1Gib: hasEptVpidCapability(value, 'pages-1g'),
    advancedViolations: hasEptVpidCapability(value, 'advanced-violation-information'),
    physicalAddressBits,
  };
}
