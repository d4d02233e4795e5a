import { useT } from '../../../i18n/use-t';
import type { CombinedRights, ExplainedEntry, WalkRule } from '../../../protocol/paging-view';
import { Term } from '../../widgets/term';
import { plainHex } from '../hex';
import { HexValue } from '../hex-value';
import { toEntryBits } from './entry-bits';
import { EntryBits } from './entry-bits-row';
import { EptWalk } from './ept-walk';
import { readsOf } from './reading-order';
import { rightsParts } from './rights-text';

export interface WalkEntryProps {
  readonly entry: ExplainedEntry;
  readonly index: number;
  /** The entry read before; null for the first. */
  readonly before: ExplainedEntry | null;
  readonly rule: WalkRule | null;
  /** Place of the first entry that is read for it in the order of the whole walk; null where that is not told. */
  readonly order: number | null;
  /** Whether the EPT walk of its address is shown. */
  readonly withEpt: boolean;
  readonly onPhysical: (address: bigint) => void;
}

/** What is allowed before the first entry. */
const EVERYTHING: CombinedRights = { writable: true, user: true, executeDisable: false };

/** One paging-structure entry that the walk read: where it lies, its bits, and what is allowed with it and those before it. */
export function WalkEntry({ entry, index, before, rule, order, withEpt, onPhysical }: WalkEntryProps) {
  const t = useT();
  const { address, nested } = entry;
  // Where EPT translates, the entry lies in memory at the host-physical address.
  const place = nested === undefined ? address : nested.physical;
  const parts = entry.rights === null ? [] : rightsParts(t, entry.rights);
  const earlier = rightsParts(t, before?.rights ?? EVERYTHING);
  return (
    <li className="walk-entry">
      {nested !== undefined && withEpt && (
        <EptWalk walk={nested} entry={entry.name} first={order ?? 1} onPhysical={onPhysical} />
      )}
      <div className="walk-entry-head">
        {order !== null && address !== null && (
          <span className="walk-order" title={t('ept.order', { n: order + readsOf(nested) })}>
            {order + readsOf(nested)}
          </span>
        )}
        <strong>
          <Term id="pagingEntry">{entry.name}</Term>
        </strong>
        <span className="walk-index">{t('paging.index', { index })}</span>
        {address === null || place === null ? (
          <span className="walk-index">{t('paging.register')}</span>
        ) : (
          <button
            type="button"
            className="address-link"
            aria-label={t('paging.goToEntry', { level: entry.name, address: plainHex(place) })}
            title={nested === undefined ? undefined : t('ept.guestAt', { address: plainHex(address) })}
            onClick={() => onPhysical(BigInt(place))}
          >
            <HexValue value={address} bits={address > 0xffff_ffff ? 64 : 32} />
          </button>
        )}
        <span className="walk-value">
          <HexValue value={entry.entry} bits={entry.bytes * 8} />
        </span>
      </div>
      <EntryBits bits={toEntryBits(entry, rule)} reserved={rule === 'reserved-bit' ? entry.reserved : 0n}>
        {!entry.present && <span className="walk-note">{t('paging.ignored')}</span>}
        {entry.restarts !== undefined && <span className="walk-note">{t('ept.hlat')}</span>}
        {entry.restarts === true && <span className="walk-note">{t('ept.restarts')}</span>}
        {entry.leaf && <span className="walk-note">{t('paging.mapsPage')}</span>}
      </EntryBits>
      {parts.length > 0 && (
        <p className="walk-rights">
          {t('paging.soFar')}{' '}
          {parts.map((part, n) => (
            <span key={part} data-taken={earlier[n] !== part}>
              {part}
            </span>
          ))}
        </p>
      )}
    </li>
  );
}
