import { memo } from 'react';
import { useT } from '../../../i18n/use-t';
import { exitClasses } from '../exit-class';
import { ExitMark } from '../exit-mark';

/** Which mark stands for which class of exits. */
export const TimelineLegend = memo(function TimelineLegend() {
  const t = useT();
  return (
    <ul className="timeline-legend" aria-label={t('panels.timeline.legend')}>
      {exitClasses.map((kind) => (
        <li key={kind}>
          <ExitMark kind={kind} />
          {t(`panels.class.${kind}`)}
        </li>
      ))}
    </ul>
  );
});
