import type { VmcsFieldId } from '../../vmcs/vmcs-field-list.table';
import type { CheckContext } from './entry-check';

/** Segment registers that VM entry checks alike: all but LDTR and TR. */
export const SEGMENTS = ['cs', 'ss', 'ds', 'es', 'fs', 'gs'] as const;
export type SegmentName = (typeof SEGMENTS)[number];
export type AnySegment = SegmentName | 'ldtr' | 'tr';

export const selectorField = (name: AnySegment) => `guest-${name}-selector` as const satisfies VmcsFieldId;
export const baseField = (name: AnySegment) => `guest-${name}-base` as const satisfies VmcsFieldId;
export const limitField = (name: AnySegment) => `guest-${name}-limit` as const satisfies VmcsFieldId;
export const accessField = (name: AnySegment) => `guest-${name}-access-rights` as const satisfies VmcsFieldId;

export const access = (c: CheckContext, name: AnySegment): number => c.word(accessField(name));
export const type = (c: CheckContext, name: AnySegment): number => access(c, name) & 0xf;
export const dpl = (c: CheckContext, name: AnySegment): number => (access(c, name) >>> 5) & 3;
export const rpl = (c: CheckContext, name: AnySegment): number => c.word(selectorField(name)) & 3;

/** Whether the guest will be in virtual-8086 mode (RFLAGS.VM). */
export const isVirtual8086 = (c: CheckContext): boolean => (c.word('guest-rflags') & 0x2_0000) !== 0;
/** Bit 16 of the access rights is 0; for CS the bit does not count. */
export const isUsable = (c: CheckContext, name: AnySegment): boolean =>
  name === 'cs' || (access(c, name) & 0x1_0000) === 0;

/** Values of a sentence that begins "The guest's {segment} access rights are {access}". */
export const accessValues = (c: CheckContext, name: AnySegment) => ({
  segment: name.toUpperCase(),
  access: `0x${access(c, name).toString(16)}`,
});
