import { Popover } from '@base-ui/react/popover';
import { FilePlus2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useT } from '../../i18n/use-t';
import { Button } from '../widgets/button';

const FileMenuContent = lazy(async () => {
  const [content] = await Promise.all([import('./file-menu-content'), words()]);
  return content;
});

/** What can be done with the program's files; what it holds comes when it is opened. */
export function FileMenu() {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger
        render={
          <Button variant="quiet" icon={<FilePlus2 />} aria-label={t('editor.fileMenu')} hint={t('editor.fileMenu')} />
        }
      />
      <Popover.Portal>
        <Popover.Positioner className="menu-place" align="end" sideOffset={4} collisionPadding={8}>
          <Suspense>
            <FileMenuContent onDone={() => setOpen(false)} />
          </Suspense>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

const words = async () => (await import('./load-editor')).loadWords();
