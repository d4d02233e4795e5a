import { ept } from '../../../i18n/en/ept';
import type { Translate } from '../../../i18n/i18n';
import type { MessageKey } from '../../../i18n/messages';
import type { SecondLevelWalk } from '../../../protocol/paging-view';
import { plainHex } from '../hex';

type KnownRule = keyof typeof ept.rule;

const isKnown = (rule: string): rule is KnownRule => rule in ept.rule;

/** The rule by which EPT refused an access, in words; empty when none did. */
export function eptRuleText(t: Translate, { refusal, steps }: SecondLevelWalk): string {
  if (refusal === null) return '';
  const { rule } = refusal;
  if (!isKnown(rule)) return t('ept.otherRule', { rule });
  const last = steps.at(-1);
  const key: MessageKey = `ept.rule.${rule}`;
  return t(key, {
    entry: last?.name ?? '',
    bits: plainHex(last?.reserved ?? 0n),
    type: last?.memoryType ?? 0,
  });
}
