import { currentLanguage } from '../../i18n/i18n';
import { useT } from '../../i18n/use-t';
import { programs } from '../../programs/index';
import type { BilingualText } from '../../programs/program';
import { useSimulator } from '../../stores/simulator-store';
import { RichText } from '../visuals/rich-text';
import { PanelEmpty } from './panel-empty';
import './lesson-panel.css';

/** The text of the chosen program: what it shows and what to try. */
export function LessonPanel() {
  const t = useT();
  const programId = useSimulator((state) => state.programId);
  const program = programs.find(({ id }) => id === programId);
  if (program === undefined) return <PanelEmpty panel="lesson" />;
  const say = (text: BilingualText) => (currentLanguage() === 'zh-CN' ? text.zhCN : text.en);
  return (
    <article className="lesson-panel">
      <h2>{say(program.title)}</h2>
      <p>
        <RichText text={say(program.summary)} />
      </p>
      <h3>{t('panels.lesson.tries')}</h3>
      <ol>
        {program.tries.map((text) => (
          <li key={text.en}>
            <RichText text={say(text)} />
          </li>
        ))}
      </ol>
      <p className="lesson-keys">{t('panels.lesson.keys')}</p>
    </article>
  );
}
