import { fillTemplate } from '../../../base/message-template';
import { noteText } from '../../../i18n/facts';
import type { SecondLevelWalk } from '../../../protocol/paging-view';
import { type EptRule, eptRules } from '../../../vmx/ept/ept-rules.table';
import { noteTexts } from '../../../vmx/nonroot/decision-notes.table';
import { plainHex } from '../hex';

const rowOf = ({ refusal }: SecondLevelWalk): EptRule | undefined =>
  Object.values<EptRule>(eptRules).find(({ id }) => id === refusal?.rule);

/** The rule by which EPT refused an access, in words; empty when none did. */
export function eptRuleText(walk: SecondLevelWalk): string {
  const text = rowOf(walk)?.id;
  if (text === undefined) return '';
  const { steps, subPage } = walk;
  const last = steps.at(-1);
  // The look-up of the parts comes behind the walk.
  const refusing = subPage?.steps.at(-1) ?? last;
  const values = {
    entry: refusing?.name ?? '',
    bits: plainHex(refusing?.reserved ?? 0n),
    part: subPage?.part ?? 0,
    type: last?.memoryType ?? 0,
  };
  return noteText({ text, values, words: fillTemplate(noteTexts[text], values) });
}

const REASONS: Readonly<Record<EptRule['event'], number>> = {
  eptViolation: 48,
  guestPagingVerification: 48,
  eptMisconfiguration: 49,
  sppMiss: 66,
  sppMisconfiguration: 66,
};

/** The exit reason that a rule leads to. */
export function reasonOfRefusal(walk: SecondLevelWalk): number {
  const row = rowOf(walk);
  return row === undefined ? 48 : REASONS[row.event];
}
