import type { KeyboardEvent } from 'react';
import { type Box, fitText } from './stage-layout';
import type { StagePlace } from './stage-model';

export interface StageCardProps {
  readonly box: Box;
  readonly tone: 'root' | 'guest' | 'off' | 'plain' | 'empty';
  /** The processor is here. */
  readonly active: boolean;
  readonly title: string;
  readonly place: StagePlace | null;
  /** The two lines are words, not code. */
  readonly words?: boolean;
  /** Pixels kept free at the right for the processor's token. */
  readonly room: number;
  readonly action: { readonly label: string; readonly run: () => void } | null;
}

const CODE_WIDTH = 7.3;
const WORD_WIDTH = 6.3;

/** A card of the stage: the VMM, a guest's desk, the current VMCS. With an action it is a button. */
export function StageCard({ box, tone, active, title, place, words = false, room, action }: StageCardProps) {
  const charWidth = words ? WORD_WIDTH : CODE_WIDTH;
  const textWidth = box.width - 24 - room;
  const full = place === null ? title : `${title}: ${place.symbol}, ${place.instruction}`;
  const lines = place === null ? [] : [place.symbol, place.instruction];
  const firstLine = 22;
  const button =
    action === null
      ? {}
      : {
          role: 'button',
          tabIndex: 0,
          'aria-label': `${full}. ${action.label}`,
          onClick: action.run,
          onKeyDown: (event: KeyboardEvent) => {
            if (event.key !== 'Enter' && event.key !== ' ') return;
            event.preventDefault();
            action.run();
          },
        };
  return (
    <g className="stage-card" data-tone={tone} data-active={active} {...button}>
      <title>{full}</title>
      <rect x={box.x} y={box.y} width={box.width} height={box.height} rx={4} />
      <text className="stage-card-title" x={box.x + 12} y={box.y + (place === null ? box.height / 2 + 4 : firstLine)}>
        {fitText(title, textWidth, 7)}
      </text>
      {lines.map((line, n) => (
        <text
          // The two lines have no other identity than their place.
          key={n === 0 ? 'place' : 'instruction'}
          className={words ? 'stage-words' : 'stage-code'}
          x={box.x + 12}
          y={box.y + firstLine + 15 * (n + 1)}
        >
          {fitText(line, n === 0 ? textWidth : box.width - 24, charWidth)}
        </text>
      ))}
    </g>
  );
}
