import { useT } from '../../../i18n/use-t';
import type { TransitionView } from '../../../protocol/snapshot';
import { interruptionText } from '../decode/interruption-text';
import { guestName } from '../guest-name';
import { groupDecimal, plainHex } from '../hex';
import { RichText } from '../rich-text';
import { placeName } from './place-name';
import { StateChanges } from './state-changes';
import { WhyStep, WhySteps } from './why-step';

/** A VM entry step by step: the instruction, the VMCS and its checks, guest state loaded, event injected, cost. */
export function EntryStory({ transition }: { readonly transition: TransitionView }) {
  const t = useT();
  const injected = transition.injected === undefined ? null : interruptionText(transition.injected);
  const launch = transition.cause.toLowerCase() === 'vmlaunch';
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
      <WhyStep>
        <RichText
          text={t(launch ? 'panels.why.launched' : 'panels.why.resumed', {
            vmcs: plainHex(transition.vmcs),
            guest: guestName(t, transition.guest),
          })}
        />
      </WhyStep>
      {transition.loaded.length > 0 && (
        <WhyStep>
          <StateChanges verb="guestLoaded" changes={transition.loaded} />
        </WhyStep>
      )}
      {injected !== null && <WhyStep>{t('panels.why.injected', { event: injected })}</WhyStep>}
      <WhyStep>
        <RichText text={t('panels.why.goesOn', { place: placeName(transition.to.symbol, transition.toRip) })} />
      </WhyStep>
      <WhyStep>{t('panels.why.costEntry', { cycles: groupDecimal(transition.cost) })}</WhyStep>
    </WhySteps>
  );
}
