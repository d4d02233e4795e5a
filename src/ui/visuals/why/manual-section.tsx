import { Popover } from '@base-ui/react/popover';
import { useT } from '../../../i18n/use-t';
import { SDM_EDITION } from '../../../sdm/edition';
import '../../widgets/menu.css';
import '../../widgets/term.css';

/** The manual's section by title; opens which manual and edition that is. */
export function ManualSection({ title }: { readonly title: string }) {
  const t = useT();
  return (
    <Popover.Root>
      <Popover.Trigger className="term manual-section">{title}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className="menu-place" sideOffset={4} collisionPadding={8}>
          <Popover.Popup className="term-card">
            <Popover.Title className="term-name">{title}</Popover.Title>
            <Popover.Description className="term-text">
              {t('panels.why.sectionOf', { edition: SDM_EDITION })}
            </Popover.Description>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
