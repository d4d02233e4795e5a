import type { Translate } from '../../../i18n/i18n';
import type { ComparedTranslation } from '../../../protocol/paging-view';
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
      default:
        return t('paging.differs.dirty');
    }
  });
}
