import { fieldMeaningAlone } from '../../../i18n/facts';
import type { VmcsFieldId } from '../../../vmx/vmcs/vmcs-field-list.table';
import { type VmcsField, vmcsFields } from '../../../vmx/vmcs/vmcs-fields.table';

/** Groups of the VMCS panel, in the order in which a reader asks: what happened, the guest, who decides, the host. */
export type FieldGroupId = 'exit' | 'guest' | 'controls' | 'host';

export interface FieldGroup {
  readonly id: FieldGroupId;
  readonly fields: readonly VmcsField[];
}

const AREA_OF_GROUP = {
  exit: 'read-only-data',
  guest: 'guest-state',
  controls: 'control',
  host: 'host-state',
} as const satisfies Record<FieldGroupId, VmcsField['area']>;

/** Fields that stand first in their group; the others follow, segments together. */
const FIRST: readonly VmcsFieldId[] = [
  'exit-reason',
  'exit-qualification',
  'vm-exit-instruction-length',
  'vm-exit-interruption-information',
  'vm-exit-interruption-error-code',
  'idt-vectoring-information',
  'idt-vectoring-error-code',
  'vm-exit-instruction-information',
  'guest-linear-address',
  'vm-instruction-error',
  'guest-rip',
  'guest-rsp',
  'guest-rflags',
  'guest-cr0',
  'guest-cr3',
  'guest-cr4',
  'guest-ia32-efer',
  'guest-activity-state',
  'guest-interruptibility-state',
  'pin-based-controls',
  'primary-processor-based-controls',
  'secondary-processor-based-controls',
  'tertiary-processor-based-controls',
  'exception-bitmap',
  'page-fault-error-code-mask',
  'page-fault-error-code-match',
  'io-bitmap-a',
  'io-bitmap-b',
  'msr-bitmaps',
  'cr0-guest-host-mask',
  'cr0-read-shadow',
  'cr4-guest-host-mask',
  'cr4-read-shadow',
  'vm-exit-controls',
  'secondary-vm-exit-controls',
  'vm-entry-controls',
  'vm-entry-interruption-information',
  'vm-entry-exception-error-code',
  'vm-entry-instruction-length',
  'host-rip',
  'host-rsp',
  'host-cr0',
  'host-cr3',
  'host-cr4',
  'host-ia32-efer',
];

const SEGMENTS = ['cs', 'ss', 'ds', 'es', 'fs', 'gs', 'tr', 'ldtr', 'gdtr', 'idtr'];
const PARTS = ['selector', 'access-rights', 'base', 'limit'];

export const fieldGroups: readonly FieldGroup[] = (['exit', 'guest', 'controls', 'host'] as const).map((id) => ({
  id,
  fields: vmcsFields
    .filter((field) => field.area === AREA_OF_GROUP[id])
    .map((field, n) => ({ field, rank: rank(field.id, n) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ field }) => field),
}));

const places = new Map(fieldGroups.flatMap(({ fields }) => fields).map((field, place) => [field.id, place]));

/** Place of a field in the whole list, for sorting. */
export function placeOfField(id: VmcsFieldId): number {
  return places.get(id) ?? places.size;
}

/** Place of a field in its group: the first ones, then segments one by one, then by encoding. */
function rank(id: VmcsFieldId, encodingOrder: number): number {
  const first = FIRST.indexOf(id);
  if (first >= 0) return first;
  const [, segment = '', part = ''] = /^(?:guest|host)-([cdefgs]s|g?tr|i?dtr|ldtr|gdtr|idtr)-(.*)$/.exec(id) ?? [];
  const segmentOrder = SEGMENTS.indexOf(segment);
  if (segmentOrder >= 0) return 100 + segmentOrder * PARTS.length + PARTS.indexOf(part);
  return 1000 + encodingOrder;
}

/** What a field's name means, inside its group; null in English. A meaning that only repeats the name says nothing. */
export function meaningInGroup(field: VmcsField): string | null {
  const meaning = fieldMeaningAlone(field.id);
  return meaning === nameInGroup(field) ? null : meaning;
}

/** A field's name inside its group, where "Guest", "Host" and "VM-exit" go without saying. */
export function nameInGroup(field: VmcsField): string {
  const name =
    field.area === 'read-only-data'
      ? field.name.replace(/^VM-exit (.)/, (_, first) => first.toUpperCase())
      : field.name;
  const short = name
    .replace(/^(Guest|Host) (?=\S)/, '')
    .replace(/ information$/, ' info')
    .replace(' VM-execution ', ' ');
  return short.charAt(0).toUpperCase() + short.slice(1);
}
