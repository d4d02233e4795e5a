import type { VmcsFieldId } from '../vmcs/vmcs-field-list.table';
import { type VmcsField, vmcsFields } from '../vmcs/vmcs-fields.table';
import type { VmxCapabilities } from './capabilities';
import { supportsControl } from './capabilities-of';

/** Whether a model has a field: always, or where a control that uses it may be 1. */
export function supportsField(capabilities: VmxCapabilities, field: VmcsField): boolean {
  if (field.exists === undefined) return true;
  return field.exists.some((control) => supportsControl(capabilities, control));
}

/** Fields that a model has; access to any other fails with VM-instruction error 12. */
export function supportedFields(capabilities: VmxCapabilities): ReadonlySet<VmcsFieldId> {
  return new Set(vmcsFields.filter((field) => supportsField(capabilities, field)).map((field) => field.id));
}
