import { exitReasonHandle, exitReasonNames, subjectText } from '../../../i18n/facts';
import { useT } from '../../../i18n/use-t';
import type { WalkRequest } from '../../../protocol/paging-view';
import type { TransitionView } from '../../../protocol/snapshot';
import { exitDetails } from '../decode/exit-details';
import { isByInstruction } from '../exit-class';
import { groupDecimal } from '../hex';
import { accessOfExit } from '../paging/exit-access';
import { RichText } from '../rich-text';
import { type ConsultedWords, DecisionSteps } from './decision-steps';
import { placeName } from './place-name';
import { StateChanges } from './state-changes';
import { WhyStep, WhySteps } from './why-step';

interface Props {
  readonly transition: TransitionView;
  readonly words: ConsultedWords;
  /** Shows the page walk of an access; null where the page has no place for it. */
  readonly onWalk: ((access: WalkRequest) => void) | null;
}

/** A VM exit step by step: what ran, what decided, the reason, state saved and loaded, cost. */
export function ExitStory({ transition, words, onWalk }: Props) {
  const t = useT();
  const access = onWalk === null ? null : accessOfExit(transition);
  const { why } = transition;
  const subject = subjectText(why?.subject ?? transition.cause);
  const handler = exitReasonHandle(transition.exitReason ?? 0);
  const place = placeName(transition.from.symbol, transition.fromRip);
  const byInstruction = isByInstruction(transition.exitReason ?? 0);
  return (
    <WhySteps>
      <WhyStep>
        <RichText text={t(byInstruction ? 'panels.why.ran' : 'panels.why.arrived', { subject, place })} />
      </WhyStep>
      {why !== null && (
        <WhyStep>
          <DecisionSteps decision={why} words={words} />
        </WhyStep>
      )}
      <WhyStep>
        <p>
          <RichText
            text={t('panels.why.reason', {
              reason: (transition.exitReason ?? 0) & 0xffff,
              name: exitReasonNames(transition.exitReason ?? 0),
            })}
          />
        </p>
        {exitDetails(t, transition).map(({ name, text }) => (
          <p key={name} className="why-detail">
            <span className="dim">{name}</span> <RichText text={text} />
          </p>
        ))}
        {access !== null && (
          <p>
            <button type="button" className="link" onClick={() => onWalk?.(access)}>
              {t('panels.why.walk')}
            </button>
          </p>
        )}
        {handler !== undefined && (
          <p>
            <span className="dim">{t('panels.why.handler')}</span> {handler}
          </p>
        )}
      </WhyStep>
      {transition.saved.length > 0 && (
        <WhyStep>
          <StateChanges verb="saved" changes={transition.saved} />
        </WhyStep>
      )}
      {transition.loaded.length > 0 && (
        <WhyStep>
          <StateChanges verb="loaded" changes={transition.loaded} />
        </WhyStep>
      )}
      <WhyStep>{t('panels.why.costExit', { cycles: groupDecimal(transition.cost) })}</WhyStep>
    </WhySteps>
  );
}
