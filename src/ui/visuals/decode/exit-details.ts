import type { Translate } from '../../../i18n/i18n';
import type { TransitionView } from '../../../protocol/snapshot';
import { plainHex } from '../hex';
import { exitQualificationText, instructionInformationText } from './exit-qualification-text';
import { interruptionText } from './interruption-text';

/** One piece of VM-exit information beside the reason. */
export interface ExitDetail {
  readonly name: string;
  readonly text: string;
}

/** What a VM exit reports beside its reason, each decoded; what the manual leaves undefined for it is left out. */
export function exitDetails(t: Translate, transition: TransitionView): readonly ExitDetail[] {
  const details: ExitDetail[] = [];
  const add = (name: string, value: bigint | number, text: string) =>
    details.push({
      name,
      text: text === '' ? `\`${plainHex(value)}\`` : t('panels.why.valueIs', { value: plainHex(value), text }),
    });
  const { exitReason = 0, interruptionInfo = 0, idtVectoringInfo = 0 } = transition;

  const qualification = transition.qualification ?? 0n;
  const text = exitQualificationText(exitReason, qualification, interruptionInfo);
  if (text !== '') add(t('panels.why.qualification'), qualification, text);
  if ((transition.instructionLength ?? 0) > 0) {
    details.push({
      name: t('panels.why.instructionLength'),
      text: t('panels.why.bytes', { count: transition.instructionLength ?? 0 }),
    });
  }
  if (transition.instructionInfo !== undefined) {
    const information = instructionInformationText(exitReason, transition.instructionInfo);
    if (information !== '') add(t('panels.why.instructionInformation'), transition.instructionInfo, information);
  }
  const event = interruptionText(interruptionInfo);
  if (event !== null) add(t('panels.why.interruptionInformation'), interruptionInfo, event);
  if (transition.interruptionErrorCode !== undefined && (interruptionInfo & 0x800) !== 0) {
    add(t('panels.why.interruptionErrorCode'), transition.interruptionErrorCode, '');
  }
  const vectoring = interruptionText(idtVectoringInfo);
  if (vectoring !== null) add(t('panels.why.idtVectoring'), idtVectoringInfo, vectoring);
  if (transition.guestLinearAddress !== undefined) {
    add(t('panels.why.linearAddress'), transition.guestLinearAddress, '');
  }
  if (transition.guestPhysicalAddress !== undefined) {
    add(t('panels.why.physicalAddress'), transition.guestPhysicalAddress, '');
  }
  return details;
}
