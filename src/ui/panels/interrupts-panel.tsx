import '../../i18n/interrupts';
import { useT } from '../../i18n/use-t';
import { readInterrupts } from '../../stores/actions';
import { useSimulator } from '../../stores/simulator-store';
import { apicFacts, timerFacts } from '../visuals/interrupts/apic-facts';
import { FactList } from '../visuals/interrupts/fact-list';
import { HeldList } from '../visuals/interrupts/held-list';
import { PicTable, PitTable } from '../visuals/interrupts/legacy-tables';
import { LocalVectorTable, RedirectionTable } from '../visuals/interrupts/vector-tables';
import { WaitingList } from '../visuals/interrupts/waiting-list';
import { Term } from '../widgets/term';
import { useReading } from './use-reading';
import './interrupts-panel.css';
import './panel-empty.css';

/** What waits to interrupt the processor and why it is not taken now; behind it the interrupt controllers, decoded. */
export function InterruptsPanel() {
  const t = useT();
  const loaded = useSimulator((state) => state.snapshot !== null);
  const { now: view, before } = useReading(readInterrupts);
  if (!loaded) return <p className="panel-empty">{t('interrupts.empty')}</p>;
  if (view === null) return null;
  const { apic } = view;
  const changedWord = t('panels.registers.changed');
  return (
    <div className="interrupts-panel">
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
    </div>
  );
}
