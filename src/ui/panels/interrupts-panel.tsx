import { lazy, Suspense, useState } from 'react';
import '../../i18n/interrupts';
import '../../i18n/virtual-apic';
import { useT } from '../../i18n/use-t';
import { readInterrupts } from '../../stores/actions';
import { useSimulator } from '../../stores/simulator-store';
import { apicFacts, timerFacts } from '../visuals/interrupts/apic-facts';
import { FactList } from '../visuals/interrupts/fact-list';
import { HeldList } from '../visuals/interrupts/held-list';
import { PicTable, PitTable } from '../visuals/interrupts/legacy-tables';
import { LocalVectorTable, RedirectionTable } from '../visuals/interrupts/vector-tables';
import { WaitingList } from '../visuals/interrupts/waiting-list';
import { SegmentedChoice } from '../visuals/segmented-choice';
import { Term } from '../widgets/term';
import { useReading } from './use-reading';
import './interrupts-panel.css';
import './panel-empty.css';

// Fetched when it is opened.
const VirtualApicOverview = lazy(async () => ({
  default: (await import('./virtual-apic-overview')).VirtualApicOverview,
}));

const VIEWS = ['controllers', 'virtual'] as const;

/** The interrupt controllers with what waits at them; the virtual APIC that a guest sees instead. */
export function InterruptsPanel() {
  const t = useT();
  const loaded = useSimulator((state) => state.snapshot !== null);
  const [view, setView] = useState<(typeof VIEWS)[number]>('controllers');
  if (!loaded) return <p className="panel-empty">{t('interrupts.empty')}</p>;
  return (
    <div className="interrupts-panel">
      <div className="interrupts-bar">
        <SegmentedChoice
          name={t('virtualApic.view')}
          choices={VIEWS.map((id) => ({ id, title: t(`virtualApic.views.${id}`) }))}
          value={view}
          onChoose={setView}
        />
      </div>
      {view === 'controllers' && <Controllers />}
      <Suspense>{view === 'virtual' && <VirtualApicOverview />}</Suspense>
    </div>
  );
}

/** What waits to interrupt the processor and why it is not taken now; behind it the interrupt controllers, decoded. */
function Controllers() {
  const t = useT();
  const { now: view, before } = useReading(readInterrupts);
  if (view === null) return null;
  const { apic } = view;
  const changedWord = t('panels.registers.changed');
  return (
    <>
      <h2>{t('interrupts.waiting.title')}</h2>
      {view.waiting.length === 0 ? (
        <p className="controller-note">{t('interrupts.waiting.none')}</p>
      ) : (
        <WaitingList view={view} />
      )}
      {view.held.length > 0 && (
        <>
          <h2>{t('interrupts.held.title')}</h2>
          <HeldList held={view.held} />
        </>
      )}
      <h2>
        <Term id="localApic">{t('interrupts.apic.title')}</Term>
      </h2>
      <FactList
        facts={apicFacts(t, apic)}
        before={before === null ? null : apicFacts(t, before.apic)}
        changedWord={changedWord}
      />
      {apic.mode !== 'disabled' && (
        <>
          <h2>{t('interrupts.timer.title')}</h2>
          <FactList
            facts={timerFacts(t, apic, view.cycles)}
            before={before === null ? null : timerFacts(t, before.apic, before.cycles)}
            changedWord={changedWord}
          />
          <h2>
            <Term id="lvt">{t('interrupts.lvt.title')}</Term>
          </h2>
          <LocalVectorTable entries={apic.entries} />
        </>
      )}
      <h2>
        <Term id="ioApic">{t('interrupts.ioApic.title')}</Term>
      </h2>
      <RedirectionTable entries={view.ioApic} />
      <h2>
        <Term id="pic">{t('interrupts.pic.title')}</Term>
      </h2>
      <PicTable pic={view.pic} />
      <h2>{t('interrupts.pit.title')}</h2>
      <PitTable pit={view.pit} />
    </>
  );
}
