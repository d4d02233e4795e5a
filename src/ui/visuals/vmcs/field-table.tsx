import { useCallback, useState } from 'react';
import { useT } from '../../../i18n/use-t';
import type { VmcsFieldId, VmcsView } from '../../../protocol/snapshot';
import { fieldText } from '../decode/field-text';
import type { SymbolNames } from '../decode/symbol-names';
import { fieldGroups } from './field-groups';
import { FieldRow } from './field-row';
import { matchField } from './search-fields';
import './field-table.css';

export interface FieldTableProps {
  readonly vmcs: VmcsView;
  readonly query: string;
  readonly names: SymbolNames;
}

/** All fields that the model has, by group. Groups out of sight are not laid out (content-visibility). */
export function FieldTable({ vmcs, query, names }: FieldTableProps) {
  const t = useT();
  const [open, setOpen] = useState<ReadonlySet<VmcsFieldId>>(new Set());
  const toggle = useCallback(
    (field: VmcsFieldId) =>
      setOpen((before) => {
        const after = new Set(before);
        if (!after.delete(field)) after.add(field);
        return after;
      }),
    [],
  );
  const changed = new Set(vmcs.changed);
  const reason = Number(vmcs.fields['exit-reason'] ?? 0n) & 0xffff;
  const context = { fields: vmcs.fields, names };
  const groups = fieldGroups
    .map(({ id, fields }) => ({
      id,
      rows: fields.flatMap((field) => {
        const value = vmcs.fields[field.id];
        const match = value === undefined ? null : matchField(field, query);
        return value === undefined || match === null ? [] : [{ field, value, found: match.bits }];
      }),
    }))
    .filter(({ rows }) => rows.length > 0);

  if (groups.length === 0) return <p className="field-none">{t('panels.vmcs.nothingFound', { query })}</p>;
  return groups.map(({ id, rows }) => (
    <section key={id} className="field-group" aria-labelledby={`field-group-${id}`}>
      <h2 id={`field-group-${id}`}>{t(`panels.vmcs.group.${id}`)}</h2>
      <ul>
        {rows.map(({ field, value, found }) => (
          <FieldRow
            key={field.id}
            field={field}
            value={value}
            pointer={vmcs.pointer}
            text={fieldText(t, field, value, context)}
            changed={changed.has(field.id)}
            open={open.has(field.id)}
            reason={reason}
            found={found.length === 0 ? NONE : found}
            onToggle={toggle}
          />
        ))}
      </ul>
    </section>
  ));
}

/** One empty list for all rows, so that an unchanged row is not drawn again. */
const NONE: readonly never[] = [];
