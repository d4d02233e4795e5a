import { ept } from '../../../i18n/en/ept';
import type { Translate } from '../../../i18n/i18n';
import type { MessageKey } from '../../../i18n/messages';
import type { SecondLevelWalk } from '../../../protocol/paging-view';
import { type EptRule, eptRules } from '../../../vmx/ept/ept-rules.table';
import { plainHex } from '../hex';

type KnownRule = keyof typeof ept.rule;

const isKnown = (rule: string): rule is KnownRule => rule in ept.rule;

/** The rule by which EPT refused an access, in words; empty when none did. */
export function eptRuleText(t: Translate, { refusal, steps, subPage }: SecondLevelWalk): string {
  if (refusal === null) return '';
  const { rule } = refusal;
  if (!isKnown(rule)) return t('ept.otherRule', { rule });
  const last = steps.at(-1);
  // The look-up of the parts comes behind the walk.
  const lookUp = subPage?.steps.at(-1);
  const key: MessageKey = `ept.rule.${rule}`;
  return t(key, {
    entry: (lookUp ?? last)?.name ?? '',
    bits: plainHex((lookUp ?? last)?.reserved ?? 0n),
    part: subPage?.part ?? 0,
    type: last?.memoryType ?? 0,
  });
}

const REASONS: Readonly<Record<EptRule['event'], number>> = {
  eptViolation: 48,
  guestPagingVerification: 48,
  eptMisconfiguration: 49,
  sppMiss: 66,
  sppMisconfiguration: 66,
};

/** The exit reason that a rule leads to. */
export function reasonOfRefusal({ refusal }: SecondLevelWalk): number {
  const row = Object.values<EptRule>(eptRules).find(({ id }) => id === refusal?.rule);
  return row === undefined ? 48 : REASONS[row.event];
}
