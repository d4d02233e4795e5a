import { memo, useEffect, useState } from 'react';
import { useT } from '../../../i18n/use-t';
import type { ChecklistRow as Row } from '../../../protocol/entry-checklist';
import type { FailureActions } from '../why/checked-fields';
import { ChecklistRow } from './checklist-row';

export interface ChecklistSectionProps extends FailureActions {
  /** Title of the manual's section. */
  readonly title: string;
  readonly rows: readonly Row[];
}

/** The checks of one section of the manual. It is open while one of them fails, and else when somebody opens it. */
export const ChecklistSection = memo(function ChecklistSection({ title, rows, ...actions }: ChecklistSectionProps) {
  const t = useT();
  const count = (verdict: Row['verdict']) => rows.filter((row) => row.verdict === verdict).length;
  const fails = count('fails');
  const failing = fails > 0;
  const [open, setOpen] = useState(failing);
  useEffect(() => {
    if (failing) setOpen(true);
  }, [failing]);
  return (
    <details
      className="checklist-section"
      data-failing={failing}
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        <span className="checklist-title" lang="en">
          {title}
        </span>
        <span className="checklist-counts">
          {t('vmcsViews.checks.counts', { holds: count('holds'), fails, rest: count('not-asked') })}
        </span>
      </summary>
      {open && (
        <ul>
          {rows.map((row) => (
            <ChecklistRow key={row.check} row={row} {...actions} />
          ))}
        </ul>
      )}
    </details>
  );
});
