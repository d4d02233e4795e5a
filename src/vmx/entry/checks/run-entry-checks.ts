import { fillTemplate } from '../../../base/message-template';
import type { CheckFinding } from '../../explain/transition';
import type { CheckContext, EntryCheck } from './entry-check';
import { entryChecks } from './entry-checks.table';

/** What all checks together say of a VMCS. */
export interface EntryCheckResult {
  /** Every failing row, in the order of the table; empty when the VM entry may go on. */
  readonly failing: readonly CheckFinding[];
  /**
   * The row whose outcome the processor reports; null when none fails. A real processor may check in another order and
   * report another failure of a VMCS that has several. SDM Vol. 3: "VM-Entry Checks" leaves the order inside a group open.
   */
  readonly reported: EntryCheck | null;
}

/** Whether a row has nothing to object to. */
export const passes = (row: EntryCheck, context: CheckContext): boolean =>
  (row.applies !== undefined && !row.applies(context)) || row.holds(context);

/** The finding that a failing row makes. */
function findingOf(row: EntryCheck, context: CheckContext, reported: boolean): CheckFinding {
  const values = row.values?.(context) ?? {};
  return {
    check: row.id,
    group: row.group,
    sdm: row.sdm,
    fields: row.fields.map((field) => ({ field, value: context.field(field) })),
    text: row.text,
    values,
    message: fillTemplate(row.message, values),
    suggestion: fillTemplate(row.suggestion, values),
    reported,
  };
}

/**
 * Runs every row, also after one has failed, so that a person sees all that is wrong at once.
 * @param rows the table, unless a test or the audit brings its own
 */
export function runEntryChecks(context: CheckContext, rows: readonly EntryCheck[] = entryChecks): EntryCheckResult {
  const failed = rows.filter((row) => !passes(row, context));
  return {
    failing: failed.map((row, index) => findingOf(row, context, index === 0)),
    reported: failed[0] ?? null,
  };
}
