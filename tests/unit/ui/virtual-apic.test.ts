import { describe, expect, it } from 'vitest';
import { virtualApic } from '../../../src/i18n/en/virtual-apic';
import type { Translate } from '../../../src/i18n/i18n';
import type { VirtualApicReading } from '../../../src/protocol/virtual-apic';
import {
  evaluationText,
  pageFacts,
  pendingFacts,
  postedFacts,
} from '../../../src/ui/visuals/interrupts/virtual-apic-facts';

/** A key with its values, so that a test sees what is said without its words. */
const t = ((key: string, values = {}) => `${key} ${Object.values(values).join(' ')}`.trim()) as unknown as Translate;

const READING: VirtualApicReading = {
  vmcs: 0x12_1000n,
  running: true,
  controls: [],
  page: {
    address: 0x14_0000,
    registers: [
      { offset: 0x80, name: 'VTPR', value: 0x34 },
      { offset: 0xa0, name: 'VPPR', value: 0x40 },
    ],
    inService: [0x41],
    requested: [0x61, 0x20],
  },
  accessPage: null,
  tprThreshold: null,
  status: { rvi: 0x61, svi: 0x41 },
  recognized: false,
  pendingWrite: null,
  eoiExits: [0x50],
  posted: null,
  notificationVector: null,
  pidTable: null,
};
const texts = (facts: readonly { readonly id: string; readonly text: string }[]): Record<string, string> =>
  Object.fromEntries(facts.map(({ id, text }) => [id, text]));

describe('the evaluation of pending virtual interrupts', () => {
  it.each([
    ['recognized', { recognized: true }, 'virtualApic.recognized'],
    ['not above', { status: { rvi: 0x4f, svi: 0 } }, 'virtualApic.notAbove 4 4'],
    ['above, not evaluated', {}, 'virtualApic.above 6 4'],
    ['above, while the VMM runs', { running: false }, 'virtualApic.aboveInRoot 6 4'],
    [
      'with an interrupt window',
      { controls: [{ id: 'interruptWindowExiting', word: 'primary-processor-based', bit: 2, value: 1 }] as const },
      'virtualApic.window',
    ],
  ])('%s', (_, more, text) => {
    expect(evaluationText(t, { ...READING, ...more })).toBe(text);
  });

  it('is not there without virtual-interrupt delivery', () => {
    expect(evaluationText(t, { ...READING, status: null })).toBeNull();
    expect(pendingFacts(t, { ...READING, status: null })).toEqual([]);
  });
});

describe('the facts of the virtual APIC', () => {
  it('say what is requested and served, and the write that is to be completed', () => {
    expect(texts(pendingFacts(t, { ...READING, pendingWrite: 0xb0 }))).toEqual({
      rvi: 'virtualApic.rviText 0x61',
      svi: 'virtualApic.sviText 0x41',
      write: 'virtualApic.pendingWriteText 0xb0',
    });
    expect(texts(pendingFacts(t, { ...READING, status: { rvi: 0, svi: 0 } }))).toMatchObject({
      svi: 'virtualApic.idle',
    });
  });

  it('name priorities and vectors of the page', () => {
    expect(texts(pageFacts(t, READING))).toEqual({
      vtpr: 'interrupts.apic.class 0x34 3',
      vppr: 'interrupts.apic.class 0x40 4',
      visr: '0x41',
      virr: '0x61 0x20',
      eoi: '0x50',
    });
  });

  it.each([
    [4, 'below'],
    [3, 'notBelow'],
  ])('compare VTPR with the threshold %i', (tprThreshold, what) => {
    const facts = texts(pageFacts(t, { ...READING, status: null, tprThreshold }));
    expect(facts.threshold).toBe(`virtualApic.thresholdText ${tprThreshold} 3 virtualApic.${what}`);
    expect(facts.eoi).toBeUndefined();
  });

  it('name what is posted', () => {
    const posted = {
      address: 0x1000,
      requests: [0x24],
      outstanding: true,
      suppressed: false,
      vector: 0xf2,
      destination: 3,
    };
    expect(texts(postedFacts(t, posted))).toEqual({ pir: '0x24', on: '1', sn: '0', nv: '0xf2', ndst: '0x3' });
  });

  it('have a word for each', () => {
    expect(Object.keys(virtualApic)).toEqual(expect.arrayContaining(['vtpr', 'vppr', 'visr', 'virr', 'pir', 'ndst']));
  });
});
