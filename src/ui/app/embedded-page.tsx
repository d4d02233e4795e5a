import '../../i18n/share';
import { Tooltip } from '@base-ui/react/tooltip';
import { ChevronDown, ChevronUp, ExternalLink } from 'lucide-react';
import { lazy, type MouseEvent, Suspense, useEffect, useRef, useState } from 'react';
import { currentLanguage } from '../../i18n/i18n';
import { useT } from '../../i18n/use-t';
import { programMenu } from '../../programs/menu.table';
import { toPageAddress } from '../../share/page-address';
import { useSimulator } from '../../stores/simulator-store';
import { openDialog } from '../../stores/view-actions';
import { EmbeddedSource } from '../editor/embedded-source';
import { TransitionsPanel } from '../panels/transitions-panel';
import { Button } from '../widgets/button';
import { ErrorBoundary } from './error-boundary';
import { Notice } from './notice';
import { PositionReadout } from './position-readout';
import { ProcessorChoiceHost } from './processor-choice-host';
import { ProcessorMode } from './processor-mode';
import { RunToolbar } from './run-toolbar';
import { listenToMovementKeys } from './shortcuts';
import './app.css';
import './control-bar.css';
import './layout.css';
import './embedded-page.css';

const FaultDialog = lazy(() => import('./fault-dialog'));
const Journey = lazy(() => import('./journey'));

/** The page inside a frame of another one: the stage, the Why card, the source and the run controls. */
export default function EmbeddedPage() {
  const t = useT();
  const fault = useSimulator((state) => state.fault);
  const under = useSimulator((state) => state.journey !== null);
  useEffect(() => document.documentElement.classList.add('embedded'), []);
  useEffect(listenToMovementKeys, []);
  return (
    <Tooltip.Provider delay={500} closeDelay={0}>
      <div className="app embedded-page">
        <header>
          <div className="embedded-head">
            <h1>VMXray</h1>
            <ProgramTitle />
            <OpenInPage />
          </div>
          <div className="control-bar embedded-bar">
            <RunToolbar shape="phone" />
            <PositionReadout />
            <ProcessorChoiceHost />
            <ProcessorMode />
          </div>
        </header>
        <main className="embedded-panes">
          <section className="embedded-source-pane" aria-label={t('share.embedded.source')}>
            <ErrorBoundary>
              <EmbeddedSource />
            </ErrorBoundary>
          </section>
          <StagePane />
        </main>
        <Notice />
        <Suspense>
          {under && <Journey />}
          {fault !== null && (
            <FaultDialog
              onClose={() => {
                useSimulator.setState({ fault: null });
                openDialog(null);
              }}
            />
          )}
        </Suspense>
      </div>
    </Tooltip.Provider>
  );
}

/** Stage and Why card under each other; where they do not fit at once, a button goes from one to the other. */
function StagePane() {
  const t = useT();
  const pane = useRef<HTMLElement>(null);
  const [below, setBelow] = useState(false);
  const scroller = () => pane.current?.querySelector('.transitions-panel');
  return (
    <section ref={pane} className="embedded-stage-pane" aria-label={t('share.embedded.transitions')}>
      <div className="embedded-stage-body" onScrollCapture={() => setBelow((scroller()?.scrollTop ?? 0) > 80)}>
        <ErrorBoundary>
          <TransitionsPanel onVmcs={() => void openHere()} onWalk={null} />
        </ErrorBoundary>
      </div>
      <Button
        className="embedded-jump"
        variant="quiet"
        icon={below ? <ChevronUp /> : <ChevronDown />}
        onClick={() => scroller()?.children[below ? 0 : 1]?.scrollIntoView({ block: 'start' })}
      >
        {t(below ? 'share.embedded.stage' : 'share.embedded.why')}
      </Button>
    </section>
  );
}

function ProgramTitle() {
  const t = useT();
  const id = useSimulator((state) => state.programId);
  const exercise = useSimulator((state) => state.exercise);
  const title = programMenu.find((program) => program.id === id)?.title;
  const chinese = currentLanguage() === 'zh-CN';
  const own = exercise?.title[currentLanguage()] ?? exercise?.title.en;
  return <p className="embedded-title">{own ?? (chinese ? title?.zhCN : title?.en) ?? t('app.header.ownProgram')}</p>;
}

/** A link to the whole page, at the moment that is shown here when it is pressed. */
function OpenInPage() {
  const t = useT();
  const open = (event: MouseEvent) => {
    event.preventDefault();
    void openHere();
  };
  return (
    <a className="embedded-open" href={toPageAddress(location.href)} target="_blank" rel="noopener" onClick={open}>
      {t('share.embedded.open')}
      <ExternalLink aria-hidden />
    </a>
  );
}

async function openHere(): Promise<void> {
  const { reproducerLink } = await import('../../stores/reproducer');
  window.open(await reproducerLink(location.href), '_blank', 'noopener');
}
