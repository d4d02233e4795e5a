import { checkMessage, checkSuggestion } from '../../../i18n/facts';
import { useT } from '../../../i18n/use-t';
import type { FailureView } from '../../../protocol/snapshot';
import { CheckedFields, type FailureActions } from './checked-fields';
import { ManualSection } from './manual-section';

/** One failing entry check: what is wrong, the values it read, what to do, and who wrote them. */
export function FailingCheck({ failure, ...actions }: FailureActions & { readonly failure: FailureView }) {
  const t = useT();
  const { finding, writers } = failure;
  const fields = finding.fields.map((read) => ({
    ...read,
    writer: writers.find(({ field }) => field === read.field) ?? null,
  }));
  return (
    <li className="failing-check" data-reported={finding.reported}>
      <p className="failing-message">
        {finding.reported && <span className="reported">{t('panels.why.reported')}</span>}
        {checkMessage(finding)}
      </p>
      <p>{checkSuggestion(finding)}</p>
      <CheckedFields fields={fields} {...actions} />
      <p className="dim">
        <ManualSection title={finding.sdm} /> · <code>{finding.check}</code>
      </p>
    </li>
  );
}
