import { unmodelledText } from '../../i18n/facts';
import { useT } from '../../i18n/use-t';
import type { StopInfo } from '../../protocol/snapshot';
import { useSimulator } from '../../stores/simulator-store';
import { groupDecimal, shortHex } from '../visuals/hex';

const FAILURES: ReadonlySet<StopInfo['kind']> = new Set(['shutdown', 'vmx-abort', 'lab-exception', 'unmodelled']);

/** How far the machine has come, and why it stands still when that is worth a word. */
export function PositionReadout() {
  const t = useT();
  const instructions = useSimulator((state) => state.snapshot?.instructions ?? 0);
  const cycles = useSimulator((state) => state.snapshot?.cycles ?? 0);
  const stop = useSimulator((state) => (state.snapshot?.running === true ? null : (state.snapshot?.stop ?? null)));
  const reason = stop === null || stop.kind === 'done' ? '' : t(`app.stop.${stop.kind}`, valuesOf(stop));
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

function valuesOf(stop: StopInfo): Record<string, string | number> {
  switch (stop.kind) {
    case 'breakpoint':
      return { number: stop.breakpoint + 1 };
    case 'vmx-abort':
      return { indicator: stop.indicator };
    case 'debug-exit':
      return { value: stop.value };
    case 'lab-exception':
      return { vector: stop.vector, rip: shortHex(stop.rip) };
    case 'unmodelled':
      return { what: unmodelledText(stop.what) };
    default:
      return {};
  }
}
