import { currentLanguage } from '../../i18n/i18n';
import type { MessageKey } from '../../i18n/messages';
import { useT } from '../../i18n/use-t';
import type { Moment } from '../../share/work';
import { selectProgramEdited } from '../../stores/selectors';
import { useSimulator } from '../../stores/simulator-store';
import { Checkbox } from '../widgets/checkbox';

/** What somebody wants in the link beside the program. */
export interface Choices {
  readonly moment: boolean;
  readonly panes: boolean;
  readonly exercise: boolean;
}

export interface ShareChoicesProps {
  readonly choices: Choices;
  readonly onChange: (choices: Choices) => void;
  /** The moment that can be shared; null when there is none. */
  readonly moment: Moment | null;
}

/** What the link carries: the program always, the rest as chosen. */
export function ShareChoices({ choices, onChange, moment }: ShareChoicesProps) {
  const t = useT();
  const exercise = useSimulator((state) => state.exercise);
  const instructions = useSimulator((state) => state.snapshot?.instructions ?? 0);
  const noMoment = useWhyNoMoment();
  const title = exercise?.title[currentLanguage()] ?? exercise?.title.en ?? '';
  return (
    <fieldset className="share-choices">
      <legend className="share-label">{t('share.carries')}</legend>
      <Checkbox checked disabled onChange={() => undefined}>
        {t('share.program')}
      </Checkbox>
      <Checkbox
        checked={choices.moment && moment !== null}
        disabled={moment === null}
        onChange={(checked) => onChange({ ...choices, moment: checked })}
      >
        {moment === null
          ? t(noMoment)
          : t('share.moment', {
              instructions: t('share.instructions', { count: instructions }),
              transitions: t('share.transitions', { count: moment.transition }),
            })}
      </Checkbox>
      <Checkbox checked={choices.panes} onChange={(panes) => onChange({ ...choices, panes })}>
        {t('share.panes')}
      </Checkbox>
      {exercise !== null && (
        <Checkbox checked={choices.exercise} onChange={(checked) => onChange({ ...choices, exercise: checked })}>
          {t('share.exercise', { title })}
        </Checkbox>
      )}
    </fieldset>
  );
}

function useWhyNoMoment(): MessageKey {
  const edited = useSimulator(selectProgramEdited);
  const busy = useSimulator((state) => state.busy !== null);
  if (busy) return 'share.momentRunning';
  return edited ? 'share.momentEdited' : 'share.momentNone';
}
