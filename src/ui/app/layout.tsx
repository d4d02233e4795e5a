import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { useT } from '../../i18n/use-t';
import { useSimulator } from '../../stores/simulator-store';
import { layoutStorage } from '../../stores/storage';
import { showRegion } from '../../stores/view-actions';
import { middleRegions, type RegionId } from '../../stores/view-slice';
import { BreakpointsStrip } from './breakpoints-strip';
import { Inspector, InspectorDrawer } from './inspector';
import { ProblemsStrip } from './problems-strip';
import { Region } from './region';
import { TabbedPane } from './tabbed-pane';
import { TravelNoticeHost } from './travel-notice-host';
import type { PageShape } from './use-media';
import './layout.css';

const phoneRegions: readonly RegionId[] = [
  'editor',
  'transitions',
  'vmcs',
  'registers',
  'memory',
  'exits',
  'interrupts',
  'timeline',
  'console',
  'problems',
  'breakpoints',
  'lesson',
];

/** Editor, stage and inspector side by side; the timeline below them across the page. */
export function DeskLayout({ shape }: { readonly shape: Exclude<PageShape, 'phone'> }) {
  return (
    <>
      <main className="desk">
        {shape === 'wide' ? <ThreePanes /> : <TwoPanes />}
        {shape === 'drawer' && <InspectorDrawer />}
      </main>
      <footer className="timeline-strip">
        <Region id="timeline" />
      </footer>
    </>
  );
}

function ThreePanes() {
  const t = useT();
  const layout = useDefaultLayout({
    id: 'layout-wide',
    panelIds: ['editor', 'middle', 'inspector'],
    storage: layoutStorage,
  });
  return (
    <Group className="panes" orientation="horizontal" {...layout}>
      <Panel id="editor" defaultSize="38%" minSize="240px" collapsible>
        <EditorColumn />
      </Panel>
      <Separator className="divider" aria-label={t('app.panes.resizeEditor')} />
      <Panel id="middle" defaultSize="34%" minSize="320px">
        <MiddleColumn />
      </Panel>
      <Separator className="divider" aria-label={t('app.panes.resizeInspector')} />
      <Panel id="inspector" defaultSize="28%" minSize="280px" collapsible>
        <Inspector />
      </Panel>
    </Group>
  );
}

function TwoPanes() {
  const t = useT();
  const layout = useDefaultLayout({ id: 'layout-drawer', panelIds: ['editor', 'middle'], storage: layoutStorage });
  return (
    <Group className="panes" orientation="horizontal" {...layout}>
      <Panel id="editor" defaultSize="50%" minSize="200px" collapsible>
        <EditorColumn />
      </Panel>
      <Separator className="divider" aria-label={t('app.panes.resizeEditor')} />
      <Panel id="middle" defaultSize="50%" minSize="320px">
        <MiddleColumn />
      </Panel>
    </Group>
  );
}

function EditorColumn() {
  return (
    <div className="column">
      <Region id="editor" />
      <TravelNoticeHost />
      <div className="strips">
        <ProblemsStrip />
        <BreakpointsStrip />
      </div>
    </div>
  );
}

function MiddleColumn() {
  const t = useT();
  const tab = useSimulator((state) => state.middleTab);
  return <TabbedPane name={t('app.panes.middle')} regions={middleRegions} value={tab} onChange={showRegion} />;
}

/** One pane at a time; its tabs lie below it, where the thumb is. */
export function PhoneLayout() {
  const t = useT();
  const tab = useSimulator((state) => state.phoneTab);
  return (
    <main className="phone-pane">
      <TravelNoticeHost />
      <TabbedPane name={t('app.panes.all')} regions={phoneRegions} value={tab} onChange={showRegion} below />
    </main>
  );
}
