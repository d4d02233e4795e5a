import { type CapabilityMsrRow, capabilityMsrs } from './capabilities/capability-msrs.table';
import type { ControlRow, ControlWordTable } from './controls/control';
import { controlWords } from './controls/control-words.table';
import { type ExitReasonRow, exitReasons } from './exit/exit-reasons.table';
import { type VmInstructionErrorRow, vmInstructionErrors } from './instructions/vm-instruction-errors.table';
import { type VmcsField, vmcsFields } from './vmcs/vmcs-fields.table';

/** What a constant of vmx.inc stands for: the row of its table. */
export type VmxConstant =
  | { readonly kind: 'field'; readonly row: VmcsField }
  | { readonly kind: 'control'; readonly row: ControlRow; readonly table: ControlWordTable }
  | { readonly kind: 'exit-reason'; readonly row: ExitReasonRow }
  | { readonly kind: 'vm-instruction-error'; readonly row: VmInstructionErrorRow }
  | { readonly kind: 'capability-msr'; readonly row: CapabilityMsrRow };

/** The name of a constant of vmx.inc, from the prefix of its table and the row's id. */
export const constantName = (prefix: string, id: string): string =>
  `${prefix}_${id.toUpperCase().replaceAll('-', '_')}`;

/** Rows by the names of their constants. */
export const vmxConstants: ReadonlyMap<string, VmxConstant> = new Map<string, VmxConstant>([
  ...vmcsFields.map((row) => [constantName('VMCS', row.id), { kind: 'field', row }] as const),
  ...controlWords.flatMap((table) =>
    table.rows.map((row) => [constantName(table.prefix, row.id), { kind: 'control', row, table }] as const),
  ),
  ...exitReasons.map((row) => [constantName('EXIT_REASON', row.id), { kind: 'exit-reason', row }] as const),
  ...vmInstructionErrors.map(
    (row) => [constantName('VM_ERROR', row.id), { kind: 'vm-instruction-error', row }] as const,
  ),
  ...capabilityMsrs.map((row) => [`MSR_${row.name}`, { kind: 'capability-msr', row }] as const),
]);
