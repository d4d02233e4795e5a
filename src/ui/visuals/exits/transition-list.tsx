import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useT } from '../../../i18n/use-t';
import type { TransitionView } from '../../../protocol/snapshot';
import { groupDecimal, plainHex } from '../hex';
import { processorName } from '../processor-name';
import { TransitionMark } from './transition-mark';
import { transitionName } from './transition-name';
import './transition-list.css';

export interface TransitionListProps {
  readonly transitions: readonly TransitionView[];
  /** Indices into `transitions` to list, ascending. */
  readonly indices: readonly number[];
  /** Index of the last transition that has happened; -1 before the first. */
  readonly current: number;
  /** The machine has several processors: each row names its own. */
  readonly several?: boolean;
  readonly onSeek: (transition: TransitionView) => void;
}

const ROW_HEIGHT = 24;

/** Transitions in order; arrow keys go along them, Enter or a click moves the machine to that moment. Virtualised. */
export function TransitionList({ transitions, indices, current, several = false, onSeek }: TransitionListProps) {
  const t = useT();
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<number | null>(null);
  const rows = useVirtualizer({
    count: indices.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const nearest = lastAtOrBefore(indices, current);
  const activeRow = Math.min(active ?? Math.max(0, nearest), indices.length - 1);

  useEffect(() => {
    setActive(null);
    if (nearest >= 0) rows.scrollToIndex(nearest, { align: 'auto' });
  }, [nearest, rows]);

  const onKeyDown = (event: KeyboardEvent) => {
    const last = indices.length - 1;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 240) / ROW_HEIGHT) - 1);
    const next = {
      ArrowUp: activeRow - 1,
      ArrowDown: activeRow + 1,
      PageUp: activeRow - page,
      PageDown: activeRow + page,
      Home: 0,
      End: last,
    }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      const row = Math.min(Math.max(0, next), last);
      setActive(row);
      rows.scrollToIndex(row, { align: 'auto' });
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      const transition = transitions[indices[activeRow] ?? -1];
      if (transition !== undefined) onSeek(transition);
    }
  };

  return (
    <div
      ref={scroller}
      className="transition-list"
      data-several={several}
      role="listbox"
      tabIndex={0}
      aria-label={t('panels.exits.list')}
      aria-activedescendant={indices.length > 0 ? `transition-${indices[activeRow]}` : undefined}
      onKeyDown={onKeyDown}
    >
      <div style={{ height: rows.getTotalSize() }} className="transition-space" role="presentation">
        {rows.getVirtualItems().map(({ index: row, start }) => {
          const index = indices[row] ?? 0;
          const transition = transitions[index];
          if (transition === undefined) return null;
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox takes the keys.
            <div
              key={transition.n}
              id={`transition-${index}`}
              className="transition-row"
              role="option"
              tabIndex={-1}
              aria-selected={index === current}
              aria-setsize={indices.length}
              aria-posinset={row + 1}
              data-active={row === activeRow}
              data-future={index > current}
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => {
                setActive(row);
                onSeek(transition);
              }}
            >
              <span className="transition-number">{transition.n}</span>
              <TransitionMark transition={transition} />
              <span className="transition-what">
                {several && <span className="transition-processor">{processorName(transition.cpu)} </span>}
                {transitionName(t, transition)}
              </span>
              <code>{transition.from.symbol ?? plainHex(transition.fromRip)}</code>
              <span className="transition-cost">{groupDecimal(transition.cost)}</span>
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Row of the last listed index that is not beyond `current`; -1 when there is none. */
function lastAtOrBefore(indices: readonly number[], current: number): number {
  let low = 0;
  let high = indices.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((indices[middle] ?? 0) <= current) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
