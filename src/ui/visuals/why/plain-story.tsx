import { useT } from '../../../i18n/use-t';
import type { TransitionView } from '../../../protocol/snapshot';
import { groupDecimal } from '../hex';
import { RichText } from '../rich-text';
import { ManualSection } from './manual-section';
import { placeName } from './place-name';
import { WhyStep, WhySteps } from './why-step';

/** VMXON and VMXOFF: what the instruction did and what it means. */
export function PlainStory({ transition }: { readonly transition: TransitionView }) {
  const t = useT();
  const on = transition.kind === 'vmxon';
  return (
    <WhySteps>
      <WhyStep>
        <RichText
          text={t('panels.why.ranAt', {
            subject: transition.cause,
            place: placeName(transition.from.symbol, transition.fromRip),
          })}
        />
      </WhyStep>
      <WhyStep>
        {t(on ? 'panels.why.vmxon' : 'panels.why.vmxoff')}{' '}
        <ManualSection title={on ? 'Enabling and Entering VMX Operation' : 'Restrictions on VMX Operation'} />
      </WhyStep>
      {transition.cost > 0 && <WhyStep>{t('panels.why.costPlain', { cycles: groupDecimal(transition.cost) })}</WhyStep>}
    </WhySteps>
  );
}
