import type { Translate } from '../../../i18n/i18n';
import type { PostedInterruptView, VirtualApicReading } from '../../../protocol/virtual-apic';
import { plainHex } from '../hex';
import type { Fact } from './fact-list';
import { byteText } from './vector-text';

const VTPR = 0x80;
const VPPR = 0xa0;

/** "0x61 0x51", or that there is none. */
export const vectorsText = (t: Translate, vectors: readonly number[]): string =>
  vectors.length === 0 ? t('virtualApic.noVectors') : vectors.map(byteText).join(' ');

function registerAt({ page }: VirtualApicReading, offset: number): number {
  return page?.registers.find((register) => register.offset === offset)?.value ?? 0;
}

const isOn = (reading: VirtualApicReading, id: string): boolean =>
  reading.controls.some((control) => control.id === id && control.value === 1);

/** The virtual interrupts that are requested and served; none without "virtual-interrupt delivery". */
export function pendingFacts(t: Translate, reading: VirtualApicReading): Fact[] {
  const { status, pendingWrite } = reading;
  const facts: Fact[] = [];
  if (status !== null) {
    const { rvi, svi } = status;
    const vector = (key: 'virtualApic.rviText' | 'virtualApic.sviText', value: number): string =>
      value === 0 ? t('virtualApic.idle') : t(key, { vector: byteText(value) });
    facts.push({ id: 'rvi', name: t('virtualApic.rvi'), text: vector('virtualApic.rviText', rvi) });
    facts.push({ id: 'svi', name: t('virtualApic.svi'), text: vector('virtualApic.sviText', svi) });
  }
  if (pendingWrite !== null) {
    const text = t('virtualApic.pendingWriteText', { offset: plainHex(pendingWrite) });
    facts.push({ id: 'write', name: t('virtualApic.pendingWrite'), text });
  }
  return facts;
}

/**
 * What "Evaluation of Pending Virtual Interrupts" says of RVI and VPPR; null without "virtual-interrupt delivery". A class
 * above VPPR's is not recognized as long as nothing evaluates it, or while an interrupt window is waited for.
 */
export function evaluationText(t: Translate, reading: VirtualApicReading): string | null {
  const { status, recognized } = reading;
  if (status === null) return null;
  if (recognized) return t('virtualApic.recognized');
  if (isOn(reading, 'interruptWindowExiting')) return t('virtualApic.window');
  const [rvi, ppr] = [status.rvi >>> 4, (registerAt(reading, VPPR) >>> 4) & 15];
  if (rvi <= ppr) return t('virtualApic.notAbove', { rvi, ppr });
  return t(reading.running ? 'virtualApic.above' : 'virtualApic.aboveInRoot', { rvi, ppr });
}

/** The registers that decide about interrupts, and what the VMCS says beside them. */
export function pageFacts(t: Translate, reading: VirtualApicReading): Fact[] {
  const { page, tprThreshold, eoiExits, status } = reading;
  const facts: Fact[] = [];
  const add = (id: 'vtpr' | 'vppr' | 'visr' | 'virr', text: string): void => {
    facts.push({ id, name: t(`virtualApic.${id}`), text });
  };
  const classed = (value: number): string =>
    t('interrupts.apic.class', { value: byteText(value & 0xff), class: (value >>> 4) & 15 });
  if (page !== null) {
    add('vtpr', classed(registerAt(reading, VTPR)));
    add('vppr', classed(registerAt(reading, VPPR)));
    add('visr', vectorsText(t, page.inService));
    add('virr', vectorsText(t, page.requested));
  }
  if (tprThreshold !== null) {
    const priority = (registerAt(reading, VTPR) >>> 4) & 15;
    const what = t(priority < tprThreshold ? 'virtualApic.below' : 'virtualApic.notBelow');
    const text = t('virtualApic.thresholdText', { threshold: tprThreshold, priority, what });
    facts.push({ id: 'threshold', name: t('virtualApic.threshold'), text });
  }
  if (status !== null) facts.push({ id: 'eoi', name: t('virtualApic.eoi'), text: vectorsText(t, eoiExits) });
  return facts;
}

/** A posted-interrupt descriptor. */
export function postedFacts(t: Translate, posted: PostedInterruptView): Fact[] {
  return [
    { id: 'pir', name: t('virtualApic.pir'), text: vectorsText(t, posted.requests) },
    { id: 'on', name: t('virtualApic.on'), text: `${Number(posted.outstanding)}` },
    { id: 'sn', name: t('virtualApic.sn'), text: `${Number(posted.suppressed)}` },
    { id: 'nv', name: t('virtualApic.nv'), text: byteText(posted.vector) },
    { id: 'ndst', name: t('virtualApic.ndst'), text: plainHex(posted.destination) },
  ];
}
