import { exitReasonName } from '../../../i18n/facts';
import type { Translate } from '../../../i18n/i18n';
import { guestName } from '../guest-name';
import { groupDecimal, shortHex } from '../hex';
import { processorName } from '../processor-name';
import type { StageCrossing, StageModel } from './stage-model';

/** First line of the chip: what happened. */
export function crossingTitle(t: Translate, crossing: StageCrossing): string {
  const { kind, ordinal } = crossing;
  switch (kind) {
    case 'vm-exit':
      return t('panels.stage.exitTitle', { n: ordinal, reason: exitReasonName(crossing.reason ?? 0) });
    case 'vm-entry':
      return t('panels.stage.entryTitle', { n: ordinal, vmcs: shortHex(crossing.vmcs) });
    case 'vmxon':
      return t('panels.stage.vmxonTitle');
    case 'vmxoff':
      return t('panels.stage.vmxoffTitle');
    case 'vm-fail':
      return t(crossing.error === 0 ? 'panels.stage.failInvalidTitle' : 'panels.stage.failValidTitle', {
        cause: crossing.cause.toUpperCase(),
        error: crossing.error ?? 0,
      });
    case 'entry-failure':
      return t('panels.stage.entryFailureTitle', { reason: crossing.reason ?? 0 });
    case 'vmx-abort':
      return t('panels.stage.abortTitle');
  }
}

/** Second line: the numbers. */
export function crossingDetail(t: Translate, crossing: StageCrossing): string {
  const cycles = t('panels.stage.plusCycles', { cycles: groupDecimal(crossing.cost) });
  const parts: string[] = [];
  if (crossing.failing > 0) parts.push(t('panels.stage.failing', { count: crossing.failing }));
  else if (crossing.reason !== null) parts.push(t('panels.stage.reasonNumber', { reason: crossing.reason }));
  else parts.push(crossing.cause.toUpperCase());
  if (crossing.kind === 'vm-exit' && (crossing.instructionLength ?? 0) > 0) {
    parts.push(t('panels.stage.length', { length: crossing.instructionLength ?? 0 }));
  }
  if (crossing.cost > 0) parts.push(cycles);
  return parts.join(' · ');
}

/** The picture in words, for people who cannot see it. */
export function describeStage(t: Translate, model: StageModel): string {
  const sentences: string[] = [t(`panels.stage.sentence.${model.mode}`)];
  if (model.several) sentences.unshift(`${processorName(model.processor)}:`);
  if (model.vmm !== null && model.mode !== 'off') {
    sentences.push(t('panels.stage.sentence.vmm', { place: model.vmm.symbol, text: model.vmm.instruction }));
  }
  for (const desk of model.desks) {
    sentences.push(
      desk.place === null
        ? t('panels.stage.sentence.notYet', { guest: guestName(t, desk.label) })
        : t(desk.here ? 'panels.stage.sentence.here' : 'panels.stage.sentence.waits', {
            guest: guestName(t, desk.label),
            place: desk.place.symbol,
            text: desk.place.instruction,
          }),
    );
  }
  if (model.crossing !== null) {
    sentences.push(
      t('panels.stage.sentence.crossing', {
        title: crossingTitle(t, model.crossing),
        detail: crossingDetail(t, model.crossing),
      }),
    );
  }
  for (const { number, desk } of model.mode === 'off' ? [] : model.others) {
    sentences.push(`${processorName(number)}: ${t(desk === null ? 'common.mode.root' : 'common.mode.non-root')}.`);
  }
  return sentences.join(' ');
}
