import { Popover } from '@base-ui/react/popover';
import { ArrowLeft, ArrowRight, Download, FolderOpen, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useT } from '../../i18n/use-t';
import { addFile, removeFile, renameFile } from '../../stores/actions';
import { moveFile } from '../../stores/move-file';
import { useSimulator } from '../../stores/simulator-store';
import { Button } from '../widgets/button';
import { download } from './download';
import './file-menu.css';

/** Adds, opens, renames, moves, removes and downloads files of the program. */
export default function FileMenuContent({ onDone }: { readonly onDone: () => void }) {
  const t = useT();
  const files = useSimulator((state) => state.files);
  const open = useSimulator((state) => state.openFile);
  const place = files.findIndex(({ name }) => name === open);
  const file = files[place]?.name ?? null;
  return (
    <Popover.Popup className="file-menu">
      <Popover.Title className="file-menu-title">{t('editor.fileMenu')}</Popover.Title>
      <NameForm label={t('editor.newFileName')} initial="" button={t('editor.add')} apply={addFile} onDone={onDone} />
      {file !== null && (
        <NameForm
          key={file}
          label={t('editor.fileName')}
          initial={file}
          button={t('editor.rename')}
          apply={(name) => renameFile(file, name)}
          onDone={onDone}
        />
      )}
      {file !== null && files.length > 1 && (
        <>
          <div className="file-menu-row">
            <Button icon={<ArrowLeft />} disabled={place === 0} onClick={() => moveFile(file, place - 1)}>
              {t('language.files.moveLeft')}
            </Button>
            <Button
              icon={<ArrowRight />}
              disabled={place === files.length - 1}
              onClick={() => moveFile(file, place + 1)}
            >
              {t('language.files.moveRight')}
            </Button>
            <Button
              icon={<Trash2 />}
              onClick={() => {
                removeFile(file);
                onDone();
              }}
            >
              {t('editor.remove')}
            </Button>
          </div>
          <p className="file-menu-detail">{t('language.files.order')}</p>
        </>
      )}
      <div className="file-menu-rule" />
      <Choice
        icon={<FolderOpen />}
        name={t('language.files.open')}
        detail={t('language.files.openHint')}
        onChoose={() => {
          void import('./open-files').then(({ chooseFiles }) => chooseFiles());
          onDone();
        }}
      />
      <Choice
        icon={<Download />}
        name={t('language.files.asSource')}
        detail={t('language.files.asSourceHint')}
        onChoose={() => {
          void download('source');
          onDone();
        }}
      />
      <Choice
        icon={<Download />}
        name={t('language.files.asImage')}
        detail={t('language.files.asImageHint')}
        onChoose={() => {
          void download('multiboot');
          onDone();
        }}
      />
    </Popover.Popup>
  );
}

interface ChoiceProps {
  readonly icon: ReactNode;
  readonly name: string;
  readonly detail: string;
  readonly onChoose: () => void;
}

function Choice({ icon, name, detail, onChoose }: ChoiceProps) {
  return (
    <button type="button" className="file-menu-choice" aria-label={name} onClick={onChoose}>
      {icon}
      <span>
        {name}
        <span className="file-menu-detail">{detail}</span>
      </span>
    </button>
  );
}

interface NameFormProps {
  readonly label: string;
  readonly initial: string;
  readonly button: string;
  /** Returns false when the name is taken. */
  readonly apply: (name: string) => boolean;
  readonly onDone: () => void;
}

function NameForm({ label, initial, button, apply, onDone }: NameFormProps) {
  const t = useT();
  const [name, setName] = useState(initial);
  const [taken, setTaken] = useState(false);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (apply(name.trim())) onDone();
        else setTaken(true);
      }}
    >
      <div className="file-menu-row">
        <input
          className="field mono"
          aria-label={label}
          placeholder={label}
          value={name}
          spellCheck={false}
          maxLength={100}
          onChange={(event) => {
            setName(event.target.value);
            setTaken(false);
          }}
        />
        <Button type="submit" disabled={name.trim() === ''}>
          {button}
        </Button>
      </div>
      {taken && <p className="file-menu-taken">{t('editor.nameTaken')}</p>}
    </form>
  );
}
