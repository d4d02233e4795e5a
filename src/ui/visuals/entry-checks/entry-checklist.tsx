import { memo, useMemo, useState } from 'react';
import { errorNames, exitReasonNames } from '../../../i18n/facts';
import { useT } from '../../../i18n/use-t';
import type { ChecklistRow, ChecklistView, CheckOutcome } from '../../../protocol/entry-checklist';
import { vmInstructionError } from '../../../vmx/instructions/vm-instruction-errors.table';
import { Checkbox } from '../../widgets/checkbox';
import { guestName } from '../guest-name';
import type { FailureActions } from '../why/checked-fields';
import { ChecklistSection } from './checklist-section';
import '../why/why.css';
import './entry-checklist.css';

export interface EntryChecklistProps extends FailureActions {
  readonly view: ChecklistView;
  /** Whether the VMCS is the current one, and whether a guest runs. */
  readonly current: boolean;
  readonly inGuest: boolean;
}

const GROUPS = ['controls', 'host-state', 'guest-state'] as const;
const HEADINGS = { controls: 'controls', 'host-state': 'host', 'guest-state': 'guest' } as const;

/** Every VM-entry check of a VMCS as it stands, by the manual's sections, and what VM entry would come to. */
export const EntryChecklist = memo(function EntryChecklist(props: EntryChecklistProps) {
  const { view, current, inGuest, ...actions } = props;
  const t = useT();
  const [onlyFailing, setOnlyFailing] = useState(false);
  const { rows } = view;
  const failing = rows.some(({ verdict }) => verdict === 'fails');
  const sections = useMemo(() => sectionsOf(rows, onlyFailing), [rows, onlyFailing]);
  return (
    <div className="entry-checklist">
      <Verdict view={view} />
      {!current && (
        <p className="checklist-note">{t('vmcsViews.checks.notCurrent', { guest: guestName(t, view.label) })}</p>
      )}
      {current && inGuest && <p className="checklist-note">{t('vmcsViews.checks.inGuest')}</p>}
      <div className="checklist-choice">
        <Checkbox checked={onlyFailing} onChange={setOnlyFailing}>
          {t('vmcsViews.checks.onlyFailing')}
        </Checkbox>
      </div>
      {onlyFailing && !failing && <p className="checklist-note">{t('vmcsViews.checks.noneFails')}</p>}
      {GROUPS.map((group) => {
        const own = sections.filter((section) => section.group === group);
        if (own.length === 0) return null;
        return (
          <section key={group} aria-label={t(`panels.vmcs.group.${HEADINGS[group]}`)}>
            <h2>{t(`panels.vmcs.group.${HEADINGS[group]}`)}</h2>
            {own.map(({ title, rows: shown }) => (
              <ChecklistSection key={title} title={title} rows={shown} {...actions} />
            ))}
          </section>
        );
      })}
      <p className="checklist-note">{t('vmcsViews.checks.msrLoad')}</p>
    </div>
  );
});

/** What the instruction would come to. */
function Verdict({ view: { before, instruction, label, outcome, rows } }: { readonly view: ChecklistView }) {
  const t = useT();
  const guest = guestName(t, label);
  const mnemonic = instruction.toUpperCase();
  const count = (verdict: ChecklistRow['verdict']) => rows.filter((row) => row.verdict === verdict).length;
  if (before !== null) {
    return (
      <p className="checklist-verdict" data-fails="true">
        {t(`vmcsViews.checks.before.${before}`, { instruction: mnemonic })}
      </p>
    );
  }
  if (outcome === null) {
    return (
      <p className="checklist-verdict" data-fails="false">
        {t('vmcsViews.checks.allHold', { count: count('holds'), instruction: mnemonic, guest })}
      </p>
    );
  }
  return (
    <p className="checklist-verdict" data-fails="true">
      {t('vmcsViews.checks.wouldFail', { count: count('fails'), instruction: mnemonic, guest })}{' '}
      <strong>
        <Outcome outcome={outcome} />
      </strong>
    </p>
  );
}

function Outcome({ outcome }: { readonly outcome: CheckOutcome }) {
  const t = useT();
  if (outcome.kind === 'entry-failure') {
    const { reason } = outcome;
    return t('vmcsViews.checks.failure', { reason, name: exitReasonNames(reason) });
  }
  const row = vmInstructionError(outcome.error);
  return t('vmcsViews.checks.error', { error: outcome.error, name: row === undefined ? '' : errorNames(row) });
}

interface Section {
  readonly group: ChecklistRow['group'];
  readonly title: string;
  readonly rows: readonly ChecklistRow[];
}

/** The rows by the manual's sections, in the order of the rows. */
function sectionsOf(rows: readonly ChecklistRow[], onlyFailing: boolean): readonly Section[] {
  const sections = new Map<string, { group: Section['group']; title: string; rows: ChecklistRow[] }>();
  for (const row of rows) {
    if (onlyFailing && row.verdict !== 'fails') continue;
    const key = `${row.group}/${row.sdm}`;
    const section = sections.get(key);
    if (section === undefined) sections.set(key, { group: row.group, title: row.sdm, rows: [row] });
    else section.rows.push(row);
  }
  return [...sections.values()];
}
