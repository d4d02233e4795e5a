import { History, Pencil } from 'lucide-react';
import { useLayoutEffect, useState } from 'react';
import { useT } from '../../i18n/use-t';
import { Button } from '../widgets/button';
import { digitsOf } from './shown-value';
import type { ValueRequest } from './value-tools-host';
import './value-tools.css';

export interface ValueButtonsProps {
  readonly element: HTMLElement;
  readonly name: string;
  readonly onWish: (wish: ValueRequest['wish']) => void;
}

/** Width of both, in pixels. */
const WIDTH = 52;

/**
 * Two buttons at the end of the row that is pointed at or focused. They are for the pointer and the finger only: the keyboard
 * has F2, W and the context menu, and a row would have two more stops.
 */
export function ValueButtons({ element, name, onWish }: ValueButtonsProps) {
  const t = useT();
  const [place, setPlace] = useState<{ readonly top: number; readonly left: number } | null>(null);
  useLayoutEffect(() => {
    const row = (element.closest('tr') ?? element).getBoundingClientRect();
    const panel = (element.closest('.region-body') ?? element).getBoundingClientRect();
    const digits = digitsOf(element).getBoundingClientRect();
    const left = Math.min(row.right, panel.right);
    // Beside the digits where there is room, else below them: they stay readable.
    const beside = digits.right <= left - WIDTH;
    setPlace({ top: beside ? row.top : row.bottom - 1, left });
  }, [element]);
  if (place === null) return null;
  return (
    <div className="value-tools value-buttons" style={place} aria-hidden="true">
      <Button
        variant="quiet"
        icon={<Pencil />}
        tabIndex={-1}
        aria-label={`${t('travel.value.edit')} ${name}`}
        hint={t('travel.value.edit')}
        keys="F2"
        onClick={() => onWish('edit')}
      />
      <Button
        variant="quiet"
        icon={<History />}
        tabIndex={-1}
        aria-label={`${t('travel.value.writer')} ${name}`}
        hint={t('travel.value.writer')}
        keys="W"
        onClick={() => onWish('writer')}
      />
    </div>
  );
}
