import '../../i18n/share';
import { useT } from '../../i18n/use-t';
import { pause } from '../../stores/actions';
import { useSimulator } from '../../stores/simulator-store';
import { groupDecimal } from '../visuals/hex';
import { Button } from '../widgets/button';
import { useRunsLong } from './use-runs-long';
import './journey.css';

/** How far the machine has come on its way to a moment that was shared; nothing while that is too quick to see. */
export default function Journey() {
  const t = useT();
  const to = useSimulator((state) => state.journey?.to ?? null);
  const position = useSimulator((state) => state.snapshot?.position ?? 0);
  const long = useRunsLong(300);
  if (to === null || !long) return null;
  const count = t('share.journey.count', { position: groupDecimal(position), to: groupDecimal(to) });
  return (
    <div className="journey">
      <p id="journey-title">{t('share.journey.title')}</p>
      <progress aria-labelledby="journey-title" max={Math.max(1, to)} value={Math.min(position, to)} />
      <p className="journey-count">{count}</p>
      <Button onClick={() => void pause()}>{t('share.journey.stop')}</Button>
    </div>
  );
}
