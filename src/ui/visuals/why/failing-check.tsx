import { checkMessage, checkSuggestion, fieldMeaning, withMeaning } from '../../../i18n/facts';
import { useT } from '../../../i18n/use-t';
import type { FailureView, SourceLine } from '../../../protocol/snapshot';
import { fieldBits } from '../../../vmx/vmcs/vmcs-field-encoding';
import { vmcsField } from '../../../vmx/vmcs/vmcs-fields.table';
import { HexValue } from '../hex-value';
import { ManualSection } from './manual-section';

export interface FailureActions {
  readonly onSeek: (position: number) => void;
  readonly onSource: (place: SourceLine) => void;
}

/** One failing entry check: what is wrong, the values it read, what to do, and who wrote them. */
export function FailingCheck({ failure, onSeek, onSource }: FailureActions & { readonly failure: FailureView }) {
  const t = useT();
  const { finding, writers } = failure;
  return (
    <li className="failing-check" data-reported={finding.reported}>
      <p className="failing-message">
        {finding.reported && <span className="reported">{t('panels.why.reported')}</span>}
        {checkMessage(finding)}
      </p>
      <p>{checkSuggestion(finding)}</p>
      <dl>
        {finding.fields.map(({ field, value }) => {
          const row = vmcsField(field);
          const writer = writers.find((candidate) => candidate.field === field);
          // A VMWRITE inside a macro is mended where the macro was invoked.
          const source = writer?.source?.invokedAt ?? writer?.source ?? null;
          return (
            <div key={field}>
              <dt>{withMeaning(row.name, fieldMeaning(field))}</dt>
              <dd>
                <HexValue value={value} bits={fieldBits(row.width)} />
              </dd>
              {writer === undefined ? (
                <dd className="dim">{t('panels.why.neverWritten')}</dd>
              ) : (
                <dd className="failing-jumps">
                  {source !== null && (
                    <button type="button" className="link" onClick={() => onSource(source)}>
                      {t('panels.why.goToWriter', { place: `${source.file}:${source.line}` })}
                    </button>
                  )}
                  <button type="button" className="link" onClick={() => onSeek(writer.position)}>
                    {t('panels.why.seekToWriter')}
                  </button>
                </dd>
              )}
            </div>
          );
        })}
      </dl>
      <p className="dim">
        <ManualSection title={finding.sdm} /> · <code>{finding.check}</code>
      </p>
    </li>
  );
}
