import { useState } from 'react';
import { useT } from '../../../i18n/use-t';
import type { WalkView } from '../../../protocol/paging-view';
import type { SymbolNames } from '../decode/symbol-names';
import { plainHex, shortHex } from '../hex';
import { RichText } from '../rich-text';
import { SegmentedChoice } from '../segmented-choice';
import { entryIndex, toAddressCells } from './address-cells';
import { AddressDrawing } from './address-drawing';
import { EptWalk } from './ept-walk';
import { type ReadingOrder, stepsOfLastPass, toReadingOrder, unreadLevel } from './reading-order';
import { WalkEntry } from './walk-entry';
import { WalkOutcome } from './walk-outcome';
import './paging.css';

export interface PageWalkProps {
  readonly walk: WalkView;
  readonly names: SymbolNames;
  /** Whether the VMM runs now: a guest's walk is then one to come. */
  readonly ahead: boolean;
  readonly onPhysical: (address: bigint) => void;
  readonly onTlb: () => void;
}

/**
 * How one address is translated: what comes out, how the address is divided, each entry read. Behind EPT every entry of
 * paging is reached by a walk of its own, and so is the page.
 */
export function PageWalk({ walk, names, ahead, onPhysical, onTlb }: PageWalkProps) {
  const t = useT();
  const { mode, address, space, whose, steps, rule, consulted } = walk;
  const [shown, setShown] = useState<Shown>('every');
  const order = toReadingOrder(walk);
  const withEpt = shown === 'every';
  const linear = space === 'linear';
  const name = linear ? names(address) : null;
  const label = linear ? 'paging.walkOf' : 'ept.walkOfGuestPhysical';
  return (
    <section className="page-walk" aria-label={t(label, { address: plainHex(address) })}>
      <p className="walk-title">
        <strong className="walk-address">{shortHex(address)}</strong>
        {name !== null && <code>{name}</code>}
        <span className="walk-mode">
          {whose === 'guest' && ahead && `${t('ept.ahead')} · `}
          {linear ? t(`paging.mode.${mode}`) : t('ept.guestPhysicalIs')}
        </span>
      </p>
      <WalkOutcome walk={walk} onPhysical={onPhysical} />
      {linear && mode !== 'none' && <CacheLine walk={walk} onTlb={onTlb} />}
      {linear && mode !== 'none' && rule !== 'non-canonical' && (
        <AddressDrawing cells={toAddressCells(mode, address, stepsOfLastPass(steps))} />
      )}
      {order.ept > 0 && <ReadingCount order={order} shown={shown} onShow={setShown} />}
      {(steps.length > 0 || order.ept > 0) && (
        <ol className="walk-entries" aria-label={t('paging.entries')}>
          {steps.map((entry, n) => (
            <WalkEntry
              key={entry.restarts === undefined ? entry.name : `HLAT ${entry.name}`}
              entry={entry}
              index={entryIndex(mode, address, entry.name)}
              before={steps[n - 1]?.restarts === true ? null : (steps[n - 1] ?? null)}
              rule={rule}
              order={order.ept > 0 ? (order.first[n] ?? null) : null}
              withEpt={withEpt || entry.nested?.physical === null}
              onPhysical={onPhysical}
            />
          ))}
          {walk.unread !== undefined && (
            <li className="walk-entry">
              <EptWalk walk={walk.unread} entry={unreadLevel(walk)} first={order.last} onPhysical={onPhysical} />
            </li>
          )}
          {walk.final !== undefined && (withEpt || walk.final.physical === null) && (
            <li className="walk-entry">
              <EptWalk walk={walk.final} entry={null} first={order.last} onPhysical={onPhysical} />
            </li>
          )}
        </ol>
      )}
      <p className="walk-consulted">
        <span>{t('paging.consulted')}</span>
        {linear && <code>{`CR3 = ${plainHex(walk.cr3)}`}</code>}
        {walk.eptp !== null && <code>{t('ept.eptp', { value: plainHex(walk.eptp) })}</code>}
        {consulted.map((bit) => (
          <code key={bit.name}>{`${bit.name} = ${bit.value}`}</code>
        ))}
      </p>
    </section>
  );
}

type Shown = 'every' | 'guest';
const SHOWN = ['every', 'guest'] as const;

interface ReadingCountProps {
  readonly order: ReadingOrder;
  readonly shown: Shown;
  readonly onShow: (shown: Shown) => void;
}

/** How many entries the walk reads, and which of them are shown. */
function ReadingCount({ order, shown, onShow }: ReadingCountProps) {
  const t = useT();
  const { paging, ept } = order;
  return (
    <div className="reading-count">
      <p>
        <RichText text={t('ept.count', { all: paging + ept, guest: paging, ept })} />
      </p>
      <SegmentedChoice
        name={t('ept.shown')}
        choices={SHOWN.map((id) => ({ id, title: t(`ept.show.${id}`) }))}
        value={shown}
        onChoose={onShow}
      />
    </div>
  );
}

/** What the TLB has to say about the same access. */
function CacheLine({ walk: { cached }, onTlb }: { readonly walk: WalkView; readonly onTlb: () => void }) {
  const t = useT();
  const differs = cached?.differences ?? [];
  const said = cached === null ? 'none' : differs.length === 0 ? 'same' : 'stale';
  const what = differs.map((difference) => t(`paging.difference.${difference}`)).join(', ');
  return (
    <p className="walk-cache" data-stale={differs.length > 0}>
      <RichText text={t(`paging.cache.${said}`, { what })} />{' '}
      <button type="button" className="text-link" onClick={onTlb}>
        {t('paging.showTlb')}
      </button>
    </p>
  );
}
