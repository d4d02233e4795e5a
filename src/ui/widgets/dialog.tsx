import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { useT } from '../../i18n/use-t';
import { Button } from './button';
import './dialog.css';

export interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly description?: ReactNode;
  readonly children: ReactNode;
  readonly wide?: boolean;
  /** What has the focus first; the close button when absent. */
  readonly initialFocus?: RefObject<HTMLElement | null>;
}

/** A dialog in the middle of the page; Escape and a press outside close it. */
export function Dialog({ open, onClose, title, description, children, wide = false, initialFocus }: DialogProps) {
  const t = useT();
  return (
    <Base.Root open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
      <Base.Portal>
        <Base.Backdrop className="dialog-scrim" />
        <Base.Popup className={wide ? 'dialog wide' : 'dialog'} initialFocus={initialFocus}>
          <header className="dialog-head">
            <Base.Title>{title}</Base.Title>
            <Base.Close render={<Button variant="quiet" icon={<X />} aria-label={t('common.close')} />} />
          </header>
          {description !== undefined && (
            <Base.Description className="dialog-description">{description}</Base.Description>
          )}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a body that scrolls has to be reached by the keyboard. */}
          <div className="dialog-body" tabIndex={0}>
            {children}
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
