import type { Processor } from '../../../cpu/processor';
import { ACCESS_ACCESSED, ACCESS_UNUSABLE } from '../../../cpu/registers/descriptor';
import { isRealOrVirtual8086 } from '../../../cpu/registers/mode';
import {
  FS,
  GS,
  LDTR,
  SEGMENT_ACCESS,
  SEGMENT_BASE,
  SEGMENT_LIMIT,
  SEGMENT_SELECTOR,
} from '../../../cpu/state/processor-layout';
import type { DescriptorUse } from '../../../protocol/descriptor-tables';
import { SEGMENTS, word64 } from '../registers-view';

/** A segment as a descriptor says it. */
export interface SegmentParts {
  readonly base: bigint;
  readonly limit: number;
  /** Format of the VMCS. */
  readonly access: number;
}

const LOCAL = 4;

/**
 * The segment registers that name a place of the GDT or LDT. In real-address and virtual-8086 mode selectors are
 * paragraphs, but for those of LDTR and TR. SDM Vol. 3: "Segment Registers".
 * @param segment what the descriptor there says; null when it says no segment
 */
export function usesOf(p: Processor, local: boolean, index: number, segment: SegmentParts | null): DescriptorUse[] {
  const { s } = p;
  const first = isRealOrVirtual8086(p) ? LDTR : 0;
  return SEGMENTS.flatMap((name, k) => {
    const selector = s[SEGMENT_SELECTOR + k] as number;
    const access = s[SEGMENT_ACCESS + k] as number;
    const names = (selector & 0xfffc) !== 0 && ((selector & LOCAL) !== 0) === local && selector >> 3 === index;
    if (k < first || !names || (access & ACCESS_UNUSABLE) !== 0) return [];
    return [{ name, differs: segment === null || differs(p, k, segment) }];
  });
}

/** FS and GS may have bases of their own, by MSR. The accessed bit of a table may lag behind. */
function differs(p: Processor, k: number, { base, limit, access }: SegmentParts): boolean {
  const hidden = p.s[SEGMENT_ACCESS + k] as number;
  return (
    (k !== FS && k !== GS && word64(p, SEGMENT_BASE + 2 * k) !== base) ||
    (p.s[SEGMENT_LIMIT + k] as number) >>> 0 !== limit ||
    (hidden | ACCESS_ACCESSED) !== (access | ACCESS_ACCESSED)
  );
}
