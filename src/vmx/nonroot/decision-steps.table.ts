/** How the bits that have no name in the manual are called: those of bitmaps and lists. `{placeholders}` are values. */
export const stepNames = {
  port: 'port {port}',
  'msr-read': 'read of MSR {msr}',
  'msr-write': 'write of MSR {msr}',
  'equals-cr3-target': 'equal to CR3-target value {n}',
  'error-code-equals': 'error-code bit {bit} equals the match value',
  'error-code-differs': 'error-code bit {bit} differs from the match value',
  'ept-entry': '{entry} at {address} ({rule})',
  'ept-entry-bit': 'bit of {entry} at {address} ({rule})',
} as const;

export type StepText = keyof typeof stepNames;
