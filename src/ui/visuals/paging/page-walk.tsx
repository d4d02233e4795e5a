import { useT } from '../../../i18n/use-t';
import type { WalkView } from '../../../protocol/paging-view';
import type { SymbolNames } from '../decode/symbol-names';
import { plainHex, shortHex } from '../hex';
import { RichText } from '../rich-text';
import { entryIndex, toAddressCells } from './address-cells';
import { AddressDrawing } from './address-drawing';
import { WalkEntry } from './walk-entry';
import { WalkOutcome } from './walk-outcome';
import './paging.css';

export interface PageWalkProps {
  readonly walk: WalkView;
  readonly names: SymbolNames;
  readonly onPhysical: (address: bigint) => void;
  readonly onTlb: () => void;
}

/** How one linear address is translated: what comes out, how the address is divided, each entry read. */
export function PageWalk({ walk, names, onPhysical, onTlb }: PageWalkProps) {
  const t = useT();
  const { mode, address, steps, rule, consulted } = walk;
  const name = names(address);
  return (
    <section className="page-walk" aria-label={t('paging.walkOf', { address: plainHex(address) })}>
      <p className="walk-title">
        <strong className="walk-address">{shortHex(address)}</strong>
        {name !== null && <code>{name}</code>}
        <span className="walk-mode">{t(`paging.mode.${mode}`)}</span>
      </p>
      <WalkOutcome walk={walk} onPhysical={onPhysical} />
      {mode !== 'none' && <CacheLine walk={walk} onTlb={onTlb} />}
      {mode !== 'none' && rule !== 'non-canonical' && (
        <>
          <AddressDrawing cells={toAddressCells(mode, address, steps)} />
          <ol className="walk-entries" aria-label={t('paging.entries')}>
            {steps.map((entry, n) => (
              <WalkEntry
                key={entry.restarts === undefined ? entry.name : `HLAT ${entry.name}`}
                entry={entry}
                index={entryIndex(mode, address, entry.name)}
                before={steps[n - 1] ?? null}
                rule={rule}
                onPhysical={onPhysical}
              />
            ))}
          </ol>
        </>
      )}
      <p className="walk-consulted">
        <span>{t('paging.consulted')}</span>
        <code>{`CR3 = ${plainHex(walk.cr3)}`}</code>
        {consulted.map((bit) => (
          <code key={bit.name}>{`${bit.name} = ${bit.value}`}</code>
        ))}
      </p>
    </section>
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
