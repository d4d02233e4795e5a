import type { Translate } from '../../../i18n/i18n';
import type { ComparedGuestPhysical, ComparedTranslation, SecondLevelRights } from '../../../protocol/paging-view';
import { shortHex } from '../hex';
import { pageSizeText } from './page-size';
import { rightsText } from './rights-text';

/** What memory says otherwise than a cached translation, one sentence part for each difference. */
export function differenceTexts(t: Translate, { memory, differences }: ComparedTranslation): readonly string[] {
  if (memory === null) return [];
  if (typeof memory === 'string') return [t('paging.differs.unmapped', { rule: t(`paging.ending.${memory}`) })];
  return differences.map((difference) => {
    switch (difference) {
      case 'page':
        return t('paging.differs.page', { address: shortHex(memory.physical) });
      case 'size':
        return t('paging.differs.size', { size: pageSizeText(memory.pageBytes) });
      case 'rights':
        return t('paging.differs.rights', { rights: rightsText(t, memory) });
      case 'global':
        return t('paging.differs.global', { value: Number(memory.global) });
      case 'key':
        return t('paging.differs.key', { key: memory.protectionKey });
      case 'second-level-rights':
        return t('paging.differs.second-level-rights', { rights: secondLevelText(t, memory.secondLevel) });
      case 'second-level-dirty':
        return t('paging.differs.second-level-dirty');
      default:
        return t('paging.differs.dirty');
    }
  });
}

/** What EPT says otherwise than a cached guest-physical mapping. */
export function guestPhysicalDifferenceTexts(
  t: Translate,
  { memory, differences }: ComparedGuestPhysical,
): readonly string[] {
  if (memory === null) return [];
  if (memory === 'unmapped') return [t('cached.differs.unmapped')];
  return differences.map((difference) => {
    if (difference === 'page') return t('cached.differs.page', { address: shortHex(memory.hostPhysical) });
    if (difference === 'second-level-rights')
      return t('cached.differs.second-level-rights', { rights: secondLevelText(t, memory) });
    return t('cached.differs.second-level-dirty');
  });
}

/** "read, write" */
function secondLevelText(t: Translate, rights: SecondLevelRights | null): string {
  const names = (['read', 'write', 'execute'] as const).filter((right) => rights?.[right] === true);
  return names.length === 0
    ? t('cached.rights.none')
    : names.map((name) => t(`cached.rights.${name}`)).join(t('common.listComma'));
}
