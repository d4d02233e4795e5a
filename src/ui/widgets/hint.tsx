import { Tooltip } from '@base-ui/react/tooltip';
import type { ReactElement } from 'react';
import { Keys } from './keys';
import './hint.css';

export interface HintProps {
  readonly text: string;
  /** Keys that do the same, as in "Shift+F11"; none when absent. */
  readonly keys?: string | undefined;
  readonly side?: 'top' | 'bottom' | 'left' | 'right';
  /** The element that the hint belongs to. */
  readonly children: ReactElement;
}

/** A tooltip with the key that does the same. It only repeats or explains: the element has its own name. */
export function Hint({ text, keys, side = 'bottom', children }: HintProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={children} />
      <Tooltip.Portal>
        <Tooltip.Positioner className="hint-place" side={side} sideOffset={6} collisionPadding={8}>
          <Tooltip.Popup className="hint">
            {text}
            {keys !== undefined && <Keys text={keys} />}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
