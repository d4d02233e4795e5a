import { fieldMeaning, withMeaning } from '../../../i18n/facts';
import { useT } from '../../../i18n/use-t';
import type { CheckedField } from '../../../protocol/entry-checklist';
import type { SourceLine } from '../../../protocol/snapshot';
import { fieldBits } from '../../../vmx/vmcs/vmcs-field-encoding';
import { vmcsField } from '../../../vmx/vmcs/vmcs-fields.table';
import { HexValue } from '../hex-value';

export interface FailureActions {
  readonly onSeek: (position: number) => void;
  readonly onSource: (place: SourceLine) => void;
}

/** The fields that a check read, with their values and the way to who wrote each. */
export function CheckedFields({ fields, onSeek, onSource }: FailureActions & { fields: readonly CheckedField[] }) {
  const t = useT();
  return (
    <dl className="checked-fields">
      {fields.map(({ field, value, writer }) => {
        const row = vmcsField(field);
        // A VMWRITE inside a macro is mended where the macro was invoked.
        const source = writer?.source?.invokedAt ?? writer?.source ?? null;
        return (
          <div key={field}>
            <dt>{withMeaning(row.name, fieldMeaning(field))}</dt>
            <dd>
              <HexValue value={value} bits={fieldBits(row.width)} />
            </dd>
            {writer === null ? (
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
  );
}
