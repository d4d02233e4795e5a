import { Tabs } from '@base-ui/react/tabs';
import { Lock } from 'lucide-react';
import { type DragEvent, type KeyboardEvent, useMemo, useState } from 'react';
import { useT } from '../../i18n/use-t';
import { moveFile } from '../../stores/move-file';
import { useSimulator } from '../../stores/simulator-store';
import { Hint } from '../widgets/hint';
import { FileMenu } from './file-menu';
import { shownLibraries } from './shown-libraries';
import '../widgets/tab-strip.css';
import './file-tabs.css';

/** The value of the tab that shows machine code instead of a file; no file can have this name. */
export const DISASSEMBLY = '/disassembly';

/** What a dragged tab carries: files of the desktop carry something else. */
const DRAGGED = 'application/x-vmxray-file';

/** The program's files, the libraries that they include, and the disassembly where it is needed. */
export function FileTabs({ withDisassembly }: { readonly withDisassembly: boolean }) {
  const t = useT();
  const files = useSimulator((state) => state.files);
  const open = useSimulator((state) => state.openFile);
  const all = useSimulator((state) => state.libraries);
  const libraries = useMemo(() => shownLibraries(files, all, open), [files, all, open]);
  const order = useOrder();
  return (
    <div className="tab-row">
      <Tabs.List className="tab-strip" aria-label={t('editor.files')}>
        {withDisassembly && (
          <Tabs.Tab className="tab" value={DISASSEMBLY}>
            {t('editor.disassembly')}
          </Tabs.Tab>
        )}
        {files.map(({ name }, place) => (
          <Tabs.Tab key={name} value={name} {...order(name, place)}>
            {name}
          </Tabs.Tab>
        ))}
        {libraries.map(({ name }) => (
          <Hint key={name} text={t('editor.readOnlyHint')}>
            <Tabs.Tab className="tab library" value={name}>
              {name}
              <Lock aria-label={t('editor.readOnly')} />
            </Tabs.Tab>
          </Hint>
        ))}
      </Tabs.List>
      <FileMenu />
    </div>
  );
}

/** Tabs are moved by dragging one onto another, or by Ctrl+Shift and an arrow key. */
function useOrder() {
  const [target, setTarget] = useState<string | null>(null);
  return (name: string, place: number) => ({
    className: target === name ? 'tab drop-place' : 'tab',
    draggable: true,
    'aria-keyshortcuts': 'Control+Shift+ArrowLeft Control+Shift+ArrowRight',
    onDragStart: ({ dataTransfer }: DragEvent) => {
      dataTransfer.setData(DRAGGED, name);
      dataTransfer.effectAllowed = 'move';
    },
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes(DRAGGED)) return;
      event.preventDefault();
      setTarget(name);
    },
    onDragLeave: () => setTarget(null),
    onDragEnd: () => setTarget(null),
    onDrop: (event: DragEvent) => {
      const moved = event.dataTransfer.getData(DRAGGED);
      setTarget(null);
      if (moved === '') return;
      event.preventDefault();
      moveFile(moved, place);
    },
    onKeyDown: (event: KeyboardEvent) => {
      const by = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
      if (by === 0 || !event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      event.stopPropagation();
      moveFile(name, place + by);
    },
  });
}
