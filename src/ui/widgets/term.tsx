import { Popover } from '@base-ui/react/popover';
import type { ReactNode } from 'react';
import type { Messages } from '../../i18n/messages';
import { useT } from '../../i18n/use-t';
import './term.css';

export type TermId = keyof Messages['terms'];

export interface TermProps {
  readonly id: TermId;
  /** The words in the sentence; the term's own name when absent. */
  readonly children?: ReactNode;
}

/** A word with a dotted underline that opens its definition with the manual's section. */
export function Term({ id, children }: TermProps) {
  const t = useT();
  return (
    <Popover.Root>
      <Popover.Trigger className="term">{children ?? t(`terms.${id}.name`)}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className="menu-place" sideOffset={4} collisionPadding={8}>
          <Popover.Popup className="term-card">
            <Popover.Title className="term-name">{t(`terms.${id}.name`)}</Popover.Title>
            <Popover.Description className="term-text">{t(`terms.${id}.text`)}</Popover.Description>
            <p className="term-section">{t('common.manualSection', { section: t(`terms.${id}.section`) })}</p>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
