import { useT } from '../../i18n/use-t';
import type { StopInfo } from '../../protocol/snapshot';
import { useSimulator } from '../../stores/simulator-store';
import { groupDecimal } from '../visuals/hex';
import { stopText } from '../visuals/stop-text';

const FAILURES: ReadonlySet<StopInfo['kind']> = new Set([
  'shutdown',
  'vmx-abort',
  'lab-exception',
  'unmodelled',
  'endless-delivery',
]);

/** How far the machine has come, and why it stands still when that is worth a word. */
export function PositionReadout() {
  const t = useT();
  const instructions = useSimulator((state) => state.snapshot?.instructions ?? 0);
  const cycles = useSimulator((state) => state.snapshot?.cycles ?? 0);
  const stop = useSimulator((state) => (state.snapshot?.running === true ? null : (state.snapshot?.stop ?? null)));
  const reason = stop === null ? '' : stopText(t, stop);
  return (
    <p className="position">
      <span className="position-part">
        {t('app.position.instruction')} <code>{groupDecimal(instructions)}</code>
      </span>
      <span className="position-part">
        {t('app.position.cycle')} <code>{groupDecimal(cycles)}</code>
      </span>
      {stop !== null && reason !== '' && (
        <span className={FAILURES.has(stop.kind) ? 'stop failed' : 'stop'} title={reason}>
          {reason}
        </span>
      )}
    </p>
  );
}
