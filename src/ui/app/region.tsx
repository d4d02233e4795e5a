import { type ComponentType, type ReactNode, Suspense } from 'react';
import { useT } from '../../i18n/use-t';
import type { RegionId } from '../../stores/view-slice';
import { ConsolePanel } from '../panels/console/console-panel';
import { ExitsPanel } from '../panels/exits/exits-panel';
import { LessonPanel } from '../panels/lesson/lesson-panel';
import { MemoryPanel } from '../panels/memory/memory-panel';
import { ProblemsPanel } from '../panels/problems/problems-panel';
import { RegistersPanel } from '../panels/registers/registers-panel';
import { TimelinePanel } from '../panels/timeline/timeline-panel';
import { TransitionsPanel } from '../panels/transitions/transitions-panel';
import { VmcsPanel } from '../panels/vmcs/vmcs-panel';
import { EditorPane } from '../editor/editor-pane';
import { ErrorBoundary } from './error-boundary';

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
