import { type ComponentType, lazy, type ReactNode, Suspense } from 'react';
import { useT } from '../../i18n/use-t';
import { fetchPrograms } from '../../programs/known-programs';
import type { RegionId } from '../../stores/view-slice';
import { EditorPane } from '../editor/editor-pane';
import { ProblemsPanel } from '../panels/problems-panel';
import { TransitionsPanel } from '../panels/transitions-panel';
import { VmcsPanel } from '../panels/vmcs-panel';
import { ErrorBoundary } from './error-boundary';

/*
 * Panels that the first step does not need come in pieces of their own: the timeline and the editor right after the first
 * paint, what lies behind tabs once the page is at work (`preloadPanels`).
 */
const loaders = {
  console: async () => ({ default: (await import('../panels/console-panel')).ConsolePanel }),
  exits: async () => ({ default: (await import('../panels/exits-panel')).ExitsPanel }),
  lesson: async () => ({ default: (await import('../panels/lesson-panel')).LessonPanel }),
  memory: async () => ({ default: (await import('../panels/memory-panel')).MemoryPanel }),
  registers: async () => ({ default: (await import('../panels/registers-panel')).RegistersPanel }),
  timeline: async () => ({ default: (await import('../panels/timeline-panel')).TimelinePanel }),
};

const panels: Readonly<Record<RegionId, ComponentType>> = {
  editor: EditorPane,
  transitions: TransitionsPanel,
  vmcs: VmcsPanel,
  registers: lazy(loaders.registers),
  memory: lazy(loaders.memory),
  exits: lazy(loaders.exits),
  timeline: lazy(loaders.timeline),
  console: lazy(loaders.console),
  problems: ProblemsPanel,
  // Fetched when it is opened: few visits need it, and none for the first step.
  breakpoints: lazy(async () => ({ default: (await import('../panels/breakpoints-panel')).BreakpointsPanel })),
  lesson: lazy(loaders.lesson),
};

interface RegionProps {
  readonly id: RegionId;
  readonly head?: ReactNode;
  /** Only the head is there. */
  readonly folded?: boolean;
}

/** A panel inside its named region. A panel that fails takes nothing else with it. */
export function Region({ id, head, folded = false }: RegionProps) {
  const t = useT();
  const Panel = panels[id];
  return (
    <section className={`region region-${id}`} aria-label={t(`app.regions.${id}`)}>
      {head}
      {!folded && (
        <div className="region-body">
          <ErrorBoundary>
            <Suspense>
              <Panel />
            </Suspense>
          </ErrorBoundary>
        </div>
      )}
    </section>
  );
}

/** Fetches the editor, then the programs of the menu and all panels, so that no tab has to wait for its script. */
export async function preloadPanels(): Promise<void> {
  const { loadEditor } = await import('../editor/load-editor');
  const editor = loadEditor();
  await Promise.all([editor, fetchPrograms(), ...Object.values(loaders).map((load) => load())]);
}
