import { useT } from '../../../i18n/use-t';
import type { SecondLevelEntry, SecondLevelWalk, SubPageWalk } from '../../../protocol/paging-view';
import { plainHex } from '../hex';
import { HexValue } from '../hex-value';
import { toEptBits } from './ept-entry-bits';
import { pageSizeText } from './page-size';
import './ept-walk.css';

export interface EptWalkProps {
  readonly walk: SecondLevelWalk;
  /** Name of the paging-structure entry that lies at the address; null for the page itself. */
  readonly entry: string | null;
  /** Place of the first entry in the order of all that the whole walk reads. */
  readonly first: number;
  readonly onPhysical: (address: bigint) => void;
}

const widthOf = (address: number): number => (address > 0xffff_ffff ? 64 : 32);

/** How EPT translates one guest-physical address: what the access asks, each entry read, the host-physical address. */
export function EptWalk({ walk, entry, first, onPhysical }: EptWalkProps) {
  const t = useT();
  const { guestPhysical, steps, physical, pageBytes, refusal, subPage } = walk;
  const where = entry === null ? t('ept.forPage') : t('ept.forEntry', { name: entry });
  return (
    <div className="ept-walk" data-refused={refusal !== null}>
      <p className="ept-walk-head">
        <strong>EPT</strong>
        <HexValue value={guestPhysical} bits={widthOf(guestPhysical)} />
        <span className="walk-index">
          {where} · {asksText(t, walk, entry !== null)}
        </span>
      </p>
      <ol className="ept-entries" aria-label={t('ept.walk', { address: plainHex(guestPhysical) })}>
        {steps.map((step, n) => (
          <EptEntry
            key={step.name}
            entry={step}
            walk={walk}
            order={first + n}
            last={n === steps.length - 1}
            onPhysical={onPhysical}
          />
        ))}
      </ol>
      {subPage !== undefined && <SubPageLookUp walk={subPage} first={first + steps.length} onPhysical={onPhysical} />}
      {physical !== null && (
        <p className="ept-walk-result">
          <span className="tlb-arrow">→</span>
          <button
            type="button"
            className="address-link"
            aria-label={t('paging.goToPhysical', { address: plainHex(physical) })}
            onClick={() => onPhysical(BigInt(physical))}
          >
            <HexValue value={physical} bits={widthOf(physical)} />
          </button>
          <span className="walk-index">
            {t('ept.result')}
            {pageBytes !== null && ` · ${t('paging.pages.size', { size: pageSizeText(pageBytes) })}`}
          </span>
        </p>
      )}
    </div>
  );
}

interface EptEntryProps {
  readonly entry: SecondLevelEntry;
  readonly walk: SecondLevelWalk;
  readonly order: number;
  readonly last: boolean;
  readonly onPhysical: (address: bigint) => void;
}

function EptEntry({ entry, walk, order, last, onPhysical }: EptEntryProps) {
  const t = useT();
  const { name, address, reserved } = entry;
  const wrong = walk.refusal?.rule === 'ept-reserved-bits' && last ? reserved : 0n;
  return (
    <li className="ept-entry">
      <EntryHead name={name} address={address} entry={entry.entry} order={order} onPhysical={onPhysical} />
      <span className="entry-bits">
        {toEptBits(entry, walk.refusal, last).map(({ name: bit, value, decides }) => (
          <span
            key={bit}
            className="entry-bit"
            data-zero={value === 0}
            data-decides={decides}
            title={t(`ept.bits.${bit}`)}
          >
            {bit} <b>{value}</b>
          </span>
        ))}
        {wrong !== 0n && (
          <span className="entry-bit" data-decides title={t('paging.bits.reserved')}>
            {t('paging.reserved')} <b>{plainHex(wrong)}</b>
          </span>
        )}
        {!entry.present && <span className="walk-note">{t('paging.ignored')}</span>}
      </span>
    </li>
  );
}

interface SubPageLookUpProps {
  readonly walk: SubPageWalk;
  readonly first: number;
  readonly onPhysical: (address: bigint) => void;
}

/** Whether the part of the page may be written though EPT allows no write to the page. */
function SubPageLookUp({ walk, first, onPhysical }: SubPageLookUpProps) {
  const t = useT();
  const { steps, part, partBytes, writable } = walk;
  return (
    <>
      <p className="walk-index">
        {t('ept.subPage', { part, bytes: partBytes, answer: t(writable ? 'ept.yes' : 'ept.no') })}
      </p>
      <ol className="ept-entries">
        {steps.map(({ name, address, entry, reserved }, n) => (
          <li key={name} className="ept-entry">
            <EntryHead name={name} address={address} entry={entry} order={first + n} onPhysical={onPhysical} />
            {reserved !== 0n && (
              <span className="entry-bits">
                <span className="entry-bit" data-decides title={t('paging.bits.reserved')}>
                  {t('paging.reserved')} <b>{plainHex(reserved)}</b>
                </span>
              </span>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}

interface EntryHeadProps {
  readonly name: string;
  readonly address: number;
  readonly entry: bigint;
  readonly order: number;
  readonly onPhysical: (address: bigint) => void;
}

/** Place, name, address and value of an entry. */
function EntryHead({ name, address, entry, order, onPhysical }: EntryHeadProps) {
  const t = useT();
  return (
    <span className="ept-entry-head">
      <span className="walk-order" title={t('ept.order', { n: order })}>
        {order}
      </span>
      <span className="ept-entry-name">{name.replace('EPT ', '')}</span>
      <button
        type="button"
        className="address-link"
        aria-label={t('ept.goToEntry', { name, address: plainHex(address) })}
        onClick={() => onPhysical(BigInt(address))}
      >
        <HexValue value={address} bits={widthOf(address)} />
      </button>
      <span className="walk-value">
        <HexValue value={entry} bits={64} />
      </span>
    </span>
  );
}

/** "a read": what the access asks of each entry. */
function asksText(t: ReturnType<typeof useT>, { asks }: SecondLevelWalk, toEntry: boolean): string {
  if (asks.fetch) return t('ept.asks.fetch');
  if (asks.read && asks.write) return t(toEntry ? 'ept.asksFlags' : 'ept.asks.read-write');
  if (asks.write) return t('ept.asks.write');
  return t(asks.read ? 'ept.asks.read' : 'ept.asks.none');
}
