import { CircleHelp, Cpu, FileCode, Languages, Link, Monitor, Moon, Sun } from 'lucide-react';
import { type Language, languages } from '../../i18n/i18n';
import { useT } from '../../i18n/use-t';
import type { Text } from '../../lessons/exercise';
import { modelList } from '../../models/model-list.table';
import { programGroups, programMenu } from '../../programs/menu.table';
import { setModel, setProcessors } from '../../stores/actions';
import { setLanguage, setTheme, type Theme, useSettings } from '../../stores/settings-store';
import { useSimulator } from '../../stores/simulator-store';
import { openDialog } from '../../stores/view-actions';
import { modelName } from '../visuals/model-name';
import { Button } from '../widgets/button';
import { type Choice, ChoiceMenu } from '../widgets/choice-menu';
import { chooseExample } from './choose-example';
import { useLessons } from './use-lessons';
import type { PageShape } from './use-media';
import './header.css';

/** The name of the page, what runs on what, and everything about the page itself. */
export function Header({ shape }: { readonly shape: PageShape }) {
  const t = useT();
  const phone = shape === 'phone';
  return (
    <div className="header">
      <h1 title={t('app.tagline')}>VMXray</h1>
      <ProgramMenu compact={phone} />
      <ModelMenu compact={phone} />
      <span className="header-space" />
      <LanguageMenu compact={phone} />
      <ThemeMenu />
      <Button
        aria-label={t('app.header.help')}
        icon={<CircleHelp />}
        hint={t('app.header.help')}
        keys="?"
        onClick={() => openDialog('help')}
      />
      <Button
        variant="solid"
        aria-label={t('app.header.share')}
        icon={phone ? <Link /> : undefined}
        onClick={() => openDialog('share')}
      >
        {phone ? undefined : t('app.header.share')}
      </Button>
    </div>
  );
}

function ProgramMenu({ compact }: { readonly compact: boolean }) {
  const t = useT();
  const programId = useSimulator((state) => state.programId);
  const exercise = useSimulator((state) => state.exercise);
  const chinese = useSettings((settings) => settings.language === 'zh-CN');
  const words = (text: { en: string; zhCN: string }) => (chinese ? text.zhCN : text.en);
  const textOf = (text: Text) => (chinese ? text['zh-CN'] : undefined) ?? text.en;
  const lessons = useLessons();
  const choices = [
    ...programGroups.map((group) => ({
      heading: words(group.title),
      choices: programMenu
        .filter((program) => program.group === group.id)
        .map(({ id, title, summary }) => ({ id, title: words(title), detail: words(summary) })),
    })),
    {
      heading: t('app.header.lessons'),
      choices: lessons.map(({ id, title, summary }) => ({ id, title: textOf(title), detail: textOf(summary) })),
    },
  ];
  const current = choices.flatMap((group) => group.choices).find(({ id }) => id === programId);
  const title = current?.title ?? (exercise === null ? t('app.header.ownProgram') : textOf(exercise.title));
  return (
    <ChoiceMenu
      label={compact ? title : `${t('app.header.program')}: ${title}`}
      name={`${t('app.header.program')}: ${title}`}
      icon={<FileCode className="header-icon" />}
      value={programId}
      choices={choices}
      onChoose={chooseExample}
    />
  );
}

/** How many processors the menu offers; a link may bring another number. */
const PROCESSORS = [1, 2, 4, 8];

function ModelMenu({ compact }: { readonly compact: boolean }) {
  const t = useT();
  const model = useSimulator((state) => state.model);
  const processors = useSimulator((state) => state.processors);
  const machineName =
    processors === 1 ? modelName(t, model) : t('app.header.withProcessors', { model: modelName(t, model), processors });
  const choices: readonly Choice<string>[] = [...modelList].reverse().map(({ id, year }) => ({
    id,
    title: modelName(t, id),
    detail: id === 'everything' ? t('app.models.everythingDetail') : `${year} · ${t(`app.models.generations.${id}`)}`,
  }));
  return (
    <ChoiceMenu
      label={compact ? undefined : `${t('app.header.model')}: ${machineName}`}
      name={`${t('app.header.model')}: ${machineName}`}
      icon={compact ? <Cpu /> : <Cpu className="header-icon" />}
      value={model}
      choices={choices}
      onChoose={(id) => void setModel(id)}
      other={{
        heading: t('app.header.processors'),
        value: processors.toString(),
        choices: [...new Set([...PROCESSORS, processors])]
          .sort((a, b) => a - b)
          .map((count) => ({ id: count.toString(), title: count.toString() })),
        onChoose: (id) => void setProcessors(Number(id)),
      }}
      more={{ title: t('app.models.inDetail'), onChoose: () => openDialog('models') }}
    />
  );
}

function LanguageMenu({ compact }: { readonly compact: boolean }) {
  const t = useT();
  const language = useSettings((settings) => settings.language);
  const name = languages.find(({ id }) => id === language)?.name ?? language;
  return (
    <ChoiceMenu<Language>
      label={compact ? undefined : name}
      name={`${t('app.header.language')}: ${name}`}
      icon={compact ? <Languages /> : undefined}
      align="end"
      value={language}
      choices={languages.map(({ id, name }) => ({ id, title: name }))}
      onChoose={(id) => void setLanguage(id)}
    />
  );
}

function ThemeMenu() {
  const t = useT();
  const theme = useSettings((settings) => settings.theme);
  const dark = useSettings((settings) => settings.dark);
  const choices: readonly Choice<Theme>[] = [
    { id: 'auto', title: t('app.header.themeAuto') },
    { id: 'light', title: t('app.header.themeLight') },
    { id: 'dark', title: t('app.header.themeDark') },
  ];
  return (
    <ChoiceMenu
      label={undefined}
      name={`${t('app.header.theme')}: ${choices.find(({ id }) => id === theme)?.title ?? theme}`}
      icon={theme === 'auto' ? <Monitor /> : dark ? <Moon /> : <Sun />}
      align="end"
      value={theme}
      choices={choices}
      onChoose={setTheme}
    />
  );
}
