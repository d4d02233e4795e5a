import { useState } from 'react';
import { useT } from '../../i18n/use-t';
import type { ComparedTranslation, TlbView } from '../../protocol/paging-view';
import { readTlb } from '../../stores/actions';
import { goToMemory } from '../../stores/view-actions';
import { shortHex } from '../visuals/hex';
import { TlbList } from '../visuals/paging/tlb-list';
import { RichText } from '../visuals/rich-text';
import { Button } from '../widgets/button';
import { Term } from '../widgets/term';
import { useReading } from './use-reading';

export interface TlbPartProps {
  /** Only translations of the page that holds this address; null = all. */
  readonly only: bigint | null;
  readonly onAll: () => void;
  readonly onWalk: (entry: ComparedTranslation) => void;
}

/** What the TLB holds at this instant. */
export function TlbPart({ only, onAll, onWalk }: TlbPartProps) {
  const t = useT();
  const tlb = useReading(readTlb).now;
  const [staleOnly, setStaleOnly] = useState(false);
  if (tlb === null) return null;
  const found = only === null ? tlb.entries : tlb.entries.filter(({ linear }) => linear >> 12n === only >> 12n);
  const stale = found.filter(({ differences }) => differences.length > 0);
  const rest = staleOnly && stale.length > 0 ? [] : found.filter(({ differences }) => differences.length === 0);
  return (
    <>
      <div className="tlb-summary">
        <Summary tlb={tlb} found={found} only={only} />
        {stale.length > 0 && (
          <p className="tlb-means">
            <RichText text={t('paging.tlb.staleMeans')} />
          </p>
        )}
        {only !== null && <Button onClick={onAll}>{t('paging.tlb.all')}</Button>}
        {stale.length > 0 && stale.length < found.length && (
          <Button aria-pressed={staleOnly} onClick={() => setStaleOnly(!staleOnly)}>
            {t('paging.tlb.onlyStale')}
          </Button>
        )}
      </div>
      <TlbList
        entries={[...stale, ...rest]}
        tagged={tlb.pcid !== null}
        onWalk={onWalk}
        onPhysical={(physical) => goToMemory('physical', physical)}
      />
    </>
  );
}

interface SummaryProps {
  readonly tlb: TlbView;
  readonly found: readonly ComparedTranslation[];
  readonly only: bigint | null;
}

function Summary({ tlb, found, only }: SummaryProps) {
  const t = useT();
  const empty = (
    <p>
      <RichText text={t(tlb.mode === 'none' ? 'paging.tlb.off' : 'paging.tlb.empty')} />
    </p>
  );
  if (tlb.entries.length === 0) return empty;
  if (only !== null && found.length === 0) return <p>{t('paging.tlb.noneFor', { address: shortHex(only) })}</p>;
  const data = found.filter(({ kind }) => kind === 'data').length;
  const stale = found.filter(({ differences }) => differences.length > 0).length;
  return (
    <p>
      {only !== null && <span>{t('paging.tlb.only', { address: shortHex(only) })}</span>}
      <strong>
        <RichText text={t('paging.tlb.count', { count: found.length })} />
      </strong>
      <span>{t('paging.tlb.kinds', { data, instruction: found.length - data })}</span>
      {tlb.pcid !== null && <Term id="pcid">{t('paging.tlb.pcid', { pcid: tlb.pcid })}</Term>}
      <span className={stale > 0 ? 'tlb-stale' : undefined}>
        {stale === 0 ? t('paging.tlb.noneStale') : t('paging.tlb.stale', { count: stale })}
      </span>
    </p>
  );
}
