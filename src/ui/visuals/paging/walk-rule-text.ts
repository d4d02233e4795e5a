import type { Translate } from '../../../i18n/i18n';
import type { WalkView } from '../../../protocol/paging-view';
import { plainHex } from '../hex';

/** The rule that refused an access, in words; empty when none did. */
export function walkRuleText(t: Translate, { rule, steps, user }: WalkView): string {
  const last = steps.at(-1);
  switch (rule) {
    case null:
      return '';
    case 'not-present':
      return t('paging.rule.not-present', { level: last?.name ?? '' });
    case 'reserved-bit':
      return t('paging.rule.reserved-bit', { level: last?.name ?? '', bits: plainHex(last?.reserved ?? 0n) });
    case 'read-write':
      return t(user ? 'paging.rule.read-write' : 'paging.rule.read-write-supervisor');
    case 'protection-key-access':
    case 'protection-key-write':
      return t(`paging.rule.${rule}`, {
        key: last?.protectionKey ?? 0,
        register: last?.rights?.user === true ? 'PKRU' : 'IA32_PKRS',
      });
    default:
      return t(`paging.rule.${rule}`);
  }
}
