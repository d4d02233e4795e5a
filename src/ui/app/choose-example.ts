import { translate } from '../../i18n/i18n';
import { knownPrograms } from '../../programs/known-programs';
import { openExample } from '../../stores/saved-work';
import { notify, showRegion } from '../../stores/view-actions';
import { track } from '../../stores/worker-line';

/** Opens a program or a lesson of the menu; an edited program that it takes the place of can be had back. */
export function chooseExample(id: string): void {
  const offerBack = (goBack: () => void) =>
    notify(translate('app.notice.replaced'), { label: translate('app.notice.undo'), run: goBack });
  if (knownPrograms().some((program) => program.id === id)) openExample(id, offerBack);
  else void track(chooseLesson(id, offerBack));
}

async function chooseLesson(id: string, offerBack: (goBack: () => void) => void): Promise<void> {
  try {
    const { openLesson } = await import('../../stores/lesson-store');
    await openLesson(id, offerBack);
    showRegion('lesson');
  } catch {
    notify(translate('app.header.lessonFailed'));
  }
}
