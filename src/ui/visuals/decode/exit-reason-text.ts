import { exitReason } from '../../../vmx/exit/exit-reasons.table';

/** Name of a 32-bit exit-reason field, with what its upper bits add: "CPUID", "VM-entry failure: invalid guest state". */
export function exitReasonText(field: number): string {
  const name = exitReason(field)?.name ?? `reserved reason ${field & 0xffff}`;
  return (field & 0x2000_0000) === 0 ? name : `${name}, from VMX root`;
}
