import { Menu } from '@base-ui/react/menu';
import { useMemo } from 'react';
import { useT } from '../../i18n/use-t';
import type { Breakpoint, WriteTarget } from '../../protocol/commands';
import { setBreakpoints } from '../../stores/actions';
import { useSimulator } from '../../stores/simulator-store';
import { goToMemory, notify } from '../../stores/view-actions';
import { plainHex } from '../visuals/hex';
import type { PointedValue } from '../visuals/pointed-value';
import { Keys } from '../widgets/keys';
import '../widgets/menu.css';
import { shownValue } from './shown-value';
import type { ValueRequest } from './value-tools-host';

export interface ValueMenuProps {
  readonly element: HTMLElement;
  readonly at: ValueRequest['at'];
  readonly value: PointedValue;
  readonly name: string;
  readonly onWish: (wish: ValueRequest['wish']) => void;
  readonly onClose: () => void;
}

/** Everything that can be done with a value. */
export function ValueMenu({ element, at, value, name, onWish, onClose }: ValueMenuProps) {
  const t = useT();
  const anchor = useMemo(
    () => (at === null ? element : { getBoundingClientRect: () => new DOMRect(at.x, at.y, 0, 0) }),
    [element, at],
  );
  const { target, bits } = value;
  const shown = shownValue(element);
  const stop = (access: 'write' | 'access') => {
    const { breakpoints } = useSimulator.getState();
    const made = watching(target, access);
    if (made === null) return;
    useSimulator.setState({ breakpointsOpen: true });
    void setBreakpoints([...breakpoints, made]);
  };
  const item = (text: string, action: () => void, keys?: string) => (
    <Menu.Item className="menu-item" onClick={action}>
      <span className="menu-text">{text}</span>
      {keys !== undefined && <Keys text={keys} />}
    </Menu.Item>
  );
  const copy = () =>
    void navigator.clipboard.writeText(plainHex(shown)).then(
      () => notify(t('travel.value.copied', { value: plainHex(shown) })),
      // Without permission there is nothing to say: the value is on the screen.
      () => undefined,
    );
  return (
    <Menu.Root
      open
      modal={false}
      onOpenChange={(open, { reason }) => {
        if (!open && reason !== 'item-press') onClose();
      }}
    >
      <Menu.Portal>
        <Menu.Positioner className="menu-place" anchor={anchor} align="start" sideOffset={2} collisionPadding={8}>
          <Menu.Popup className="menu value-tools" finalFocus={false} aria-label={t('travel.value.menu', { name })}>
            {item(t('travel.value.edit'), () => onWish('edit'), 'F2')}
            {item(t('travel.value.writer'), () => onWish('writer'), 'W')}
            {target.kind !== 'register' && item(t('travel.value.breakOnWrite'), () => done(() => stop('write')))}
            {target.kind !== 'register' && item(t('travel.value.breakOnAccess'), () => done(() => stop('access')))}
            {bits === 64 && item(t('travel.value.memory'), () => done(() => goToMemory('linear', shown)))}
            {item(t('travel.value.copy'), () => done(copy))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );

  function done(action: () => void): void {
    onClose();
    action();
  }
}

function watching(target: WriteTarget, access: 'write' | 'access'): Breakpoint | null {
  switch (target.kind) {
    case 'register':
      return null;
    case 'memory':
      return { kind: 'data', address: target.address, length: 1, access, space: target.space };
    case 'vmcs-field':
      return { kind: 'vmcs-field', field: target.field, access };
  }
}
