import { TriangleAlert } from 'lucide-react';
import { useT } from '../../../i18n/use-t';
import type { ComparedGuestPhysical } from '../../../protocol/paging-view';
import { plainHex } from '../hex';
import { HexValue } from '../hex-value';
import { guestPhysicalDifferenceTexts } from './difference-text';
import './paging.css';

export interface GuestPhysicalListProps {
  readonly mappings: readonly ComparedGuestPhysical[];
  readonly onWalk: (guestPhysical: number) => void;
  readonly onPhysical: (address: bigint) => void;
}

const RIGHTS = [
  ['R', 'read'],
  ['W', 'write'],
  ['X', 'execute'],
] as const;

/** Guest-physical mappings; those that differ from EPT in memory are marked with what it says. */
export function GuestPhysicalList({ mappings, onWalk, onPhysical }: GuestPhysicalListProps) {
  const t = useT();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a place that scrolls by keyboard, not a group of form fields
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by keyboard.
    <div className="tlb-list" role="group" aria-label={t('cached.guestPhysicalList')} tabIndex={0}>
      <ul>
        {mappings.map((mapping) => (
          <GuestPhysicalRow
            key={`${mapping.guestPhysical} ${mapping.ep4ta}`}
            mapping={mapping}
            onWalk={onWalk}
            onPhysical={onPhysical}
          />
        ))}
      </ul>
    </div>
  );
}

function GuestPhysicalRow({
  mapping,
  onWalk,
  onPhysical,
}: Omit<GuestPhysicalListProps, 'mappings'> & { readonly mapping: ComparedGuestPhysical }) {
  const t = useT();
  const { guestPhysical, hostPhysical, ep4ta, memory } = mapping;
  const stale = guestPhysicalDifferenceTexts(t, mapping);
  return (
    <li className="tlb-row tlb-row-plain" data-stale={stale.length > 0}>
      <p className="tlb-pages">
        <button
          type="button"
          className="address-link"
          aria-label={t('cached.walkPage', { address: plainHex(guestPhysical) })}
          onClick={() => onWalk(guestPhysical)}
        >
          <HexValue value={guestPhysical} bits={guestPhysical > 0xffff_ffff ? 64 : 32} />
        </button>
        <span className="tlb-arrow">→</span>
        <button
          type="button"
          className="address-link"
          aria-label={t('paging.goToPhysical', { address: plainHex(hostPhysical) })}
          onClick={() => onPhysical(BigInt(hostPhysical))}
        >
          <HexValue value={hostPhysical} bits={hostPhysical > 0xffff_ffff ? 64 : 32} />
        </button>
      </p>
      <p className="entry-bits">
        {RIGHTS.map(([name, right]) => (
          <span key={name} className="entry-bit" data-zero={!mapping[right]} title={t(`ept.bits.${name}`)}>
            {name} <b>{Number(mapping[right])}</b>
          </span>
        ))}
        <span className="walk-note">{t('paging.tlb.ep4ta', { address: plainHex(ep4ta) })}</span>
      </p>
      {stale.length > 0 && (
        <p className="tlb-stale">
          <TriangleAlert aria-hidden />
          <span>{stale.join(' · ')}</span>
        </p>
      )}
      {memory === null && <p className="tlb-foreign">{t('cached.otherEpt')}</p>}
    </li>
  );
}
