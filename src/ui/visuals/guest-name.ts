import type { Translate } from '../../i18n/i18n';

/** A guest's name in the language of the page; the engine counts them as "Guest 0", "Guest 1". */
export function guestName(t: Translate, label: string | null): string {
  const n = /^Guest (\d+)$/.exec(label ?? '')?.[1];
  return n === undefined ? (label ?? '') : t('common.guest', { n });
}
