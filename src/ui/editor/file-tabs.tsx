import { Tabs } from '@base-ui/react/tabs';
import { Lock } from 'lucide-react';
import { useT } from '../../i18n/use-t';
import { useSimulator } from '../../stores/simulator-store';
import { Hint } from '../widgets/hint';
import { FileMenu } from './file-menu';
import '../widgets/tab-strip.css';

/** The value of the tab that shows machine code instead of a file; no file can have this name. */
export const DISASSEMBLY = '/disassembly';

/** The program's files, the libraries that they may include, and the disassembly where it is needed. */
export function FileTabs({ withDisassembly }: { readonly withDisassembly: boolean }) {
  const t = useT();
  const files = useSimulator((state) => state.files);
  const libraries = useSimulator((state) => state.libraries);
  return (
    <div className="tab-row">
      <Tabs.List className="tab-strip" aria-label={t('editor.files')}>
        {withDisassembly && (
          <Tabs.Tab className="tab" value={DISASSEMBLY}>
            {t('editor.disassembly')}
          </Tabs.Tab>
        )}
        {files.map(({ name }) => (
          <Tabs.Tab key={name} className="tab" value={name}>
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
