/** How the bits that have no name in the manual are called: those of bitmaps and lists. `{placeholders}` are values. */
export const stepNames = {
  port: 'port {port}',
  'msr-read': 'read of MSR {msr}',
  'msr-write': 'write of MSR {msr}',
  'vmcs-encoding': 'field encoding {encoding}',
  'equals-cr3-target': 'equal to CR3-target value {n}',
  'error-code-equals': 'error-code bit {bit} equals the match value',
  'state-component': 'state component {n}',
  'error-code-differs': 'error-code bit {bit} differs from the match value',
  'comparing-bit': 'the bit that decides the comparison',
  'eoi-of-vector': 'EOI of vector {vector}',
  'ept-entry': '{entry} at {address}',
  'ept-entry-bit': '{entry} at {address}',
} as const;

export type StepText = keyof typeof stepNames;
