import { Check, Minus, X } from 'lucide-react';
import { memo, useState } from 'react';
import { checkMessage, checkRule, checkSuggestion } from '../../../i18n/facts';
import { useT } from '../../../i18n/use-t';
import type { ChecklistRow as Row } from '../../../protocol/entry-checklist';
import { CheckedFields, type FailureActions } from '../why/checked-fields';

const MARKS = { holds: <Check />, fails: <X />, 'not-asked': <Minus /> } as const;

export interface ChecklistRowProps extends FailureActions {
  readonly row: Row;
}

/** One check: whether it holds and what it asks for; opened, the values it read, what is wrong and what to do about it. */
export const ChecklistRow = memo(function ChecklistRow({ row, ...actions }: ChecklistRowProps) {
  const t = useT();
  const [chosen, setChosen] = useState<boolean | null>(null);
  const { check, verdict, fields, finding } = row;
  // A check that fails shows why, until somebody closes it.
  const open = chosen ?? verdict === 'fails';
  return (
    <li className="checklist-row" data-verdict={verdict} data-check={check}>
      <button type="button" aria-expanded={open} onClick={() => setChosen(!open)}>
        <span className="checklist-mark">
          {MARKS[verdict]}
          <span className="visually-hidden">{t(`vmcsViews.checks.verdict.${verdict}`)}</span>
        </span>
        <span>
          {checkRule(row)}
          {finding?.reported === true && <span className="reported">{t('panels.why.reported')}</span>}
        </span>
      </button>
      {open && (
        <div className="checklist-details">
          {finding !== null && <p className="failing-message">{checkMessage(finding)}</p>}
          {finding !== null && <p>{checkSuggestion(finding)}</p>}
          {verdict === 'not-asked' && <p className="dim">{t('vmcsViews.checks.notAsked')}</p>}
          <CheckedFields fields={fields} {...actions} />
          <p className="dim">
            <code>{check}</code>
          </p>
        </div>
      )}
    </li>
  );
});
