import '../../i18n/share';
import { Download, FolderOpen } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useT } from '../../i18n/use-t';
import { toEmbedCode, toLink } from '../../share/link';
import { LONG_LINK, linkLimits } from '../../share/link-limits.table';
import type { Moment, Work } from '../../share/work';
import { WORK_FILE_ENDING } from '../../share/work-file';
import { currentMoment } from '../../stores/moment';
import { openWorkFile } from '../../stores/open-work';
import { saveWorkFile } from '../../stores/save-work-file';
import { toPanes } from '../../stores/saved-view';
import { useSimulator } from '../../stores/simulator-store';
import { toWork } from '../../stores/work-state';
import { track } from '../../stores/worker-line';
import { Button } from '../widgets/button';
import { Dialog } from '../widgets/dialog';
import { CopyField } from './copy-field';
import { KeptWorkList } from './kept-work-list';
import { type Choices, ShareChoices } from './share-choices';
import './share-dialog.css';

interface Links {
  readonly link: string;
  readonly embed: string;
}

/** Gives the link that opens this program, as much of it as is chosen; and the same as a file. */
export default function ShareDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  const [choices, setChoices] = useState<Choices>({ moment: false, panes: false, exercise: true });
  const [moment, setMoment] = useState<Moment | null>(null);
  const [links, setLinks] = useState<Links | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const chooser = useRef<HTMLInputElement>(null);

  useEffect(() => {
    track(currentMoment()).then(setMoment, () => setMoment(null));
  }, []);

  useEffect(() => {
    let stale = false;
    setFailure(null);
    const work = chosenWork(choices, moment);
    track(toLinks(work)).then(
      (made) => stale || setLinks(made),
      (error: unknown) => stale || setFailure(error instanceof Error ? error.message : String(error)),
    );
    return () => {
      stale = true;
    };
  }, [choices, moment]);

  const length = links?.link.length ?? 0;
  const tooLong = length > linkLimits.linkLength;
  const text = tooLong || failure !== null ? null : links;
  const placeholder = tooLong || failure !== null ? '' : t('share.making');
  return (
    <Dialog open onClose={onClose} title={t('share.title')} description={t('share.text')}>
      <ShareChoices choices={choices} onChange={setChoices} moment={moment} />
      <CopyField
        main
        label={t('share.link')}
        text={text?.link ?? null}
        placeholder={placeholder}
        copy={t('share.copy')}
      />
      <p className={length > LONG_LINK ? 'share-length long' : 'share-length'} role="status">
        {failure !== null
          ? t('share.failed', { message: failure })
          : length > 0 &&
            t(tooLong ? 'share.tooLong' : length > LONG_LINK ? 'share.long' : 'share.length', { count: length })}
      </p>
      <CopyField
        label={t('share.embed')}
        text={text?.embed ?? null}
        placeholder={placeholder}
        copy={t('share.copyEmbed')}
      />
      <p className="share-note">{t('share.embedHint')}</p>
      <h3 className="share-heading">{t('share.file')}</h3>
      <div className="share-row">
        <Button
          variant={length > LONG_LINK ? 'solid' : 'plain'}
          icon={<Download />}
          onClick={() => saveWorkFile(chosenWork(choices, moment))}
        >
          {t('share.saveFile')}
        </Button>
        <Button icon={<FolderOpen />} onClick={() => chooser.current?.click()}>
          {t('share.openFile')}
        </Button>
        <input
          ref={chooser}
          type="file"
          hidden
          accept={`${WORK_FILE_ENDING},.json,application/json`}
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file === undefined) return;
            onClose();
            void track(openWorkFile(file));
          }}
        />
      </div>
      <p className="share-note">{t('share.fileHint')}</p>
      <KeptWorkList onOpen={onClose} />
    </Dialog>
  );
}

function chosenWork(choices: Choices, moment: Moment | null): Work {
  const { exercise, ...work } = toWork(useSimulator.getState());
  return {
    ...work,
    ...(choices.panes ? { panes: toPanes() } : {}),
    ...(choices.exercise && exercise !== undefined ? { exercise } : {}),
    ...(choices.moment && moment !== null ? { moment } : {}),
  };
}

async function toLinks(work: Work): Promise<Links> {
  const [link, embed] = await Promise.all([
    toLink(work, location.href),
    toLink(work, location.href, { embed: true }).then(toEmbedCode),
  ]);
  return { link, embed };
}
