import { useCallback, useState } from 'react';
import { useT } from '../../i18n/use-t';
import type { ComparedTranslation, TlbView } from '../../protocol/paging-view';
import { readInvalidations, readTlb, seek } from '../../stores/actions';
import { goToMemory } from '../../stores/view-actions';
import { shortHex } from '../visuals/hex';
import { GuestPhysicalList } from '../visuals/paging/guest-physical-list';
import { InvalidationPreviews } from '../visuals/paging/invalidation-previews';
import { LastInvalidations } from '../visuals/paging/last-invalidations';
import { TlbList } from '../visuals/paging/tlb-list';
import { RichText } from '../visuals/rich-text';
import { SegmentedChoice } from '../visuals/segmented-choice';
import { Button } from '../widgets/button';
import { Term } from '../widgets/term';
import { useReading } from './use-reading';

export interface TlbPartProps {
  /** Only translations of the page that holds this address; null = all. */
  readonly only: bigint | null;
  readonly onAll: () => void;
  readonly onWalk: (entry: ComparedTranslation) => void;
  readonly onGuestPhysicalWalk: (guestPhysical: number) => void;
}

const LOOKS = ['held', 'last', 'preview'] as const;
const KINDS = ['tlb', 'guest-physical'] as const;

const showPhysical = (physical: bigint): void => goToMemory('physical', physical);
const goTo = (position: number): void => void seek(position);

/** What is cached of translations at this instant, what was removed last, and what each invalidation would remove. */
export function TlbPart(props: TlbPartProps) {
  const t = useT();
  const { only } = props;
  const tlb = useReading(useCallback(() => readTlb(only), [only])).now;
  const [look, setLook] = useState<(typeof LOOKS)[number]>('held');
  if (tlb === null) return null;
  return (
    <>
      <div className="walk-bar">
        <SegmentedChoice
          name={t('cached.look')}
          choices={LOOKS.map((id) => ({ id, title: t(`cached.looks.${id}`) }))}
          value={look}
          onChoose={setLook}
        />
      </div>
      {look === 'held' && <HeldPart {...props} tlb={tlb} />}
      {look === 'last' && <LastPart />}
      {look === 'preview' && <InvalidationPreviews tlb={tlb} />}
    </>
  );
}

/** The history that led here is asked only while this is shown. */
function LastPart() {
  const t = useT();
  const { now } = useReading(readInvalidations);
  if (now === null) return <p className="invalidations tlb-foreign">{t('cached.last.running')}</p>;
  return <LastInvalidations view={now} onSeek={goTo} />;
}

function HeldPart({ only, onAll, onWalk, onGuestPhysicalWalk, tlb }: TlbPartProps & { readonly tlb: TlbView }) {
  const t = useT();
  const [staleOnly, setStaleOnly] = useState(false);
  const [kind, setKind] = useState<(typeof KINDS)[number]>('tlb');
  const isWanted = ({ differences }: { readonly differences: readonly unknown[] }) => differences.length > 0;
  const found = only === null ? tlb.entries : tlb.entries.filter(({ linear }) => linear >> 12n === only >> 12n);
  const stale = found.filter(isWanted);
  const rest = staleOnly && stale.length > 0 ? [] : found.filter((entry) => !isWanted(entry));
  const second = tlb.guestPhysical;
  const secondStale = second.filter(isWanted);
  const behindEpt = second.length > 0 || stale.some(({ ep4ta }) => ep4ta !== null);
  const showsSecond = kind === 'guest-physical' && second.length > 0;
  return (
    <>
      <div className="tlb-summary">
        <Summary tlb={tlb} found={found} only={only} />
        {stale.length + secondStale.length > 0 && (
          <p className="tlb-means">
            <RichText text={t(behindEpt ? 'cached.staleGuest' : 'paging.tlb.staleMeans')} />
          </p>
        )}
        {only !== null && <Button onClick={onAll}>{t('paging.tlb.all')}</Button>}
        {stale.length > 0 && stale.length < found.length && !showsSecond && (
          <Button aria-pressed={staleOnly} onClick={() => setStaleOnly(!staleOnly)}>
            {t('paging.tlb.onlyStale')}
          </Button>
        )}
        {second.length > 0 && (
          <p className="tlb-means">
            <RichText
              text={t('cached.mappings', {
                linear: found.filter(({ ep4ta }) => ep4ta === null).length,
                combined: found.filter(({ ep4ta }) => ep4ta !== null).length,
                second: second.length,
              })}
            />
          </p>
        )}
        {second.length > 0 && (
          <SegmentedChoice
            name={t('cached.kind')}
            choices={KINDS.map((id) => ({
              id,
              title: t(`cached.kinds.${id}`, { count: id === 'tlb' ? found.length : second.length }),
            }))}
            value={kind}
            onChoose={setKind}
          />
        )}
      </div>
      {showsSecond ? (
        <GuestPhysicalList
          mappings={[...secondStale, ...second.filter((mapping) => !isWanted(mapping))]}
          onWalk={onGuestPhysicalWalk}
          onPhysical={showPhysical}
        />
      ) : (
        <TlbList entries={[...stale, ...rest]} tagged={tlb.pcid !== null} onWalk={onWalk} onPhysical={showPhysical} />
      )}
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
  const stale = [...found, ...(only === null ? tlb.guestPhysical : [])].filter(
    ({ differences }) => differences.length > 0,
  ).length;
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
