import { useState } from 'react';
import { type BitField, bitFieldValue } from '../../../base/bit-field';
import { bitText } from '../../../i18n/facts';
import { useT } from '../../../i18n/use-t';
import type { ModelFacts } from '../../../protocol/model-facts';
import { ManualSection } from '../why/manual-section';
import { isEveryModel, modelsWith } from './setting-rows';

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
  const { low, high, name } = field;
  const part = bitFieldValue(field, value);
  const single = low === high;
  return (
    <>
      <tr data-bit={low} data-zero={part === 0n}>
        <td className="setting-bit">{single ? low : `${high}:${low}`}</td>
        <th scope="row">
          <button type="button" className="setting-name" aria-expanded={open} onClick={() => setOpen(!open)}>
            {bitText(name)}
          </button>
        </th>
        <td className="setting-value">
          {single
            ? t(part === 1n ? 'vmcsViews.capabilities.yes' : 'vmcsViews.capabilities.no')
            : valueText(field, part)}
        </td>
      </tr>
      {open && (
        <tr className="setting-opened">
          <td />
          <td colSpan={2}>
            <div className="setting-details">
              {single ? (
                <Having field={field} index={index} models={models} />
              ) : (
                <ValuesOfModels field={field} index={index} models={models} />
              )}
            </div>
          </td>
        </tr>
      )}
    </>
  );
}

interface OfModelsProps {
  readonly field: BitField;
  readonly index: number;
  readonly models: readonly ModelFacts[];
}

/** Which models have what a single bit says. */
function Having({ field, index, models }: OfModelsProps) {
  const t = useT();
  const names = modelsWith(models, (other) => bitFieldValue(field, msrOf(other, index) ?? 0n) === 1n);
  if (names.length === 0) return <p>{t('vmcsViews.capabilities.hasNone')}</p>;
  if (isEveryModel(models, names)) return <p>{t('vmcsViews.capabilities.hasAll')}</p>;
  return <p>{t('vmcsViews.capabilities.hasModels', { models: names.join(t('common.listComma')) })}</p>;
}

/** What a number says, and which models have which. */
function ValuesOfModels({ field, index, models }: OfModelsProps) {
  const t = useT();
  const partOf = (model: ModelFacts): bigint | null => {
    const value = msrOf(model, index);
    return value === undefined ? null : bitFieldValue(field, value);
  };
  const values = [...new Set(models.map(partOf))].filter((value) => value !== null);
  const sets = values
    .map((value) => ({ value, names: modelsWith(models, (model) => partOf(model) === value) }))
    .filter(({ names }) => names.length > 0);
  const [first] = sets;
  return (
    <>
      {field.about !== undefined && <p>{bitText(field.about)}</p>}
      {first !== undefined && isEveryModel(models, first.names) ? (
        <p>{t('vmcsViews.capabilities.sameOnAll')}</p>
      ) : (
        sets.map(({ value, names }) => (
          <p key={value.toString()}>
            {t('vmcsViews.capabilities.valueOn', {
              value: valueText(field, value),
              models: names.join(t('common.listComma')),
            })}
          </p>
        ))
      )}
    </>
  );
}

/** A number, with its meaning where the layout gives one. */
function valueText({ values }: BitField, value: bigint): string {
  const meaning = values?.[Number(value)];
  return meaning === undefined ? numberText(value) : `${numberText(value)} · ${bitText(meaning)}`;
}

/** Small numbers as people count, long ones as machine words. */
const numberText = (value: bigint): string => (value < 10_000n ? value.toString() : `0x${value.toString(16)}`);
