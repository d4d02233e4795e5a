import { decodeWord, exitReasonName } from '../../../i18n/facts';

/** Name of a 32-bit exit-reason field, with what its upper bits add: "CPUID", "VM-entry failure: invalid guest state". */
export function exitReasonText(field: number): string {
  const name = exitReasonName(field);
  return (field & 0x2000_0000) === 0 ? name : decodeWord('from-root', { name });
}
