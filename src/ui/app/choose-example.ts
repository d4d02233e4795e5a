import { translate } from '../../i18n/i18n';
import { openExample } from '../../stores/saved-work';
import { notify } from '../../stores/view-actions';

/** Opens an example; an edited program that it takes the place of can be had back. */
export function chooseExample(id: string): void {
  openExample(id, (goBack) =>
    notify(translate('app.notice.replaced'), { label: translate('app.notice.undo'), run: goBack }),
  );
}
