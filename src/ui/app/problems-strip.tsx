import { ChevronDown, ChevronUp, CircleCheck, CircleX } from 'lucide-react';
import { useState } from 'react';
import { useT } from '../../i18n/use-t';
import { useSimulator } from '../../stores/simulator-store';
import { isRemarkableStop } from '../visuals/stop-notice';
import { Region } from './region';
import './problems-strip.css';

/** The problems under the editor: one line while there are none, a list that can be folded when there are. */
export function ProblemsStrip() {
  const t = useT();
  const found = useSimulator((state) => state.diagnostics.length);
  const stopped = useSimulator((state) => state.snapshot !== null && isRemarkableStop(state.snapshot.stop));
  const count = found + (stopped ? 1 : 0);
  const [folded, setFolded] = useState(false);
  const open = count > 0 && !folded;
  return (
    <div className={open ? 'problems-strip open' : 'problems-strip'}>
      <Region
        id="problems"
        head={
          <button
            type="button"
            className="problems-head"
            aria-expanded={open}
            aria-disabled={count === 0}
            onClick={() => setFolded(open)}
          >
            {count === 0 ? <CircleCheck className="fine" /> : <CircleX className="wrong" />}
            <span>{count === 0 ? t('app.problems.none') : t('app.problems.count', { count })}</span>
            {count > 0 && (open ? <ChevronDown /> : <ChevronUp />)}
          </button>
        }
      />
    </div>
  );
}
