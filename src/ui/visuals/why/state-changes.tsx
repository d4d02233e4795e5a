import { useT } from '../../../i18n/use-t';
import type { StateChange } from '../../../vmx/explain/transition';
import { fieldBits } from '../../../vmx/vmcs/vmcs-field-encoding';
import { vmcsField } from '../../../vmx/vmcs/vmcs-fields.table';
import { HexValue } from '../hex-value';
import { RichText } from '../rich-text';

interface Props {
  /** "Guest state saved", "Host state loaded". */
  readonly verb: 'saved' | 'loaded' | 'guestLoaded';
  readonly changes: readonly StateChange[];
}

const NAMED = 3;

/** Fields that a transition saved or loaded, those that changed first, with their old and new values when opened. */
export function StateChanges({ verb, changes }: Props) {
  const t = useT();
  if (changes.length === 0) return null;
  const moved = changes.filter((change) => change.old !== change.new);
  const same = changes.filter((change) => change.old === change.new);
  const ordered = [...moved, ...same];
  const named = ordered.slice(0, NAMED).map((change) => shortFieldName(change));
  const more = changes.length - named.length;
  const names = more > 0 ? t('panels.why.andMore', { names: named.join(', '), count: more }) : named.join(', ');
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
  const t = useT();
  const field = vmcsField(change.field);
  const bits = fieldBits(field.width);
  const moved = change.old !== change.new;
  return (
    <tr data-changed={moved}>
      <th scope="row">{field.name}</th>
      <td>
        {moved ? <HexValue value={change.old} bits={bits} /> : <span className="dim">{t('panels.why.same')}</span>}
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
