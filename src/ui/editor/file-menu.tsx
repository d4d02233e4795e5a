import { Popover } from '@base-ui/react/popover';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useT } from '../../i18n/use-t';
import { addFile, removeFile, renameFile } from '../../stores/actions';
import { useSimulator } from '../../stores/simulator-store';
import { Button } from '../widgets/button';
import './file-menu.css';

/** Adds a file to the program, and renames or removes the one that is open. */
export function FileMenu() {
  const t = useT();
  const [open, setOpen] = useState(false);
  const file = useSimulator((state) => state.files.find(({ name }) => name === state.openFile)?.name ?? null);
  const only = useSimulator((state) => state.files.length === 1);
  const close = () => setOpen(false);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger
        render={
          <Button variant="quiet" icon={<Plus />} aria-label={t('editor.fileMenu')} hint={t('editor.fileMenu')} />
        }
      />
      <Popover.Portal>
        <Popover.Positioner className="menu-place" align="end" sideOffset={4} collisionPadding={8}>
          <Popover.Popup className="file-menu">
            <Popover.Title className="file-menu-title">{t('editor.fileMenu')}</Popover.Title>
            <NameForm
              label={t('editor.newFileName')}
              initial=""
              button={t('editor.add')}
              apply={addFile}
              onDone={close}
            />
            {file !== null && (
              <NameForm
                key={file}
                label={t('editor.fileName')}
                initial={file}
                button={t('editor.rename')}
                apply={(name) => renameFile(file, name)}
                onDone={close}
              />
            )}
            {file !== null && !only && (
              <Button
                onClick={() => {
                  removeFile(file);
                  close();
                }}
              >
                {t('editor.remove')}
              </Button>
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
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
