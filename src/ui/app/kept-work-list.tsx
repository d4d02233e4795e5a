import { History } from 'lucide-react';
import { useState } from 'react';
import { currentLanguage } from '../../i18n/i18n';
import { useT } from '../../i18n/use-t';
import { keptWorks } from '../../stores/kept-work';
import { openKept } from '../../stores/open-work';
import { track } from '../../stores/worker-line';
import { Button } from '../widgets/button';

/** Work that links and files took the place of, to open again. Nothing while there is none. */
export function KeptWorkList({ onOpen }: { readonly onOpen: () => void }) {
  const t = useT();
  const [works] = useState(keptWorks);
  if (works.length === 0) return null;
  const format = new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <>
      <h3 className="share-heading">{t('share.kept')}</h3>
      <ul className="share-kept">
        {works.map((kept) => (
          <li key={kept.at}>
            <Button
              variant="quiet"
              icon={<History />}
              onClick={() => {
                onOpen();
                void track(openKept(kept));
              }}
            >
              {t('share.keptItem', {
                files: kept.work.files.map(({ name }) => name).join(', '),
                when: format.format(kept.at),
              })}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
