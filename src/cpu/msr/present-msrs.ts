import type { CpuidModel, MsrRow } from '../ports';

/** The MSRs of a processor by index: of the rows those that CPUID does not deny. */
export function presentMsrs(cpuid: CpuidModel, rows: readonly MsrRow[]): Map<number, MsrRow> {
  const present = new Map<number, MsrRow>();
  for (const row of rows) {
    const { needs } = row;
    const bit = needs === undefined ? 1 : cpuid.leaf(needs.leaf, needs.subleaf ?? 0)[needs.register] >>> needs.bit;
    if ((bit & 1) !== 0) present.set(row.index, row);
  }
  return present;
}
