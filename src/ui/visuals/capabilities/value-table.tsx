import { useState } from 'react';
import { type BitField, bitFieldValue } from '../../../base/bit-field';
import { bitText } from '../../../i18n/facts';
import { useT } from '../../../i18n/use-t';
import type { ModelFacts } from '../../../protocol/model-facts';
import { ManualSection } from '../why/manual-section';
import { modelsWith } from './setting-rows';

export interface ValueTableProps {
  /** Name and number of the MSR. */
  readonly name: string;
  readonly index: number;
  readonly sdm: string;
  readonly layout: readonly BitField[];
  readonly model: ModelFacts;
  readonly models: readonly ModelFacts[];
}

const msrOf = ({ msrs }: ModelFacts, index: number): bigint | undefined =>
  msrs.find((row) => row.index === index)?.value;

/** An MSR that says what the processor can do, taken apart; absent where the model has no such MSR. */
export function ValueTable({ name, index, sdm, layout, model, models }: ValueTableProps) {
  const t = useT();
  const value = msrOf(model, index);
  return (
    <section aria-label={name}>
      <h2>{name}</h2>
      <p className="table-note">
        <ManualSection title={sdm} />
        {value === undefined && ` · ${t('vmcsViews.capabilities.absent')}`}
      </p>
      {value !== undefined && (
        <table className="setting-table" aria-label={name}>
          <thead>
            <tr>
              <th scope="col">{t('vmcsViews.capabilities.bit')}</th>
              <th scope="col">{t('vmcsViews.capabilities.name')}</th>
              <th scope="col">{t('vmcsViews.capabilities.value')}</th>
            </tr>
          </thead>
          <tbody>
            {layout.map((field) => (
              <Value key={field.low} field={field} value={value} index={index} models={models} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

interface ValueProps {
  readonly field: BitField;
  readonly value: bigint;
  readonly index: number;
  readonly models: readonly ModelFacts[];
}

function Value({ field, value, index, models }: ValueProps) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const { low, high, name, values } = field;
  const part = bitFieldValue(field, value);
  const meaning = values?.[Number(part)];
  const single = low === high;
  const having = single ? modelsWith(models, (other) => bitFieldValue(field, msrOf(other, index) ?? 0n) === 1n) : [];
  return (
    <>
      <tr data-bit={low} data-zero={part === 0n}>
        <td className="setting-bit">{single ? low : `${high}:${low}`}</td>
        <th scope="row">
          {single ? (
            <button type="button" className="setting-name" aria-expanded={open} onClick={() => setOpen(!open)}>
              {bitText(name)}
            </button>
          ) : (
            bitText(name)
          )}
        </th>
        <td className="setting-value">
          {single ? t(part === 1n ? 'vmcsViews.capabilities.yes' : 'vmcsViews.capabilities.no') : numberText(part)}
          {meaning !== undefined && ` · ${bitText(meaning)}`}
        </td>
      </tr>
      {open && (
        <tr className="setting-opened">
          <td />
          <td colSpan={2}>
            <p className="setting-details">
              {having.length === 0
                ? t('vmcsViews.capabilities.hasNone')
                : t('vmcsViews.capabilities.hasModels', { models: having.join(t('common.listComma')) })}
            </p>
          </td>
        </tr>
      )}
    </>
  );
}

/** Small numbers as people count, long ones as machine words. */
const numberText = (value: bigint): string => (value < 10_000n ? value.toString() : `0x${value.toString(16)}`);
