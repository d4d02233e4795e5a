import { useState } from 'react';
import { useT } from '../../../i18n/use-t';
import type { AllowedSettings } from '../../../protocol/model-facts';
import { RichText } from '../rich-text';
import { ManualSection } from '../why/manual-section';
import { type Allowed, reservedBits, type SettingRow, violates } from './setting-rows';

const COLUMNS: readonly Allowed[] = ['must0', 'must1', 'free'];

export interface SettingTableProps {
  readonly title: string;
  /** Names of the MSRs that say it. */
  readonly msr: string;
  /** Title of the manual's section about the bits. */
  readonly sdm: string;
  readonly note?: string;
  readonly rows: readonly SettingRow[];
  readonly allowed: AllowedSettings;
  readonly width: 32 | 64;
  /** Leaves out bits that must be 0. */
  readonly onlyAllowed: boolean;
}

/** A word that software sets, bit by bit: must be 0, must be 1 or free, and as it is set. A row opens and explains itself. */
export function SettingTable({ title, msr, sdm, note, rows, allowed, width, onlyAllowed }: SettingTableProps) {
  const t = useT();
  const shown = onlyAllowed ? rows.filter((row) => row.allowed !== 'must0') : rows;
  const { ones, zeros } = reservedBits(width, rows, allowed);
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <p className="table-note">
        <RichText text={t('vmcsViews.capabilities.from', { msr })} />
        {' · '}
        <ManualSection title={sdm} />
      </p>
      {note !== undefined && <p className="table-note">{note}</p>}
      {shown.length > 0 && (
        <table className="setting-table" aria-label={title}>
          <thead>
            <tr>
              <th scope="col">{t('vmcsViews.capabilities.bit')}</th>
              <th scope="col">{t('vmcsViews.capabilities.name')}</th>
              {COLUMNS.map((column) => (
                <th key={column} scope="col">
                  {t(`vmcsViews.capabilities.${column}`)}
                </th>
              ))}
              <th scope="col">{t('vmcsViews.capabilities.set')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <Setting key={row.bit} row={row} />
            ))}
          </tbody>
        </table>
      )}
      {zeros !== '' && (
        <p className="table-note">
          {ones === ''
            ? t('vmcsViews.capabilities.reserved', { zeros })
            : t('vmcsViews.capabilities.reservedOnes', { ones, zeros })}
        </p>
      )}
    </section>
  );
}

function Setting({ row }: { readonly row: SettingRow }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const { bit, name, allowed, set, does } = row;
  const wrong = violates(row);
  return (
    <>
      <tr data-allowed={allowed} data-violates={wrong} data-bit={bit}>
        <td className="setting-bit">{bit}</td>
        <th scope="row">
          {does === null ? (
            name
          ) : (
            <button type="button" className="setting-name" aria-expanded={open} onClick={() => setOpen(!open)}>
              {name}
            </button>
          )}
        </th>
        {COLUMNS.map((column) => (
          <td key={column} className="setting-cell">
            {column === allowed && (
              <>
                <span className="setting-dot" data-allowed={allowed} aria-hidden="true" />
                <span className="visually-hidden">{t(`vmcsViews.capabilities.${allowed}`)}</span>
              </>
            )}
          </td>
        ))}
        <td className="setting-cell">
          {set !== null && (
            <span
              className="setting-value"
              title={t(wrong ? 'vmcsViews.capabilities.violates' : 'vmcsViews.capabilities.isSet', { value: set })}
            >
              {set}
              {wrong && (
                <span className="visually-hidden"> {t('vmcsViews.capabilities.violates', { value: set })}</span>
              )}
            </span>
          )}
        </td>
      </tr>
      {open && (
        <tr className="setting-opened">
          <td />
          <td colSpan={COLUMNS.length + 2}>
            <Explanation row={row} />
          </td>
        </tr>
      )}
    </>
  );
}

function Explanation({ row }: { readonly row: SettingRow }) {
  const t = useT();
  const comma = t('common.listComma');
  const { does, needs, inRegister, allowed, outside, models } = row;
  return (
    <div className="setting-details">
      <p>{does}</p>
      {needs.length > 0 && <p>{t('vmcsViews.capabilities.needs', { controls: needs.join(comma) })}</p>}
      {outside !== null && <p>{t('vmcsViews.capabilities.outside', { feature: outside })}</p>}
      {inRegister && <p>{t(`vmcsViews.capabilities.inRegister.${allowed}`)}</p>}
      {outside === null && (
        <p>{t(`vmcsViews.capabilities.${onModels(models)}`, { models: models.names.join(comma) })}</p>
      )}
    </div>
  );
}

function onModels({ maybe, names, all }: SettingRow['models']) {
  if (names.length === 0) return maybe === 1 ? 'onNone' : 'trueNone';
  if (all) return maybe === 1 ? 'onAll' : 'trueAll';
  return maybe === 1 ? 'onModels' : 'trueOnes';
}
