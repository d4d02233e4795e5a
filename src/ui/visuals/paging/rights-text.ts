import type { Translate } from '../../../i18n/i18n';
import type { CombinedRights } from '../../../protocol/paging-view';

/** "read only · user · fetch" */
export function rightsText(t: Translate, rights: CombinedRights): string {
  return rightsParts(t, rights).join(' · ');
}

/** Writing, privilege, fetching: each in words. */
export function rightsParts(
  t: Translate,
  { writable, user, executeDisable }: CombinedRights,
): readonly [string, string, string] {
  return [
    t(writable ? 'paging.rights.writable' : 'paging.rights.readOnly'),
    t(user ? 'paging.rights.user' : 'paging.rights.supervisor'),
    t(executeDisable ? 'paging.rights.notExecutable' : 'paging.rights.executable'),
  ];
}
