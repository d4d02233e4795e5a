import { travel } from '../../../i18n/en/travel';
import type { Translate } from '../../../i18n/i18n';
import type { MessageKey } from '../../../i18n/messages';
import type { Problem } from '../../../protocol/commands';

/** What cannot be done, and why, in the page's language; in the engine's English where the page has no words for it. */
export function problemText(t: Translate, problem: Problem): string {
  if (!(problem.code in travel.problem)) return problem.message;
  return t(`travel.problem.${problem.code}` as MessageKey, problem.params);
}
