import { Pencil, X } from 'lucide-react';
import '../../../i18n/travel';
import { useT } from '../../../i18n/use-t';
import type { Breakpoint, BreakpointProblem } from '../../../protocol/commands';
import { Button } from '../../widgets/button';
import { RichText } from '../rich-text';
import { problemText } from '../travel/problem-text';
import { breakpointText, type ValueNames } from './breakpoint-text';
import './breakpoint-list.css';

export interface BreakpointListProps {
  readonly breakpoints: readonly Breakpoint[];
  readonly problems: readonly BreakpointProblem[];
  /** The one that stopped the machine where it stands. */
  readonly stoppedAt: number | null;
  readonly names: ValueNames;
  readonly onAdd: () => void;
  readonly onEdit: (index: number, breakpoint: Breakpoint) => void;
  readonly onEnable: (index: number, breakpoint: Breakpoint, enabled: boolean) => void;
  readonly onRemove: (index: number) => void;
  readonly onRemoveAll: () => void;
  /** Shows the line or the memory that one watches. */
  readonly onShow: (breakpoint: Breakpoint) => void;
}

const PLACED: ReadonlySet<Breakpoint['kind']> = new Set(['line', 'address', 'data']);

/** The breakpoints in the order in which they were made; their numbers are what a stop names. */
export function BreakpointList(props: BreakpointListProps) {
  const { breakpoints, problems, stoppedAt, names } = props;
  const t = useT();
  // Two equal breakpoints may stand in the list: each is its place.
  const rows = breakpoints.map((breakpoint, index) => ({ breakpoint, index, id: `${index}:${breakpoint.kind}` }));
  if (rows.length === 0) {
    return (
      <div className="breakpoint-none">
        <p>{t('travel.breakpoint.empty')}</p>
        <Button onClick={props.onAdd}>{t('travel.breakpoint.add')}</Button>
      </div>
    );
  }
  return (
    <>
      <ul className="breakpoint-list" aria-label={t('travel.breakpoint.list')}>
        {rows.map(({ breakpoint, index, id }) => {
          const text = breakpointText(t, breakpoint, names);
          const plain = text.replaceAll(/[`*]/g, '');
          const problem = problems.find((found) => found.breakpoint === index);
          const numbered = (action: string) => `${action}: ${index + 1}, ${plain}`;
          return (
            <li key={id} data-stopped={index === stoppedAt} data-off={breakpoint.enabled === false}>
              <label className="breakpoint-name">
                <input
                  type="checkbox"
                  checked={breakpoint.enabled !== false}
                  aria-label={numbered(t('travel.breakpoint.enabled'))}
                  onChange={(event) => props.onEnable(index, breakpoint, event.target.checked)}
                />
                <span className="breakpoint-number">{index + 1}</span>
              </label>
              {PLACED.has(breakpoint.kind) ? (
                <button type="button" className="breakpoint-text" onClick={() => props.onShow(breakpoint)}>
                  <RichText text={text} />
                </button>
              ) : (
                <span className="breakpoint-text">
                  <RichText text={text} />
                </span>
              )}
              {index === stoppedAt && <strong className="breakpoint-stopped">{t('travel.breakpoint.stopped')}</strong>}
              <Button
                variant="quiet"
                icon={<Pencil />}
                aria-label={numbered(t('travel.breakpoint.edit'))}
                onClick={() => props.onEdit(index, breakpoint)}
              />
              <Button
                variant="quiet"
                icon={<X />}
                aria-label={numbered(t('travel.breakpoint.remove'))}
                onClick={() => props.onRemove(index)}
              />
              {problem !== undefined && <p className="breakpoint-problem">{problemText(t, problem)}</p>}
            </li>
          );
        })}
      </ul>
      <div className="breakpoint-actions">
        <Button onClick={props.onAdd}>{t('travel.breakpoint.add')}</Button>
        <Button onClick={props.onRemoveAll}>{t('travel.breakpoint.removeAll')}</Button>
      </div>
    </>
  );
}
