import { type ComponentType, type ReactNode, Suspense, lazy } from 'react';
import { useT } from '../../i18n/use-t';
import type { RegionId } from '../../stores/view-slice';
import { ProblemsPanel } from '../panels/problems-panel';
import { TimelinePanel } from '../panels/timeline-panel';
import { TransitionsPanel } from '../panels/transitions-panel';
import { VmcsPanel } from '../panels/vmcs-panel';
import { EditorPane } from '../editor/editor-pane';
import { ErrorBoundary } from './error-boundary';

/** Panels that are not seen at once come in pieces of their own. */
const ConsolePanel = lazy(async () => ({ default: (await import('../panels/console-panel')).ConsolePanel }));
const ExitsPanel = lazy(async () => ({ default: (await import('../panels/exits-panel')).ExitsPanel }));
const LessonPanel = lazy(async () => ({ default: (await import('../panels/lesson-panel')).LessonPanel }));
const MemoryPanel = lazy(async () => ({ default: (await import('../panels/memory-panel')).MemoryPanel }));
const RegistersPanel = lazy(async () => ({ default: (await import('../panels/registers-panel')).RegistersPanel }));

const panels: Readonly<Record<RegionId, ComponentType>> = {
  editor: EditorPane,
  transitions: TransitionsPanel,
  vmcs: VmcsPanel,
  registers: RegistersPanel,
  memory: MemoryPanel,
  exits: ExitsPanel,
  timeline: TimelinePanel,
  console: ConsolePanel,
  problems: ProblemsPanel,
  lesson: LessonPanel,
};

/** A panel inside its named region. A panel that fails takes nothing else with it. */
export function Region({ id, head }: { readonly id: RegionId; readonly head?: ReactNode }) {
  const t = useT();
  const Panel = panels[id];
  return (
    <section className={`region region-${id}`} aria-label={t(`app.regions.${id}`)}>
      {head}
      <div className="region-body">
        <ErrorBoundary>
          <Suspense>
            <Panel />
          </Suspense>
        </ErrorBoundary>
      </div>
    </section>
  );
}
