import { Tooltip } from '@base-ui/react/tooltip';
import { lazy, Suspense, useEffect } from 'react';
import { useSimulator } from '../../stores/simulator-store';
import { openDialog } from '../../stores/view-actions';
import { Announcer } from './announcer';
import { ControlBar } from './control-bar';
import { listenToDrops } from './dropped-file';
import { Header } from './header';
import { DeskLayout, PhoneLayout } from './layout';
import { Notice } from './notice';
import { listenToKeys } from './shortcuts';
import { usePageShape } from './use-media';
import { ValueToolsHost } from './value-tools-host';
import './app.css';

const BreakpointDialog = lazy(() => import('./breakpoint-dialog'));
const CommandPalette = lazy(() => import('./command-palette'));
const FaultDialog = lazy(() => import('./fault-dialog'));
const GoToDialog = lazy(() => import('./go-to-dialog'));
const HelpDialog = lazy(() => import('./help-dialog'));
const Journey = lazy(() => import('./journey'));
const ModelsDialog = lazy(() => import('./models-dialog'));
const ShareDialog = lazy(() => import('./share-dialog'));

/** The whole page. */
export function App() {
  const shape = usePageShape();
  useEffect(listenToKeys, []);
  useEffect(listenToDrops, []);
  return (
    <Tooltip.Provider delay={500} closeDelay={0}>
      <div className="app">
        <header>
          <Header shape={shape} />
          {shape !== 'phone' && <ControlBar shape={shape} />}
        </header>
        {shape === 'phone' ? <PhoneLayout /> : <DeskLayout shape={shape} />}
        {shape === 'phone' && (
          <footer>
            <ControlBar shape={shape} />
          </footer>
        )}
        <Dialogs />
        <OnTheWay />
        <Notice />
        <ValueToolsHost />
        <Announcer />
      </div>
    </Tooltip.Provider>
  );
}

function OnTheWay() {
  const under = useSimulator((state) => state.journey !== null);
  return <Suspense>{under && <Journey />}</Suspense>;
}

function Dialogs() {
  const dialog = useSimulator((state) => state.dialog);
  const close = () => openDialog(null);
  return (
    <Suspense>
      {dialog === 'help' && <HelpDialog onClose={close} />}
      {dialog === 'go-to' && <GoToDialog onClose={close} />}
      {dialog === 'breakpoint' && <BreakpointDialog onClose={close} />}
      {dialog === 'models' && <ModelsDialog onClose={close} />}
      {dialog === 'share' && <ShareDialog onClose={close} />}
      {dialog === 'fault' && (
        <FaultDialog
          onClose={() => {
            useSimulator.setState({ fault: null });
            close();
          }}
        />
      )}
      {dialog === 'palette' && <CommandPalette onClose={close} />}
    </Suspense>
  );
}
