import type { Translate } from '../../../i18n/i18n';
import type { InvalidationScope } from '../../../protocol/invalidations-view';
import { plainHex } from '../hex';

/** Which mappings an invalidation removes, in words. */
export function scopeText(t: Translate, scope: InvalidationScope): string {
  switch (scope.kind) {
    case 'page': {
      const values = { address: plainHex(scope.linear), vpid: scope.vpid };
      if (scope.pcid === null) return t('cached.scope.pageAllPcids', values);
      const key = scope.withGlobal ? 'cached.scope.page' : 'cached.scope.pageButGlobal';
      return t(key, { ...values, pcid: scope.pcid });
    }
    case 'pcid':
      return t('cached.scope.pcid', { vpid: scope.vpid, pcid: scope.pcid });
    case 'vpid':
      return t(scope.keepGlobal ? 'cached.scope.vpidButGlobal' : 'cached.scope.vpid', { vpid: scope.vpid });
    case 'ep4ta':
      return scope.ep4ta === null
        ? t('cached.scope.allEpts')
        : t('cached.scope.ep4ta', { address: plainHex(scope.ep4ta) });
    case 'access':
      return t('cached.scope.access', { address: plainHex(scope.guestPhysical) });
    default:
      return t('cached.scope.vpids-but-0');
  }
}
