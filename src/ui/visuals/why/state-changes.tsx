import { fieldMeaning, withMeaning } from '../../../i18n/facts';
import { useT } from '../../../i18n/use-t';
import type { StateChange } from '../../../vmx/explain/transition';
import { fieldBits } from '../../../vmx/vmcs/vmcs-field-encoding';
import { vmcsField } from '../../../vmx/vmcs/vmcs-fields.table';
import { HexValue } from '../hex-value';
import { RichText } from '../rich-text';
import { placeOfField } from '../vmcs/field-groups';

interface Props {
  /** "Guest state saved", "Host state loaded". */
  readonly verb: 'saved' | 'loaded' | 'guestLoaded';
  readonly changes: readonly StateChange[];
}

const NAMED = 3;

/** What a transition changed by saving or loading, in the order of the VMCS panel; opened, with old and new values. */
export function StateChanges({ verb, changes }: Props) {
  const t = useT();
  if (changes.length === 0) return null;
  const ordered = [...changes].sort((a, b) => placeOfField(a.field) - placeOfField(b.field));
  const named = ordered.slice(0, NAMED).map((change) => shortFieldName(change));
  const more = changes.length - named.length;
  const list = named.join(t('common.listComma'));
  const names = more > 0 ? t('panels.why.andMore', { names: list, count: more }) : list;
  return (
    <details className="state-changes">
      <summary>
        <RichText text={t(`panels.why.${verb}`, { names })} />
      </summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('panels.why.field')}</th>
            <th scope="col">{t('panels.why.old')}</th>
            <th scope="col">{t('panels.why.new')}</th>
          </tr>
        </thead>
        <tbody>
          {ordered.map((change) => (
            <ChangeRow key={change.field} change={change} />
          ))}
        </tbody>
      </table>
    </details>
  );
}

function ChangeRow({ change }: { readonly change: StateChange }) {
  const field = vmcsField(change.field);
  const bits = fieldBits(field.width);
  return (
    <tr>
      <th scope="row">{withMeaning(field.name, fieldMeaning(field.id))}</th>
      <td>
        <HexValue value={change.old} bits={bits} />
      </td>
      <td>
        <HexValue value={change.new} bits={bits} />
      </td>
    </tr>
  );
}

function shortFieldName({ field }: StateChange): string {
  return vmcsField(field).name.replace(/^(Guest|Host) /, '');
}
