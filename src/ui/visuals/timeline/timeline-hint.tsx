import { useT } from '../../../i18n/use-t';
import type { TransitionView } from '../../../protocol/snapshot';
import { transitionName } from '../exits/transition-name';
import { groupDecimal, plainHex } from '../hex';
import { processorName } from '../processor-name';
import type { MarkBin } from './timeline-bins';
import type { TimelineModel, TimelineUnit } from './timeline-model';

interface Props {
  readonly bin: MarkBin;
  readonly model: TimelineModel;
  readonly transitions: readonly TransitionView[];
  readonly unit: TimelineUnit;
  /** The machine has several processors: the hint names the one concerned. */
  readonly several: boolean;
}

const NAMED = 4;

/** What the mark under the pointer stands for. */
export function TimelineHint({ bin, model, transitions, unit, several }: Props) {
  const t = useT();
  const first = transitions[model.marks[bin.first]?.index ?? -1];
  if (first === undefined) return null;
  const whose = several ? `${processorName(first.cpu)} · ` : '';
  if (bin.count > 1) {
    const counts = new Map<string, number>();
    for (const mark of model.marks.slice(bin.first, bin.last + 1)) {
      const transition = transitions[mark.index];
      if (transition === undefined) continue;
      const name = transitionName(t, transition);
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    const named = [...counts].sort((a, b) => b[1] - a[1]).slice(0, NAMED);
    return (
      <div className="timeline-hint" style={{ left: bin.x }}>
        <p>
          {whose}
          {t('panels.timeline.several', { count: bin.count })}
        </p>
        <p>{named.map(([name, count]) => `${name} ×${count}`).join(', ')}</p>
      </div>
    );
  }
  return (
    <div className="timeline-hint" style={{ left: bin.x }}>
      <p>
        {whose}
        {first.n} · {transitionName(t, first)}
      </p>
      <p>
        <code>{first.from.symbol ?? plainHex(first.fromRip)}</code> · {groupDecimal(first[unit])}{' '}
        {t(`panels.timeline.${unit}`)}
      </p>
    </div>
  );
}
