import { lazy, Suspense, useState } from 'react';
import { useT } from '../../i18n/use-t';
import { useSimulator } from '../../stores/simulator-store';
import { SegmentedChoice } from '../visuals/segmented-choice';
import { PanelEmpty } from './panel-empty';
import { RegistersOverview } from './registers-overview';
import './registers-panel.css';

// Fetched when they are opened, with their words.
const ModeOverview = lazy(async () => ({ default: (await import('./mode-overview')).ModeOverview }));
const TablesOverview = lazy(async () => ({ default: (await import('./tables-overview')).TablesOverview }));

const VIEWS = ['registers', 'mode', 'tables'] as const;

/** The processor's registers; the mode that they make; the tables that they point to. */
export function RegistersPanel() {
  const t = useT();
  const snapshot = useSimulator((state) => state.snapshot);
  const [view, setView] = useState<(typeof VIEWS)[number]>('registers');
  if (snapshot === null) return <PanelEmpty panel="registers" />;
  return (
    <div className="registers-panel">
      <div className="registers-bar">
        <SegmentedChoice
          name={t('panels.registers.view')}
          choices={VIEWS.map((id) => ({ id, title: t(`panels.registers.views.${id}`) }))}
          value={view}
          onChoose={setView}
        />
      </div>
      {view === 'registers' && <RegistersOverview snapshot={snapshot} />}
      <Suspense>
        {view === 'mode' && <ModeOverview />}
        {view === 'tables' && <TablesOverview />}
      </Suspense>
    </div>
  );
}
