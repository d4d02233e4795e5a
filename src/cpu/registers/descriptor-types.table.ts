/**
 * Types of code- and data-segment descriptors by bits 3:0 of the type field.
 * SDM Vol. 3: "Code- and Data-Segment Descriptor Types".
 */
export const segmentTypes = [
  'data-read-only',
  'data-read-only-accessed',
  'data-read-write',
  'data-read-write-accessed',
  'data-read-only-expand-down',
  'data-read-only-expand-down-accessed',
  'data-read-write-expand-down',
  'data-read-write-expand-down-accessed',
  'code-execute-only',
  'code-execute-only-accessed',
  'code-execute-read',
  'code-execute-read-accessed',
  'code-execute-only-conforming',
  'code-execute-only-conforming-accessed',
  'code-execute-read-conforming',
  'code-execute-read-conforming-accessed',
] as const;

/** Types of system segments and gates outside IA-32e mode. SDM Vol. 3: "System Descriptor Types". */
export const systemTypes = [
  'reserved',
  'tss-16-available',
  'ldt',
  'tss-16-busy',
  'call-gate-16',
  'task-gate',
  'interrupt-gate-16',
  'trap-gate-16',
  'reserved',
  'tss-32-available',
  'reserved',
  'tss-32-busy',
  'call-gate-32',
  'reserved',
  'interrupt-gate-32',
  'trap-gate-32',
] as const;

/** The same in IA-32e mode, where 16-bit system segments and gates and task gates do not exist. */
export const systemTypesIa32e = [
  'reserved',
  'reserved',
  'ldt',
  'reserved',
  'reserved',
  'reserved',
  'reserved',
  'reserved',
  'reserved',
  'tss-64-available',
  'reserved',
  'tss-64-busy',
  'call-gate-64',
  'reserved',
  'interrupt-gate-64',
  'trap-gate-64',
] as const;

export type DescriptorType =
  | (typeof segmentTypes)[number]
  | (typeof systemTypes)[number]
  | (typeof systemTypesIa32e)[number];
