import { useT } from '../../../i18n/use-t';
import type { InvalidationsView, InvalidationView } from '../../../protocol/invalidations-view';
import { groupDecimal, plainHex } from '../hex';
import { RichText } from '../rich-text';
import { scopeText } from './scope-text';
import './invalidations.css';

export interface LastInvalidationsProps {
  readonly view: InvalidationsView;
  readonly onSeek: (position: number) => void;
}

/** What invalidated cached translations last, and what each removed. */
export function LastInvalidations({ view, onSeek }: LastInvalidationsProps) {
  const t = useT();
  const since = groupDecimal(view.since);
  // One step may invalidate twice.
  const numbered = view.invalidations.map((each, n) => ({ id: `${each.position} ${n}`, each }));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a place that scrolls by keyboard, not a group of form fields
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by keyboard.
    <div className="invalidations" role="group" aria-label={t('cached.looks.last')} tabIndex={0}>
      <ol aria-label={t('cached.last.list')}>
        {numbered.map(({ id, each }) => (
          <LastInvalidation key={id} invalidation={each} onSeek={onSeek} />
        ))}
      </ol>
      <p className="tlb-foreign">
        {view.invalidations.length === 0 ? t('cached.last.none', { since }) : t('cached.last.since', { since })}
      </p>
    </div>
  );
}

interface LastInvalidationProps {
  readonly invalidation: InvalidationView;
  readonly onSeek: (position: number) => void;
}

function LastInvalidation({ invalidation, onSeek }: LastInvalidationProps) {
  const t = useT();
  const { position, place, cause, scope, count, countGuestPhysical } = invalidation;
  const all = count + countGuestPhysical;
  const lines = removedLines(t, invalidation);
  return (
    <li className="invalidation">
      <p className="walk-entry-head">
        <strong>{t(`cached.cause.${cause}`)}</strong>
        <code>{place.text}</code>
        {place.symbol !== null && <code className="walk-index">{place.symbol}</code>}
        <button type="button" className="text-link walk-value" onClick={() => onSeek(position)}>
          {t('cached.last.goThere')}
        </button>
      </p>
      <p className="walk-note">
        <RichText text={scopeText(t, scope)} />
      </p>
      {all === 0 ? (
        <p>{t('cached.last.removedNothing')}</p>
      ) : (
        <details>
          <summary>{t('cached.last.removed', { count: all })}</summary>
          <ul className="removed-mappings">
            {lines.map(({ id, text }) => (
              <li key={id}>{text}</li>
            ))}
            {all > lines.length && <li>{t('cached.last.andMore', { count: all - lines.length })}</li>}
          </ul>
        </details>
      )}
    </li>
  );
}

/** "0x180000 → 0x181000 · data · VPID 7 · EPT at 0x150000" */
function removedLines(t: ReturnType<typeof useT>, { removed, removedGuestPhysical }: InvalidationView) {
  const tlb = removed.map(({ linear, physical, kind, vpid, pcid, ep4ta, global }) => {
    const tags = [
      t(`paging.tlb.${kind}`),
      ...(vpid === 0 ? [] : [t('paging.tlb.vpid', { vpid })]),
      ...(pcid === 0 || global ? [] : [t('paging.tlb.pcid', { pcid })]),
      ...(ep4ta === null ? [] : [t('paging.tlb.ep4ta', { address: plainHex(ep4ta) })]),
    ];
    return {
      id: `${kind} ${linear} ${vpid} ${pcid} ${ep4ta}`,
      text: `${plainHex(linear)} → ${plainHex(physical)} · ${tags.join(' · ')}`,
    };
  });
  const second = removedGuestPhysical.map(({ guestPhysical, hostPhysical, ep4ta }) => ({
    id: `${guestPhysical} ${ep4ta}`,
    text: `${t('ept.guestAt', { address: plainHex(guestPhysical) })} → ${plainHex(hostPhysical)} · ${t('paging.tlb.ep4ta', { address: plainHex(ep4ta) })}`,
  }));
  return [...tlb, ...second];
}
