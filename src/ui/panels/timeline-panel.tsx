import { useState } from 'react';
import { useT } from '../../i18n/use-t';
import { scrub } from '../../stores/actions';
import { useSimulator } from '../../stores/simulator-store';
import { SegmentedChoice } from '../visuals/segmented-choice';
import { Timeline } from '../visuals/timeline/timeline';
import { TimelineLegend } from '../visuals/timeline/timeline-legend';
import type { TimelineUnit } from '../visuals/timeline/timeline-model';
import { PanelEmpty } from './panel-empty';
import './timeline-panel.css';

const ONE: readonly [TimelineUnit, TimelineUnit] = ['cycles', 'instructions'];
const SEVERAL: readonly [TimelineUnit, TimelineUnit] = ['cycles', 'position'];

/** The recorded history across the width of the page. */
export function TimelinePanel() {
  const t = useT();
  const snapshot = useSimulator((state) => state.snapshot);
  const transitions = useSimulator((state) => state.transitions);
  const end = useSimulator((state) => state.end);
  const journal = useSimulator((state) => state.journal);
  const [chosen, setUnit] = useState<TimelineUnit>('cycles');
  // Instructions are counted by each processor for itself: several have only their steps in common.
  const units = (snapshot?.processors.length ?? 1) > 1 ? SEVERAL : ONE;
  const unit = units.includes(chosen) ? chosen : units[1];
  return (
    <div className="timeline-panel">
      <div className="timeline-head">
        <h2>{t('panels.timeline.title')}</h2>
        <SegmentedChoice
          name={t('panels.timeline.unit')}
          choices={units.map((id) => ({ id, title: t(`panels.timeline.${id}`) }))}
          value={unit}
          onChoose={setUnit}
        />
        <TimelineLegend />
      </div>
      {snapshot === null || (transitions.length === 0 && snapshot.furthest === 0) ? (
        <PanelEmpty panel="timeline" />
      ) : (
        <Timeline
          snapshot={snapshot}
          transitions={transitions}
          unit={unit}
          end={end}
          journal={journal}
          onSeek={scrub}
        />
      )}
    </div>
  );
}
