import { Menu } from '@base-ui/react/menu';
import { Ellipsis } from 'lucide-react';
import { useT } from '../../i18n/use-t';
import { run } from '../../stores/actions';
import { useSimulator } from '../../stores/simulator-store';
import { openBreakpoint, openDialog } from '../../stores/view-actions';
import { Button } from '../widgets/button';
import { Hint } from '../widgets/hint';
import { Keys } from '../widgets/keys';
import '../widgets/menu.css';
import './menu-of-movements.css';
import { type RunControlId, runControls } from './run-controls.table';
import { useRunsLong } from './use-runs-long';

const FORWARD: readonly RunControlId[] = ['stepOut', 'nextException', 'nextInterrupt'];
const BACKWARD: readonly RunControlId[] = [
  'runBack',
  'stepOverBack',
  'stepOutBack',
  'previousEntry',
  'previousException',
  'previousInterrupt',
];

/** The menu of movements, open at first: somebody has asked for it. */
export default function MenuOfMovements() {
  const t = useT();
  const ready = useSimulator((state) => state.snapshot !== null);
  const atStart = useSimulator((state) => state.snapshot?.position === 0);
  const running = useRunsLong(150);
  const item = (name: string, keys: string, disabled: boolean, action: () => void) => (
    <Menu.Item key={name} className="menu-item" disabled={disabled} onClick={action}>
      <span className="menu-text">{name}</span>
      <Keys text={keys} />
    </Menu.Item>
  );
  const movements = (ids: readonly RunControlId[], disabled: boolean) =>
    ids.map((id) => {
      const { kind, label, keys } = runControls[id];
      return item(t(label), keys, disabled, () => void run({ kind }));
    });
  const still = !ready || running;
  return (
    <Menu.Root modal={false} defaultOpen>
      <Hint text={t('app.controls.moreHint')}>
        <Menu.Trigger render={<Button icon={<Ellipsis />} aria-label={t('app.controls.more')} />} />
      </Hint>
      <Menu.Portal>
        <Menu.Positioner className="menu-place" align="start" sideOffset={4} collisionPadding={8}>
          <Menu.Popup className="menu movements">
            <Menu.Group>
              <Menu.GroupLabel className="menu-label">{t('app.controls.forward')}</Menu.GroupLabel>
              {movements(FORWARD, still)}
            </Menu.Group>
            <div className="menu-rule" />
            <Menu.Group>
              <Menu.GroupLabel className="menu-label">{t('app.controls.backward')}</Menu.GroupLabel>
              {movements(BACKWARD, still || atStart)}
            </Menu.Group>
            <div className="menu-rule" />
            {item(t('app.controls.goTo'), 'G', !ready, () => openDialog('go-to'))}
            {item(t('app.breakpoints.add'), 'B', false, () => openBreakpoint())}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
