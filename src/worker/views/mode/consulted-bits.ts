import { type BitField, bitFieldValue } from '../../../base/bit-field';
import type { Processor } from '../../../cpu/processor';
import { getRflags } from '../../../cpu/registers/flags';
import {
  CR0,
  CR3,
  CR4,
  CS,
  EFER,
  INTERRUPTIBILITY,
  PKRS,
  PKRU,
  SEGMENT_ACCESS,
  SEGMENT_SELECTOR,
  SS,
  XCR0,
} from '../../../cpu/state/processor-layout';
import type { ConsultedBits } from '../../../protocol/processor-mode';
import {
  accessRightsLayout,
  cr0Layout,
  cr4Layout,
  eferLayout,
  rflagsLayout,
  selectorLayout,
} from '../../../vmx/vmcs/vmcs-field-layouts.table';
import { word64 } from '../registers-view';

interface Word {
  readonly layout: readonly BitField[];
  readonly read: (p: Processor) => bigint;
}

const segmentWord = (segment: number): Word => ({
  layout: [
    ...accessRightsLayout,
    { low: 2, high: 2, name: 'Conforming', short: 'C' },
    { low: 14, high: 14, name: 'Default operation size', short: 'D' },
    { low: 14, high: 14, name: 'Default stack-pointer size', short: 'B' },
  ],
  read: (p) => BigInt((p.s[SEGMENT_ACCESS + segment] as number) >>> 0),
});

const whole: readonly BitField[] = [{ low: 0, high: 63, name: '', short: '' }];

/** The words that facts are read from. A name is the word's, a dot and the short name of the bits; the word alone is all of it. */
const WORDS: Readonly<Record<string, Word>> = {
  CR0: { layout: cr0Layout, read: (p) => word64(p, CR0) },
  CR3: {
    layout: [{ low: 0, high: 11, name: 'Process-context identifier', short: 'PCID' }],
    read: (p) => word64(p, CR3),
  },
  CR4: { layout: cr4Layout, read: (p) => word64(p, CR4) },
  IA32_EFER: { layout: eferLayout, read: (p) => word64(p, EFER) },
  RFLAGS: { layout: rflagsLayout, read: (p) => BigInt(getRflags(p) >>> 0) },
  CS: segmentWord(CS),
  SS: segmentWord(SS),
  'CS.RPL': { layout: selectorLayout, read: (p) => BigInt((p.s[SEGMENT_SELECTOR + CS] as number) & 0xffff) },
  PKRU: { layout: whole, read: (p) => BigInt((p.s[PKRU] as number) >>> 0) },
  IA32_PKRS: { layout: whole, read: (p) => BigInt((p.s[PKRS] as number) >>> 0) },
  XCR0: { layout: whole, read: (p) => word64(p, XCR0) },
  'Blocking by SMI': {
    layout: [{ low: 2, high: 2, name: '', short: '' }],
    read: (p) => BigInt(p.s[INTERRUPTIBILITY] as number),
  },
};

/** Reads bits by name, e.g. "CR0.PE". */
export function consult(p: Processor, name: string): ConsultedBits {
  const [word = '', bits = ''] = name.split('.');
  const place = WORDS[name] ?? WORDS[word];
  const field = place?.layout.find(({ short }) => short === bits);
  if (place === undefined || field === undefined) throw new Error(`no bits are called ${name}`);
  return { name, value: bitFieldValue(field, place.read(p)) };
}
