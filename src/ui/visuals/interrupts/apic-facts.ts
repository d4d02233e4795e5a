import type { Translate } from '../../../i18n/i18n';
import type { LocalApicView } from '../../../protocol/interrupts-view';
import { groupDecimal, plainHex, shortHex } from '../hex';
import { deliveryText } from './delivery-text';
import type { Fact } from './fact-list';
import { byteText, hasVector, wordText } from './vector-text';

/** Bits of the error status register that the model can set. */
const ERRORS = ['5', '6', '7'] as const;
const FLAT = 0xf;

/** The registers of the local APIC, decoded, without its timer and its local vector table. */
export function apicFacts(t: Translate, apic: LocalApicView): Fact[] {
  if (apic.mode === 'disabled') {
    return [{ id: 'mode', name: t('interrupts.apic.mode'), text: t('interrupts.apic.modes.disabled') }];
  }
  const vectors = (list: readonly number[]): string =>
    list.length === 0 ? t('interrupts.apic.none') : list.map(byteText).join(' ');
  return [
    { id: 'mode', name: t('interrupts.apic.mode'), text: modeText(t, apic) },
    {
      id: 'registers',
      name: t('interrupts.apic.registers'),
      text:
        apic.mode === 'x2apic'
          ? t('interrupts.apic.inMsrs')
          : t('interrupts.apic.inMemory', { address: shortHex(apic.base) }),
    },
    { id: 'id', name: t('interrupts.apic.id'), text: apic.id.toString() },
    { id: 'tpr', name: t('interrupts.apic.tpr'), text: classText(t, apic.taskPriority), term: 'taskPriority' },
    { id: 'ppr', name: t('interrupts.apic.ppr'), text: classText(t, apic.processorPriority), term: 'taskPriority' },
    { id: 'irr', name: t('interrupts.apic.irr'), text: vectors(apic.requested), term: 'requestAndService' },
    { id: 'isr', name: t('interrupts.apic.isr'), text: vectors(apic.inService), term: 'requestAndService' },
    { id: 'tmr', name: t('interrupts.apic.tmr'), text: vectors(apic.levelTriggered) },
    {
      id: 'svr',
      name: t('interrupts.apic.svr'),
      text: t('interrupts.apic.spurious', { value: plainHex(apic.spurious), vector: byteText(apic.spurious & 0xff) }),
    },
    { id: 'icr', name: t('interrupts.apic.icr'), text: commandText(t, apic), term: 'ipi' },
    { id: 'esr', name: t('interrupts.apic.esr'), text: errorText(t, apic) },
    { id: 'ldr', name: t('interrupts.apic.ldr'), text: wordText(apic.logicalDestination) },
    ...formatFacts(t, apic.destinationFormat),
  ];
}

function modeText(t: Translate, apic: LocalApicView): string {
  const parts = [t(`interrupts.apic.modes.${apic.mode}`)];
  if (!apic.softwareEnabled) parts.push(t('interrupts.apic.softwareOff'));
  if (apic.bootstrap) parts.push(t('interrupts.apic.bootstrap'));
  return parts.join(' · ');
}

const classText = (t: Translate, priority: number): string =>
  t('interrupts.apic.class', { value: byteText(priority), class: priority >>> 4 });

function errorText(t: Translate, { errorStatus, errorsNoted }: LocalApicView): string {
  const names = (bits: number): string =>
    ERRORS.filter((bit) => ((bits >>> Number(bit)) & 1) !== 0)
      .map((bit) => t(`interrupts.apic.error.${bit}`))
      .join(', ') || t('interrupts.apic.none');
  if (errorsNoted === 0) return names(errorStatus);
  return t('interrupts.apic.errorsNoted', { errors: names(errorStatus), noted: names(errorsNoted) });
}

function formatFacts(t: Translate, format: number | null): Fact[] {
  if (format === null) return [];
  const model = format >>> 28 === FLAT ? 'interrupts.apic.flat' : 'interrupts.apic.cluster';
  return [{ id: 'dfr', name: t('interrupts.apic.dfr'), text: t(model, { value: wordText(format) }) }];
}

/** What the interrupt command register sent last. SDM Vol. 3: "Interrupt Command Register (ICR)". */
function commandText(t: Translate, { command, mode }: LocalApicView): string {
  if (command === 0n) return t('interrupts.apic.nothingSent');
  const low = Number(command & 0xffff_ffffn);
  const delivery = (low >>> 8) & 7;
  return t('interrupts.apic.sent', {
    mode: deliveryText(t, delivery),
    vector: hasVector(delivery) ? byteText(low & 0xff) : '',
    destination: destinationText(t, low, Number(command >> 32n), mode === 'x2apic'),
  });
}

function destinationText(t: Translate, low: number, high: number, wide: boolean): string {
  const shorthand = (['none', 'self', 'all', 'others'] as const)[(low >>> 18) & 3] ?? 'none';
  if (shorthand !== 'none') return t(`interrupts.apic.shorthand.${shorthand}`);
  const id = plainHex(wide ? high : high >>> 24);
  return t((low & 0x800) === 0 ? 'interrupts.apic.physical' : 'interrupts.apic.logical', { id });
}

/** The timer of the local APIC; none while the APIC is disabled. */
export function timerFacts(t: Translate, { timer }: LocalApicView, cycles: number): Fact[] {
  const mode = t(`interrupts.timer.modes.${timer.mode}`);
  const bare = { id: 'mode', name: t('interrupts.timer.mode') };
  const expires = {
    id: 'expires',
    name: t('interrupts.timer.expires'),
    text:
      timer.deadline === null
        ? t('interrupts.timer.never')
        : t('interrupts.timer.inCycles', {
            left: groupDecimal(Math.max(0, timer.deadline - cycles)),
            cycle: groupDecimal(timer.deadline),
          }),
  };
  if (timer.mode === 'tsc-deadline') {
    const deadline = { id: 'deadline', name: t('interrupts.timer.deadline'), text: shortHex(timer.tscDeadline) };
    return [{ ...bare, text: mode }, deadline, expires];
  }
  const pace =
    timer.divisor === 1
      ? t('interrupts.timer.each', { mode })
      : t('interrupts.timer.divided', { mode, divisor: timer.divisor });
  return [
    { ...bare, text: pace },
    { id: 'initial', name: t('interrupts.timer.initial'), text: groupDecimal(timer.initialCount) },
    { id: 'current', name: t('interrupts.timer.current'), text: groupDecimal(timer.currentCount) },
    expires,
  ];
}
