import type { MsrRow } from '../../cpu/ports';
import type { VmxCapabilities } from './capabilities';
import { capabilityMsrs } from './capability-msrs.table';

/** The capability MSRs that a model has, as rows for RDMSR; they are read-only, so WRMSR raises #GP(0). */
export function capabilityMsrRows(capabilities: VmxCapabilities): readonly MsrRow[] {
  return capabilityMsrs.flatMap(({ index, name, sdm }) => {
    const value = capabilities.msrs.get(index);
    return value === undefined ? [] : [{ index, name, sdm, read: () => value }];
  });
}
