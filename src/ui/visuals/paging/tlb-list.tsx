import { useVirtualizer } from '@tanstack/react-virtual';
import { TriangleAlert } from 'lucide-react';
import { useRef } from 'react';
import { useT } from '../../../i18n/use-t';
import type { ComparedTranslation } from '../../../protocol/paging-view';
import { plainHex } from '../hex';
import { HexValue } from '../hex-value';
import { differenceTexts } from './difference-text';
import type { EntryBit } from './entry-bits';
import { EntryBits } from './entry-bits-row';
import { pageSizeText } from './page-size';
import './paging.css';

export interface TlbListProps {
  readonly entries: readonly ComparedTranslation[];
  /** Whether translations are tagged with PCIDs now. */
  readonly tagged: boolean;
  readonly onWalk: (entry: ComparedTranslation) => void;
  readonly onPhysical: (address: bigint) => void;
}

const ROW_HEIGHT = 46;

/** The entries of a TLB, those that differ from memory marked with what memory says. Virtualised. */
export function TlbList({ entries, tagged, onWalk, onPhysical }: TlbListProps) {
  const t = useT();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => keyOf(entries[index]),
    overscan: 8,
  });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a place that scrolls by keyboard, not a group of form fields
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by keyboard.
    <div ref={scroller} className="tlb-list" role="group" aria-label={t('paging.tlb.list')} tabIndex={0}>
      <ul style={{ height: rows.getTotalSize() }} className="tlb-space">
        {rows.getVirtualItems().map(({ index, key, start }) => {
          const entry = entries[index];
          if (entry === undefined) return null;
          return (
            <li
              key={key}
              ref={rows.measureElement}
              data-index={index}
              className="tlb-row"
              aria-setsize={entries.length}
              aria-posinset={index + 1}
              data-stale={entry.differences.length > 0}
              style={{ transform: `translateY(${start}px)` }}
            >
              <TlbRow entry={entry} tagged={tagged} onWalk={onWalk} onPhysical={onPhysical} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function TlbRow({
  entry,
  tagged,
  onWalk,
  onPhysical,
}: Omit<TlbListProps, 'entries'> & { readonly entry: ComparedTranslation }) {
  const t = useT();
  const { linear, physical, pageBytes, pcid, vpid, ep4ta, kind } = entry;
  const size = pageSizeText(pageBytes);
  const stale = differenceTexts(t, entry);
  return (
    <>
      <p className="tlb-pages">
        <button
          type="button"
          className="address-link"
          aria-label={t('paging.tlb.walkPage', { address: plainHex(linear) })}
          onClick={() => onWalk(entry)}
        >
          <HexValue value={linear} bits={linear > 0xffff_ffffn ? 64 : 32} />
        </button>
        <span className="tlb-arrow">→</span>
        <button
          type="button"
          className="address-link"
          aria-label={t('paging.goToPhysical', { address: plainHex(physical) })}
          onClick={() => onPhysical(BigInt(physical))}
        >
          <HexValue value={physical} bits={physical > 0xffff_ffff ? 64 : 32} />
        </button>
        <span className="tlb-kind">{t(`paging.tlb.${kind}`)}</span>
      </p>
      <EntryBits bits={bitsOf(entry)}>
        <span className="walk-note" title={pageBytes > 0x1000 ? t('paging.pages.piece', { size }) : undefined}>
          {size}
        </span>
        {tagged && !entry.global && <span className="walk-note">{t('paging.tlb.pcid', { pcid })}</span>}
        {vpid !== 0 && <span className="walk-note">{t('paging.tlb.vpid', { vpid })}</span>}
        {ep4ta !== null && (
          <span className="walk-note">
            {t('paging.tlb.ep4ta', { address: plainHex(ep4ta) })} {eptRights(entry)}
          </span>
        )}
      </EntryBits>
      {stale.length > 0 && (
        <p className="tlb-stale">
          <TriangleAlert aria-hidden />
          <span>{stale.join(' · ')}</span>
        </p>
      )}
      {entry.memory === null && (
        <p className="tlb-foreign">
          {vpid === 0 && ep4ta === null ? t('paging.tlb.otherPcid', { pcid }) : t('paging.tlb.otherContext')}
        </p>
      )}
    </>
  );
}

function bitsOf(entry: ComparedTranslation): readonly EntryBit[] {
  const differs = new Set(entry.differences);
  const bit = (name: EntryBit['name'], value: boolean | number, decides: boolean): EntryBit => ({
    name,
    value: Number(value),
    decides,
  });
  const { memory } = entry;
  const unlike = (member: 'writable' | 'user' | 'executeDisable') =>
    memory !== null && typeof memory !== 'string' && memory[member] !== entry[member];
  return [
    bit('R/W', entry.writable, unlike('writable')),
    bit('U/S', entry.user, unlike('user')),
    bit('XD', entry.executeDisable, unlike('executeDisable')),
    bit('D', entry.dirty, differs.has('dirty')),
    bit('G', entry.global, differs.has('global')),
    ...(entry.protectionKey === 0 && !differs.has('key') ? [] : [bit('key', entry.protectionKey, differs.has('key'))]),
  ];
}

/** "RW-": what EPT allows. */
const eptRights = ({ secondLevel }: ComparedTranslation): string =>
  secondLevel === null
    ? ''
    : `${secondLevel.read ? 'R' : '-'}${secondLevel.write ? 'W' : '-'}${secondLevel.execute ? 'X' : '-'}`;

const keyOf = (entry: ComparedTranslation | undefined): string =>
  entry === undefined ? '' : `${entry.kind} ${entry.linear} ${entry.pcid} ${entry.vpid} ${entry.ep4ta}`;
