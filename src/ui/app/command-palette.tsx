import { Command } from 'cmdk';
import '../../i18n/processors';
import { languages } from '../../i18n/i18n';
import { useT } from '../../i18n/use-t';
import { programMenu } from '../../programs/menu.table';
import { pause, run, selectProcessor } from '../../stores/actions';
import { runToCursor } from '../../stores/editor-cursor';
import { setLanguage, setTheme, useSettings } from '../../stores/settings-store';
import { useSimulator } from '../../stores/simulator-store';
import { openBreakpoint, openDialog, showRegion } from '../../stores/view-actions';
import type { RegionId } from '../../stores/view-slice';
import { Keys } from '../widgets/keys';
import { chooseExample } from './choose-example';
import { resetLayout } from './reset-layout';
import { runControls } from './run-controls.table';
import { useLessons } from './use-lessons';
import './command-palette.css';

const regions: readonly RegionId[] = [
  'editor',
  'transitions',
  'vmcs',
  'registers',
  'memory',
  'exits',
  'interrupts',
  'timeline',
  'console',
  'problems',
  'breakpoints',
  'lesson',
];

/** Everything that the page can do, by its name. */
export default function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  const chinese = useSettings((settings) => settings.language === 'zh-CN');
  const lessons = useLessons();
  const processors = useSimulator((state) => state.snapshot?.processors.length ?? 1);
  const item = (name: string, action: () => unknown, keys?: string | null) => (
    <Command.Item
      key={name}
      value={name}
      onSelect={() => {
        onClose();
        void action();
      }}
    >
      <span>{name}</span>
      {keys !== undefined && keys !== null && <Keys text={keys} />}
    </Command.Item>
  );
  return (
    <Command.Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      label={t('app.palette.title')}
      contentClassName="palette"
      overlayClassName="palette-scrim"
    >
      <Command.Input placeholder={t('app.palette.placeholder')} />
      <Command.List label={t('app.palette.title')}>
        <Command.Empty>{t('app.palette.nothing')}</Command.Empty>
        <Command.Group heading={t('app.palette.run')}>
          {Object.values(runControls).map((row) => item(t(row.label), () => run({ kind: row.kind }), row.keys))}
          {item(t('app.controls.pause'), pause, 'F5')}
          {item(t('app.controls.goTo'), () => openDialog('go-to'), 'G')}
          {item(t('app.help.runTo'), runToCursor, 'Mod+F10')}
          {item(t('app.breakpoints.add'), () => openBreakpoint(), 'B')}
        </Command.Group>
        <Command.Group heading={t('app.palette.panels')}>
          {regions.map((region) => item(t(`app.regions.${region}`), () => showRegion(region)))}
          {processors > 1 && item(t('processors.lookAtTurn'), () => selectProcessor(null))}
          {processors > 1 &&
            Array.from({ length: processors }, (_, number) =>
              item(t('processors.look', { number }), () => selectProcessor(number)),
            )}
        </Command.Group>
        <Command.Group heading={t('app.palette.programs')}>
          {programMenu.map(({ id, title }) => item(chinese ? title.zhCN : title.en, () => chooseExample(id)))}
        </Command.Group>
        {lessons.length > 0 && (
          <Command.Group heading={t('app.header.lessons')}>
            {lessons.map(({ id, title }) =>
              item((chinese ? title['zh-CN'] : null) ?? title.en, () => chooseExample(id)),
            )}
          </Command.Group>
        )}
        <Command.Group heading={t('app.palette.page')}>
          {item(t('app.models.inDetail'), () => openDialog('models'))}
          {item(t('app.header.share'), () => openDialog('share'))}
          {item(t('app.header.help'), () => openDialog('help'), '?')}
          {item(t('app.palette.toggleTheme'), () => setTheme(useSettings.getState().dark ? 'light' : 'dark'))}
          {languages.map(({ id, name }) => item(t('app.palette.languageTo', { name }), () => setLanguage(id)))}
          {item(t('app.palette.resetLayout'), resetLayout)}
        </Command.Group>
      </Command.List>
    </Command.Dialog>
  );
}
