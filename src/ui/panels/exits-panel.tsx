import { useMemo, useState } from 'react';
import { useT } from '../../i18n/use-t';
import { seek } from '../../stores/actions';
import { useSimulator } from '../../stores/simulator-store';
import { filterTransitions, type TransitionSort, transitionSorts } from '../visuals/exits/exit-filter';
import { ExitTotals } from '../visuals/exits/exit-totals';
import { SortFilter } from '../visuals/exits/sort-filter';
import { TransitionList } from '../visuals/exits/transition-list';
import { PanelEmpty } from './panel-empty';
import './exits-panel.css';

const AT_FIRST: ReadonlySet<TransitionSort> = new Set(transitionSorts.filter((sort) => sort !== 'entry'));

/** Totals by exit reason above the list of transitions, which can be narrowed to some classes. */
export function ExitsPanel() {
  const t = useT();
  const snapshot = useSimulator((state) => state.snapshot);
  const transitions = useSimulator((state) => state.transitions);
  const [shown, setShown] = useState(AT_FIRST);
  const indices = useMemo(() => filterTransitions(transitions, shown), [transitions, shown]);
  if (snapshot === null || transitions.length === 0) return <PanelEmpty panel="exits" />;
  return (
    <div className="exits-panel">
      {snapshot.totals.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a place that scrolls must be reachable by keyboard.
        <div className="exits-totals" tabIndex={0}>
          <ExitTotals
            totals={snapshot.totals}
            cycles={snapshot.processors.reduce((sum, { cycles }) => sum + cycles, 0)}
          />
        </div>
      )}
      <SortFilter shown={shown} onChange={setShown} />
      {indices.length === 0 ? (
        <p className="panel-empty">{t('panels.exits.nothingShown')}</p>
      ) : (
        <TransitionList
          transitions={transitions}
          indices={indices}
          current={snapshot.happened - 1}
          several={snapshot.processors.length > 1}
          onSeek={(transition) => void seek(transition.position)}
        />
      )}
    </div>
  );
}
