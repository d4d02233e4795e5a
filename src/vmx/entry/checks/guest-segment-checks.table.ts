import { type CheckFacts, checkRows, INVALID_GUEST_STATE, ia32eGuest, isCanonical, show } from './check-helpers';
import type { CheckContext } from './entry-check';
import {
  type AnySegment,
  access,
  accessField,
  accessText,
  baseField,
  dpl,
  isUsable,
  isVirtual8086,
  limitField,
  rpl,
  SEGMENTS,
  type SegmentName,
  selectorField,
  type,
} from './segment-questions';

const SDM = 'Checks on Guest Segment Registers';
const RFLAGS = 'guest-rflags';
const ENTRY_CONTROLS = 'vm-entry-controls';

const isProtected = (c: CheckContext): boolean => !isVirtual8086(c);
/** A segment that is checked in protected and IA-32e mode: usable, and not in virtual-8086 mode. */
const isChecked =
  (name: SegmentName) =>
  (c: CheckContext): boolean =>
    isProtected(c) && isUsable(c, name);

/** Rows about selectors. */
const selectors: readonly CheckFacts[] = [
  {
    id: 'guest-tr-selector-ti',
    fields: ['guest-tr-selector'],
    holds: (c) => (c.word('guest-tr-selector') & 4) === 0,
    message: (c) => `The guest’s TR selector is ${show(c, 'guest-tr-selector')}; its TI flag (bit 2) must be 0.`,
    suggestion: 'A task register comes from the GDT.',
  },
  {
    id: 'guest-ldtr-selector-ti',
    fields: ['guest-ldtr-selector', 'guest-ldtr-access-rights'],
    applies: (c) => isUsable(c, 'ldtr'),
    holds: (c) => (c.word('guest-ldtr-selector') & 4) === 0,
    message: (c) => `The guest’s LDTR selector is ${show(c, 'guest-ldtr-selector')}; its TI flag (bit 2) must be 0.`,
    suggestion: 'An LDT comes from the GDT; without one mark LDTR unusable (access rights 0x10000).',
  },
  {
    id: 'guest-ss-selector-rpl',
    fields: [RFLAGS, 'guest-ss-selector', 'guest-cs-selector'],
    applies: isProtected,
    holds: (c) => rpl(c, 'ss') === rpl(c, 'cs'),
    message: (c) =>
      `The RPL of the guest’s SS (${show(c, 'guest-ss-selector')}) must equal that of its CS (${show(c, 'guest-cs-selector')}).`,
    suggestion: 'Give both selectors the privilege level at which the guest starts.',
  },
];

/** Virtual-8086 mode fixes base, limit and access rights of the six segments. */
const virtual8086 = (name: SegmentName): readonly CheckFacts[] => [
  {
    id: `guest-${name}-virtual-8086-base`,
    fields: [RFLAGS, selectorField(name), baseField(name)],
    applies: isVirtual8086,
    holds: (c) => c.field(baseField(name)) === c.field(selectorField(name)) << 4n,
    message: (c) =>
      `In virtual-8086 mode the base of ${name.toUpperCase()} (${show(c, baseField(name))}) must be its selector (${show(c, selectorField(name))}) times 16.`,
    suggestion: 'Write selector × 16 to the base.',
  },
  {
    id: `guest-${name}-virtual-8086-limit`,
    fields: [RFLAGS, limitField(name)],
    applies: isVirtual8086,
    holds: (c) => c.word(limitField(name)) === 0xffff,
    message: (c) =>
      `In virtual-8086 mode the limit of ${name.toUpperCase()} must be 0xffff; it is ${show(c, limitField(name))}.`,
    suggestion: 'Write 0xffff to the limit.',
  },
  {
    id: `guest-${name}-virtual-8086-access-rights`,
    fields: [RFLAGS, accessField(name)],
    applies: isVirtual8086,
    holds: (c) => access(c, name) === 0xf3,
    message: (c) => `${accessText(c, name)}; in virtual-8086 mode they must be 0xf3.`,
    suggestion: 'Write 0xf3 to the access rights.',
  },
];

const canonicalBase = (name: AnySegment, applies?: (c: CheckContext) => boolean): CheckFacts => ({
  id: `guest-${name}-base-canonical`,
  fields: applies === undefined ? [baseField(name)] : [baseField(name), accessField(name)],
  ...(applies === undefined ? {} : { applies }),
  holds: (c) => isCanonical(c, c.field(baseField(name))),
  message: (c) =>
    `The guest’s ${name.toUpperCase()} base is ${show(c, baseField(name))}, which is not a canonical address.`,
  suggestion: 'Write the base address that the segment’s descriptor has.',
});

const shortBase = (name: 'cs' | 'ss' | 'ds' | 'es'): CheckFacts => ({
  id: `guest-${name}-base-upper-bits`,
  fields: name === 'cs' ? [baseField(name)] : [baseField(name), accessField(name)],
  applies: (c) => isUsable(c, name),
  holds: (c) => c.field(baseField(name)) >> 32n === 0n,
  message: (c) => `The guest’s ${name.toUpperCase()} base is ${show(c, baseField(name))}; its bits 63:32 must be 0.`,
  suggestion: 'Write 0: 64-bit mode ignores the base.',
});

/** Rows about base addresses; in virtual-8086 mode those above make them hold. */
const bases: readonly CheckFacts[] = [
  canonicalBase('tr'),
  canonicalBase('fs'),
  canonicalBase('gs'),
  canonicalBase('ldtr', (c) => isUsable(c, 'ldtr')),
  shortBase('cs'),
  shortBase('ss'),
  shortBase('ds'),
  shortBase('es'),
];

/** Rows that differ between code, stack and data segments: type and privilege level. */
const typesAndLevels: readonly CheckFacts[] = [
  {
    id: 'guest-cs-type',
    fields: [RFLAGS, 'guest-cs-access-rights'],
    applies: isProtected,
    holds: (c) => (type(c, 'cs') & 9) === 9,
    message: (c) =>
      `${accessText(c, 'cs')}: type ${type(c, 'cs')} (bits 3:0) is not that of an accessed code segment (9, 11, 13 or 15).`,
    suggestion: 'Use 0xa09b for 64-bit code at level 0, 0xc09b for 32-bit code.',
  },
  {
    id: 'guest-ss-type',
    fields: [RFLAGS, 'guest-ss-access-rights'],
    applies: isChecked('ss'),
    holds: (c) => type(c, 'ss') === 3 || type(c, 'ss') === 7,
    message: (c) =>
      `${accessText(c, 'ss')}: type ${type(c, 'ss')} (bits 3:0) is not that of an accessed writable data segment (3 or 7).`,
    suggestion: 'Use 0xc093 for a stack at level 0.',
  },
  ...(['ds', 'es', 'fs', 'gs'] as const).flatMap((name): readonly CheckFacts[] => [
    {
      id: `guest-${name}-type-accessed`,
      fields: [RFLAGS, accessField(name)],
      applies: isChecked(name),
      holds: (c) => (type(c, name) & 1) === 1,
      message: (c) => `${accessText(c, name)}: bit 0 (accessed) must be 1.`,
      suggestion: 'Use 0xc093, or 0x10000 for a segment that the guest does not use.',
    },
    {
      id: `guest-${name}-type-readable`,
      fields: [RFLAGS, accessField(name)],
      applies: (c) => isChecked(name)(c) && (type(c, name) & 8) !== 0,
      holds: (c) => (type(c, name) & 2) !== 0,
      message: (c) => `${accessText(c, name)}: a code segment in ${name.toUpperCase()} must be readable (bit 1).`,
      suggestion: 'Use a data segment (0xc093) or set bit 1.',
    },
  ]),
  {
    id: 'guest-cs-dpl-nonconforming',
    fields: [RFLAGS, 'guest-cs-access-rights', 'guest-ss-access-rights'],
    applies: (c) => isProtected(c) && (type(c, 'cs') === 9 || type(c, 'cs') === 11),
    holds: (c) => dpl(c, 'cs') === dpl(c, 'ss'),
    message: (c) =>
      `The DPL of the guest’s CS is ${dpl(c, 'cs')}, that of its SS ${dpl(c, 'ss')}: for a nonconforming code segment they must be equal.`,
    suggestion: 'Give CS and SS the DPL at which the guest starts.',
  },
  {
    id: 'guest-cs-dpl-conforming',
    fields: [RFLAGS, 'guest-cs-access-rights', 'guest-ss-access-rights'],
    applies: (c) => isProtected(c) && type(c, 'cs') >= 13,
    holds: (c) => dpl(c, 'cs') <= dpl(c, 'ss'),
    message: (c) => `The DPL of the guest’s CS is ${dpl(c, 'cs')}, above that of its SS (${dpl(c, 'ss')}).`,
    suggestion: 'Lower the DPL of the conforming code segment.',
  },
  {
    id: 'guest-ss-dpl',
    fields: [RFLAGS, 'guest-ss-access-rights', 'guest-ss-selector'],
    applies: isProtected,
    holds: (c) => dpl(c, 'ss') === rpl(c, 'ss'),
    message: (c) =>
      `The DPL of the guest’s SS (${dpl(c, 'ss')}) must equal the RPL of its selector (${rpl(c, 'ss')}), also when SS is unusable.`,
    suggestion: 'Give DPL and RPL the privilege level at which the guest starts.',
  },
  ...(['ds', 'es', 'fs', 'gs'] as const).map(
    (name): CheckFacts => ({
      id: `guest-${name}-dpl`,
      fields: [RFLAGS, accessField(name), selectorField(name)],
      applies: (c) => isChecked(name)(c) && type(c, name) <= 11,
      holds: (c) => dpl(c, name) >= rpl(c, name),
      message: (c) =>
        `The DPL of the guest’s ${name.toUpperCase()} (${dpl(c, name)}) is below the RPL of its selector (${rpl(c, name)}).`,
      suggestion: 'Raise the DPL or lower the RPL.',
    }),
  ),
  {
    id: 'guest-cs-default-size',
    fields: [RFLAGS, ENTRY_CONTROLS, 'guest-cs-access-rights'],
    applies: (c) => isProtected(c) && ia32eGuest(c) && (access(c, 'cs') & 0x2000) !== 0,
    holds: (c) => (access(c, 'cs') & 0x4000) === 0,
    message: (c) => `${accessText(c, 'cs')}: L (bit 13) and D/B (bit 14) may not both be 1 in IA-32e mode.`,
    suggestion: 'Use 0xa09b for 64-bit code.',
  },
];

/** Whether limit bits 11:0, or 31:20, contradict the granularity flag. SDM: the G bullet of "Checks on Guest Segment Registers". */
const granularity = (
  name: AnySegment,
  applies: ((c: CheckContext) => boolean) | null,
  extra: readonly CheckFacts['fields'][number][],
): readonly CheckFacts[] => [
  {
    id: `guest-${name}-granularity-clear`,
    fields: [...extra, accessField(name), limitField(name)],
    ...(applies === null ? {} : { applies }),
    holds: (c) => (access(c, name) & 0x8000) === 0 || (c.word(limitField(name)) & 0xfff) === 0xfff,
    message: (c) =>
      `The guest’s ${name.toUpperCase()} limit is ${show(c, limitField(name))}: with G (bit 15 of ${show(c, accessField(name))}) set, its bits 11:0 must all be 1.`,
    suggestion: 'Clear G, or write a limit that ends in fff.',
  },
  {
    id: `guest-${name}-granularity-set`,
    fields: [...extra, accessField(name), limitField(name)],
    ...(applies === null ? {} : { applies }),
    holds: (c) => (access(c, name) & 0x8000) !== 0 || c.word(limitField(name)) >>> 20 === 0,
    message: (c) =>
      `The guest’s ${name.toUpperCase()} limit is ${show(c, limitField(name))}: a limit above 0xfffff needs G (bit 15 of ${show(c, accessField(name))}).`,
    suggestion: 'Set G, or write a smaller limit.',
  },
];

/** Rows that all six segments share. */
const common = (name: SegmentName): readonly CheckFacts[] => {
  const applies = isChecked(name);
  const fields = [RFLAGS, accessField(name)] as const;
  return [
    {
      id: `guest-${name}-descriptor-type`,
      fields,
      applies,
      holds: (c) => (access(c, name) & 0x10) !== 0,
      message: (c) => `${accessText(c, name)}: S (bit 4) must be 1, for it is a code or data segment.`,
      suggestion: 'Set bit 4.',
    },
    {
      id: `guest-${name}-present`,
      fields,
      applies,
      holds: (c) => (access(c, name) & 0x80) !== 0,
      message: (c) => `${accessText(c, name)}: P (bit 7) must be 1.`,
      suggestion: name === 'cs' ? 'Set bit 7.' : 'Set bit 7, or mark the segment unusable (bit 16).',
    },
    {
      id: `guest-${name}-access-rights-reserved-bits`,
      fields,
      applies,
      holds: (c) => (access(c, name) & 0xfffe_0f00) === 0,
      message: (c) => `${accessText(c, name)}: bits 11:8 and 31:17 are reserved and must be 0.`,
      suggestion: 'The format is that of LAR shifted right by 8: bits 15:12 are G, D/B, L and AVL.',
    },
    ...granularity(name, applies, [RFLAGS]),
  ];
};

/** TR: a busy TSS, always usable. */
const taskRegister: readonly CheckFacts[] = [
  {
    id: 'guest-tr-type',
    fields: [ENTRY_CONTROLS, 'guest-tr-access-rights'],
    holds: (c) => type(c, 'tr') === 11 || (type(c, 'tr') === 3 && !ia32eGuest(c)),
    message: (c) =>
      `${accessText(c, 'tr')}: type ${type(c, 'tr')} must be 11 (busy TSS)${ia32eGuest(c) ? '' : ' or 3 (busy 16-bit TSS)'}.`,
    suggestion: 'Write 0x8b: what LTR leaves behind is busy.',
  },
  {
    id: 'guest-tr-descriptor-type',
    fields: ['guest-tr-access-rights'],
    holds: (c) => (access(c, 'tr') & 0x10) === 0,
    message: (c) => `${accessText(c, 'tr')}: S (bit 4) must be 0, for a TSS is a system segment.`,
    suggestion: 'Write 0x8b.',
  },
  {
    id: 'guest-tr-present',
    fields: ['guest-tr-access-rights'],
    holds: (c) => (access(c, 'tr') & 0x80) !== 0,
    message: (c) => `${accessText(c, 'tr')}: P (bit 7) must be 1.`,
    suggestion: 'Write 0x8b.',
  },
  {
    id: 'guest-tr-access-rights-reserved-bits',
    fields: ['guest-tr-access-rights'],
    holds: (c) => (access(c, 'tr') & 0xfffe_0f00) === 0,
    message: (c) => `${accessText(c, 'tr')}: bits 11:8 and 31:17 are reserved and must be 0.`,
    suggestion: 'Write 0x8b.',
  },
  ...granularity('tr', null, []),
  {
    id: 'guest-tr-usable',
    fields: ['guest-tr-access-rights'],
    holds: (c) => (access(c, 'tr') & 0x1_0000) === 0,
    message: (c) => `${accessText(c, 'tr')}: TR may not be unusable (bit 16).`,
    suggestion: 'Write 0x8b; every guest has a task register.',
  },
];

const hasLdt = (c: CheckContext): boolean => isUsable(c, 'ldtr');

/** LDTR: a local descriptor table, or unusable. */
const localDescriptorTable: readonly CheckFacts[] = [
  {
    id: 'guest-ldtr-type',
    fields: ['guest-ldtr-access-rights'],
    applies: hasLdt,
    holds: (c) => type(c, 'ldtr') === 2,
    message: (c) => `${accessText(c, 'ldtr')}: type ${type(c, 'ldtr')} must be 2 (LDT).`,
    suggestion: 'Write 0x82, or 0x10000 for a guest without an LDT.',
  },
  {
    id: 'guest-ldtr-descriptor-type',
    fields: ['guest-ldtr-access-rights'],
    applies: hasLdt,
    holds: (c) => (access(c, 'ldtr') & 0x10) === 0,
    message: (c) => `${accessText(c, 'ldtr')}: S (bit 4) must be 0, for an LDT is a system segment.`,
    suggestion: 'Write 0x82, or 0x10000 for a guest without an LDT.',
  },
  {
    id: 'guest-ldtr-present',
    fields: ['guest-ldtr-access-rights'],
    applies: hasLdt,
    holds: (c) => (access(c, 'ldtr') & 0x80) !== 0,
    message: (c) => `${accessText(c, 'ldtr')}: P (bit 7) must be 1.`,
    suggestion: 'Write 0x82, or 0x10000 for a guest without an LDT.',
  },
  {
    id: 'guest-ldtr-access-rights-reserved-bits',
    fields: ['guest-ldtr-access-rights'],
    applies: hasLdt,
    holds: (c) => (access(c, 'ldtr') & 0xfffe_0f00) === 0,
    message: (c) => `${accessText(c, 'ldtr')}: bits 11:8 and 31:17 are reserved and must be 0.`,
    suggestion: 'Write 0x82, or 0x10000 for a guest without an LDT.',
  },
  ...granularity('ldtr', hasLdt, []),
];

/** SDM: "Checks on Guest Segment Registers". Guests without protection ("unrestricted guest") come with EPT. */
export const guestSegmentChecks = checkRows(SDM, 'guest-state', INVALID_GUEST_STATE, [
  ...selectors,
  ...SEGMENTS.flatMap(virtual8086),
  ...bases,
  ...typesAndLevels,
  ...SEGMENTS.flatMap(common),
  ...taskRegister,
  ...localDescriptorTable,
]);
