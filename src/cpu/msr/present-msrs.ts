import { hasFeature } from '../cpuid/feature';
import type { CpuidModel, MsrRow } from '../ports';

/** The MSRs of a processor by index: of the rows those that CPUID does not deny. */
export function presentMsrs(cpuid: CpuidModel, rows: readonly MsrRow[]): Map<number, MsrRow> {
  const present = new Map<number, MsrRow>();
  for (const row of rows) {
    if (row.needs === undefined || hasFeature(cpuid, row.needs)) present.set(row.index, row);
  }
  return present;
}
