import { lazy } from 'react';
import { currentLanguage } from '../../i18n/i18n';
import { useT } from '../../i18n/use-t';
import { lessons } from '../../lessons/index';
import { programs } from '../../programs/index';
import type { BilingualText } from '../../programs/menu.table';
import type { ExampleProgram } from '../../programs/program';
import { useSimulator } from '../../stores/simulator-store';
import { RichText } from '../visuals/rich-text';
import { PanelEmpty } from './panel-empty';
import './lesson-panel.css';

/** A program of the menu needs neither of them. */
const ExerciseView = lazy(async () => ({ default: (await import('../lesson/exercise-view')).ExerciseView }));
const LessonText = lazy(async () => ({ default: (await import('../lesson/lesson-text')).LessonText }));

/** The text of what is open: a lesson with its exercises, an exercise by itself, or a program of the menu. */
export function LessonPanel() {
  const programId = useSimulator((state) => state.programId);
  const exercise = useSimulator((state) => state.exercise);
  const lesson = lessons.find(({ id }) => id === programId);
  const program = programs.find(({ id }) => id === programId);
  return (
    <div className="lesson-panel">
      {lesson !== undefined ? (
        <LessonText key={lesson.id} entry={lesson} />
      ) : exercise !== null ? (
        <ExerciseView exercise={exercise} level={2} />
      ) : program !== undefined ? (
        <ProgramText program={program} />
      ) : (
        <PanelEmpty panel="lesson" />
      )}
    </div>
  );
}

/** What a program of the menu shows and what to try. */
function ProgramText({ program }: { readonly program: ExampleProgram }) {
  const t = useT();
  const say = (text: BilingualText) => (currentLanguage() === 'zh-CN' ? text.zhCN : text.en);
  return (
    <article className="lesson-text">
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
