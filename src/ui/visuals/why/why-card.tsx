import { memo } from 'react';
import { subjectText } from '../../../i18n/facts';
import { useT } from '../../../i18n/use-t';
import type { WalkRequest } from '../../../protocol/paging-view';
import type { Decision, TransitionView } from '../../../protocol/snapshot';
import { processorName } from '../processor-name';
import { RichText } from '../rich-text';
import type { FailureActions } from './checked-fields';
import { type ConsultedWords, DecisionSteps } from './decision-steps';
import { EntryStory } from './entry-story';
import { ExitStory } from './exit-story';
import { FailureStory } from './failure-story';
import { PlainStory } from './plain-story';
import { WhyStep, WhySteps } from './why-step';
import './why.css';

export interface WhyCardProps extends FailureActions {
  /** The last transition; null before the first. */
  readonly transition: TransitionView | null;
  /** What was decided about the instruction just executed in the guest when it did not exit; null otherwise. */
  readonly stayed: Decision | null;
  /** Number of the processor that both are about; null where there is only one. */
  readonly processor: number | null;
  readonly words: ConsultedWords;
  readonly onWalk: ((access: WalkRequest) => void) | null;
}

/** The Why card: the instruction just executed in the guest when it stayed there, and the last transition. */
export const WhyCard = memo(function WhyCard({
  transition,
  stayed,
  processor,
  words,
  onWalk,
  ...actions
}: WhyCardProps) {
  const t = useT();
  const whose = processor !== null && <span className="why-processor">{processorName(processor)}</span>;
  if (transition === null && stayed === null) {
    return (
      <div className="why">
        <h2>{t('panels.why.emptyTitle')}</h2>
        <p className="dim">{t('panels.why.empty')}</p>
      </div>
    );
  }
  return (
    <>
      {stayed !== null && (
        <div className="why">
          <h2>
            {t('panels.why.titleStayed')} {whose}
          </h2>
          <WhySteps>
            <WhyStep>
              <RichText text={t('panels.why.ranStayed', { subject: subjectText(stayed.subject) })} />
            </WhyStep>
            <WhyStep>
              <DecisionSteps decision={stayed} words={words} />
            </WhyStep>
          </WhySteps>
        </div>
      )}
      {transition !== null && (
        <div className="why">
          <h2>
            {t(`panels.why.title.${transition.kind}`)} {whose}
          </h2>
          <Story transition={transition} words={words} onWalk={onWalk} {...actions} />
          {isOutline(transition) && (
            <p className="why-outline">
              {t('panels.why.outline')}{' '}
              <button type="button" className="link" onClick={() => actions.onSeek(transition.position)}>
                {t('panels.why.outlineSeek')}
              </button>
            </p>
          )}
        </div>
      )}
    </>
  );
});

/** A fast run records what happened, but not the state that an entry or exit moved. */
function isOutline({ kind, saved, loaded }: TransitionView): boolean {
  return (kind === 'vm-exit' || kind === 'vm-entry') && saved.length === 0 && loaded.length === 0;
}

function Story({
  transition,
  words,
  onWalk,
  ...actions
}: FailureActions & Pick<WhyCardProps, 'words' | 'onWalk'> & { transition: TransitionView }) {
  switch (transition.kind) {
    case 'vm-exit':
      return <ExitStory transition={transition} words={words} onWalk={onWalk} />;
    case 'vm-entry':
      return <EntryStory transition={transition} />;
    case 'vmxon':
    case 'vmxoff':
      return <PlainStory transition={transition} />;
    default:
      return <FailureStory transition={transition} {...actions} />;
  }
}
