import { exitReasonName } from '../../../i18n/facts';
import { useT } from '../../../i18n/use-t';
import type { ExitTotal } from '../../../protocol/snapshot';
import { exitClassOf } from '../exit-class';
import { ExitMark } from '../exit-mark';
import { groupDecimal } from '../hex';
import './exit-totals.css';

export interface ExitTotalsProps {
  readonly totals: readonly ExitTotal[];
  /** Cycles of the whole run, of which the share is taken. */
  readonly cycles: number;
}

/** Exits by reason, the dearest first: how many, what they cost, which share of the run that is. */
export function ExitTotals({ totals, cycles }: ExitTotalsProps) {
  const t = useT();
  const ordered = [...totals].sort((a, b) => b.cycles - a.cycles);
  const sum = ordered.reduce((all, total) => ({ count: all.count + total.count, cycles: all.cycles + total.cycles }), {
    count: 0,
    cycles: 0,
  });
  const share = (part: number) => (cycles === 0 ? 0 : (100 * part) / cycles);
  return (
    <table className="exit-totals" aria-label={t('panels.exits.totals')}>
      <thead>
        <tr>
          <th scope="col">{t('panels.exits.reason')}</th>
          <th scope="col">{t('panels.exits.count')}</th>
          <th scope="col">{t('panels.exits.cycles')}</th>
          <th scope="col">{t('panels.exits.share')}</th>
        </tr>
      </thead>
      <tbody>
        {ordered.map((total) => (
          <tr key={total.reason}>
            <th scope="row">
              <ExitMark kind={exitClassOf(total.reason)} /> {exitReasonName(total.reason)}
            </th>
            <td>{groupDecimal(total.count)}</td>
            <td>{groupDecimal(total.cycles)}</td>
            <td className="exit-share">
              <span className="exit-bar" style={{ width: `${Math.min(100, share(total.cycles))}%` }} />
              <span>{share(total.cycles).toFixed(1)} %</span>
            </td>
          </tr>
        ))}
      </tbody>
      {ordered.length > 1 && (
        <tfoot>
          <tr>
            <th scope="row">{t('panels.exits.all')}</th>
            <td>{groupDecimal(sum.count)}</td>
            <td>{groupDecimal(sum.cycles)}</td>
            <td className="exit-share">{share(sum.cycles).toFixed(1)} %</td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}
