import { ChevronDown, ChevronUp, CircleDot, Plus } from 'lucide-react';
import { useT } from '../../i18n/use-t';
import { useSimulator } from '../../stores/simulator-store';
import { openBreakpoint } from '../../stores/view-actions';
import { Button } from '../widgets/button';
import { Hint } from '../widgets/hint';
import { Region } from './region';
import './breakpoints-strip.css';

/** The breakpoints under the editor: one line that opens the list, with a button for a new one. */
export function BreakpointsStrip() {
  const t = useT();
  const count = useSimulator((state) => state.breakpoints.length);
  const open = useSimulator((state) => state.breakpointsOpen);
  return (
    <div className={open ? 'problems-strip breakpoints-strip open' : 'problems-strip breakpoints-strip'}>
      <Region
        id="breakpoints"
        folded={!open}
        head={
          <div className="breakpoints-head">
            <button
              type="button"
              className="problems-head"
              aria-expanded={open}
              onClick={() => useSimulator.setState({ breakpointsOpen: !open })}
            >
              <CircleDot className={count === 0 ? '' : 'wrong'} />
              <span>{count === 0 ? t('app.breakpoints.none') : t('app.breakpoints.count', { count })}</span>
              {open ? <ChevronDown /> : <ChevronUp />}
            </button>
            {/* Above: below it lies the list. */}
            <Hint text={t('app.breakpoints.add')} keys="B" side="top">
              <Button
                variant="quiet"
                icon={<Plus />}
                aria-label={t('app.breakpoints.add')}
                onClick={() => openBreakpoint()}
              />
            </Hint>
          </div>
        }
      />
    </div>
  );
}
