import { errorHint, errorNames, exitReasonNames } from '../../../i18n/facts';
import { useT } from '../../../i18n/use-t';
import type { TransitionView } from '../../../protocol/snapshot';
import { vmInstructionError } from '../../../vmx/instructions/vm-instruction-errors.table';
import { groupDecimal } from '../hex';
import { RichText } from '../rich-text';
import type { FailureActions } from './checked-fields';
import { FailingCheck } from './failing-check';
import { placeName } from './place-name';
import { StateChanges } from './state-changes';
import { WhyStep, WhySteps } from './why-step';

/** A VMX instruction or VM entry that failed: how it reports that, and every check that fails with the way to mend it. */
export function FailureStory({ transition, ...actions }: FailureActions & { readonly transition: TransitionView }) {
  const t = useT();
  const { failures } = transition;
  return (
    <WhySteps>
      <WhyStep>
        <RichText
          text={t('panels.why.ranInRoot', {
            subject: transition.cause,
            place: placeName(transition.from.symbol, transition.fromRip),
          })}
        />
      </WhyStep>
      <WhyStep tone="failure">
        <FailureKind transition={transition} />
      </WhyStep>
      {failures.length > 0 && (
        <WhyStep tone="failure">
          <p>
            {t('panels.why.failing', { count: failures.length })}
            {failures.length > 1 && <span className="dim"> {t('panels.why.anyOrder')}</span>}
          </p>
          <ul className="failing-checks">
            {failures.map((failure) => (
              <FailingCheck key={failure.finding.check} failure={failure} {...actions} />
            ))}
          </ul>
        </WhyStep>
      )}
      {transition.loaded.length > 0 && (
        <WhyStep>
          <StateChanges verb="loaded" changes={transition.loaded} />
        </WhyStep>
      )}
      {transition.cost > 0 && (
        <WhyStep>{t('panels.why.costFailure', { cycles: groupDecimal(transition.cost) })}</WhyStep>
      )}
    </WhySteps>
  );
}

/** How the processor says that it failed: flags, error number or exit reason, abort indicator. */
function FailureKind({ transition }: { readonly transition: TransitionView }) {
  const t = useT();
  if (transition.kind === 'vmx-abort') {
    return (
      <>
        <p className="why-error">{t('panels.why.abort', { indicator: transition.abort ?? 0 })}</p>
        <p>{t('panels.why.abortNext')}</p>
      </>
    );
  }
  if (transition.kind === 'entry-failure') {
    return (
      <>
        <p className="why-error">
          {t('panels.why.entryFailure', {
            reason: (transition.exitReason ?? 0) & 0xffff,
            name: exitReasonNames(transition.exitReason ?? 0),
          })}
        </p>
        <p>{t('panels.why.entryFailureMeans')}</p>
      </>
    );
  }
  const error = transition.error ?? 0;
  const row = vmInstructionError(error);
  if (row === undefined) {
    return (
      <>
        <p className="why-error">{t('panels.why.failInvalid')}</p>
        <p>{t('panels.why.failInvalidMeans')}</p>
      </>
    );
  }
  return (
    <>
      <p className="why-error">{t('panels.why.failValid', { error, name: errorNames(row) })}</p>
      <p>{errorHint(row)}</p>
    </>
  );
}
