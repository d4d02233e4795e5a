import { type CheckFacts, checkRows, facts, INVALID_GUEST_STATE, ia32eGuest, isCanonical, show } from './check-helpers';
import type { CheckContext } from './entry-check';
import { CONTROL_FIELDS, isUnrestricted } from './secondary-controls';
import {
  type AnySegment,
  access,
  accessField,
  accessValues,
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

const CR0 = 'guest-cr0';
const isProtected = (c: CheckContext): boolean => !isVirtual8086(c);
/** A segment that is checked in protected and IA-32e mode: usable, and not in virtual-8086 mode. */
const isChecked =
  (name: SegmentName) =>
  (c: CheckContext): boolean =>
    isProtected(c) && isUsable(c, name);

/** Rows about selectors. */
const selectors = facts([
  {
    id: 'guest-tr-selector-ti',
    fields: ['guest-tr-selector'],
    holds: (c) => (c.word('guest-tr-selector') & 4) === 0,
    message: 'The guest’s TR selector is {value}; its TI flag (bit 2) must be 0.',
    values: (c) => ({ value: show(c, 'guest-tr-selector') }),
    suggestion: 'A task register comes from the GDT.',
  },
  {
    id: 'guest-ldtr-selector-ti',
    fields: ['guest-ldtr-selector', 'guest-ldtr-access-rights'],
    applies: (c) => isUsable(c, 'ldtr'),
    holds: (c) => (c.word('guest-ldtr-selector') & 4) === 0,
    message: 'The guest’s LDTR selector is {value}; its TI flag (bit 2) must be 0.',
    values: (c) => ({ value: show(c, 'guest-ldtr-selector') }),
    suggestion: 'An LDT comes from the GDT; without one mark LDTR unusable (access rights 0x10000).',
  },
  {
    id: 'guest-ss-selector-rpl',
    fields: [...CONTROL_FIELDS, RFLAGS, 'guest-ss-selector', 'guest-cs-selector'],
    applies: (c) => isProtected(c) && !isUnrestricted(c),
    holds: (c) => rpl(c, 'ss') === rpl(c, 'cs'),
    message: 'The RPL of the guest’s SS ({ss}) must equal that of its CS ({cs}).',
    values: (c) => ({ ss: show(c, 'guest-ss-selector'), cs: show(c, 'guest-cs-selector') }),
    suggestion: 'Give both selectors the privilege level at which the guest starts.',
  },
]);

/** Virtual-8086 mode fixes base, limit and access rights of the six segments. */
const virtual8086 = (name: SegmentName) =>
  facts([
    {
      id: `guest-${name}-virtual-8086-base`,
      text: 'guest-virtual-8086-base',
      fields: [RFLAGS, selectorField(name), baseField(name)],
      applies: isVirtual8086,
      holds: (c) => c.field(baseField(name)) === c.field(selectorField(name)) << 4n,
      message: 'In virtual-8086 mode the base of {segment} ({base}) must be its selector ({selector}) times 16.',
      values: (c) => ({
        segment: name.toUpperCase(),
        base: show(c, baseField(name)),
        selector: show(c, selectorField(name)),
      }),
      suggestion: 'Write selector × 16 to the base.',
    },
    {
      id: `guest-${name}-virtual-8086-limit`,
      text: 'guest-virtual-8086-limit',
      fields: [RFLAGS, limitField(name)],
      applies: isVirtual8086,
      holds: (c) => c.word(limitField(name)) === 0xffff,
      message: 'In virtual-8086 mode the limit of {segment} must be 0xffff; it is {value}.',
      values: (c) => ({ segment: name.toUpperCase(), value: show(c, limitField(name)) }),
      suggestion: 'Write 0xffff to the limit.',
    },
    {
      id: `guest-${name}-virtual-8086-access-rights`,
      text: 'guest-virtual-8086-access-rights',
      fields: [RFLAGS, accessField(name)],
      applies: isVirtual8086,
      holds: (c) => access(c, name) === 0xf3,
      message: 'The guest’s {segment} access rights are {access}; in virtual-8086 mode they must be 0xf3.',
      values: (c) => accessValues(c, name),
      suggestion: 'Write 0xf3 to the access rights.',
    },
  ]);

const canonicalBase = (name: AnySegment, applies?: (c: CheckContext) => boolean) =>
  ({
    id: `guest-${name}-base-canonical`,
    text: 'guest-segment-base-canonical',
    fields: applies === undefined ? [baseField(name)] : [baseField(name), accessField(name)],
    ...(applies === undefined ? {} : { applies }),
    holds: (c) => isCanonical(c, c.field(baseField(name))),
    message: 'The guest’s {segment} base is {value}, which is not a canonical address.',
    values: (c) => ({ segment: name.toUpperCase(), value: show(c, baseField(name)) }),
    suggestion: 'Write the base address that the segment’s descriptor has.',
  }) as const satisfies CheckFacts;

const shortBase = (name: 'cs' | 'ss' | 'ds' | 'es') =>
  ({
    id: `guest-${name}-base-upper-bits`,
    text: 'guest-segment-base-upper-bits',
    fields: name === 'cs' ? [baseField(name)] : [baseField(name), accessField(name)],
    applies: (c) => isUsable(c, name),
    holds: (c) => c.field(baseField(name)) >> 32n === 0n,
    message: 'The guest’s {segment} base is {value}; its bits 63:32 must be 0.',
    values: (c) => ({ segment: name.toUpperCase(), value: show(c, baseField(name)) }),
    suggestion: 'Write 0: 64-bit mode ignores the base.',
  }) as const satisfies CheckFacts;

/** Rows about base addresses; in virtual-8086 mode those above make them hold. */
const bases = facts([
  canonicalBase('tr'),
  canonicalBase('fs'),
  canonicalBase('gs'),
  canonicalBase('ldtr', (c) => isUsable(c, 'ldtr')),
  shortBase('cs'),
  shortBase('ss'),
  shortBase('ds'),
  shortBase('es'),
]);

/** Rows that differ between code, stack and data segments: type and privilege level. */
const typesAndLevels = facts([
  {
    id: 'guest-cs-type',
    fields: [...CONTROL_FIELDS, RFLAGS, 'guest-cs-access-rights'],
    applies: isProtected,
    holds: (c) => (type(c, 'cs') & 9) === 9 || (type(c, 'cs') === 3 && isUnrestricted(c)),
    message:
      'The guest’s {segment} access rights are {access}: type {type} (bits 3:0) is not that of an accessed code segment (9, 11, 13 or 15).',
    values: (c) => ({ ...accessValues(c, 'cs'), type: type(c, 'cs') }),
    suggestion: 'Use 0xa09b for 64-bit code at level 0, 0xc09b for 32-bit code.',
  },
  {
    id: 'guest-ss-type',
    fields: [RFLAGS, 'guest-ss-access-rights'],
    applies: isChecked('ss'),
    holds: (c) => type(c, 'ss') === 3 || type(c, 'ss') === 7,
    message:
      'The guest’s {segment} access rights are {access}: type {type} (bits 3:0) is not that of an accessed writable data segment (3 or 7).',
    values: (c) => ({ ...accessValues(c, 'ss'), type: type(c, 'ss') }),
    suggestion: 'Use 0xc093 for a stack at level 0.',
  },
  ...(['ds', 'es', 'fs', 'gs'] as const).flatMap((name) =>
    facts([
      {
        id: `guest-${name}-type-accessed`,
        text: 'guest-segment-type-accessed',
        fields: [RFLAGS, accessField(name)],
        applies: isChecked(name),
        holds: (c) => (type(c, name) & 1) === 1,
        message: 'The guest’s {segment} access rights are {access}: bit 0 (accessed) must be 1.',
        values: (c) => accessValues(c, name),
        suggestion: 'Use 0xc093, or 0x10000 for a segment that the guest does not use.',
      },
      {
        id: `guest-${name}-type-readable`,
        text: 'guest-segment-type-readable',
        fields: [RFLAGS, accessField(name)],
        applies: (c) => isChecked(name)(c) && (type(c, name) & 8) !== 0,
        holds: (c) => (type(c, name) & 2) !== 0,
        message:
          'The guest’s {segment} access rights are {access}: a code segment in {segment} must be readable (bit 1).',
        values: (c) => accessValues(c, name),
        suggestion: 'Use a data segment (0xc093) or set bit 1.',
      },
    ]),
  ),
  {
    id: 'guest-cs-dpl-nonconforming',
    fields: [RFLAGS, 'guest-cs-access-rights', 'guest-ss-access-rights'],
    applies: (c) => isProtected(c) && (type(c, 'cs') === 9 || type(c, 'cs') === 11),
    holds: (c) => dpl(c, 'cs') === dpl(c, 'ss'),
    message:
      'The DPL of the guest’s CS is {cs}, that of its SS {ss}: for a nonconforming code segment they must be equal.',
    values: (c) => ({ cs: dpl(c, 'cs'), ss: dpl(c, 'ss') }),
    suggestion: 'Give CS and SS the DPL at which the guest starts.',
  },
  {
    id: 'guest-cs-dpl-conforming',
    fields: [RFLAGS, 'guest-cs-access-rights', 'guest-ss-access-rights'],
    applies: (c) => isProtected(c) && type(c, 'cs') >= 13,
    holds: (c) => dpl(c, 'cs') <= dpl(c, 'ss'),
    message: 'The DPL of the guest’s CS is {cs}, above that of its SS ({ss}).',
    values: (c) => ({ cs: dpl(c, 'cs'), ss: dpl(c, 'ss') }),
    suggestion: 'Lower the DPL of the conforming code segment.',
  },
  {
    id: 'guest-cs-dpl-data-segment',
    fields: [...CONTROL_FIELDS, RFLAGS, 'guest-cs-access-rights'],
    applies: (c) => isProtected(c) && isUnrestricted(c) && type(c, 'cs') === 3,
    holds: (c) => dpl(c, 'cs') === 0,
    message: 'The guest’s {segment} access rights are {access}: a data segment in CS must have DPL 0.',
    values: (c) => accessValues(c, 'cs'),
    suggestion: 'Clear bits 6:5, or use a code segment.',
  },
  {
    id: 'guest-ss-dpl-without-protection',
    fields: [RFLAGS, CR0, 'guest-cs-access-rights', 'guest-ss-access-rights'],
    applies: (c) => isProtected(c) && (type(c, 'cs') === 3 || (c.word(CR0) & 1) === 0),
    holds: (c) => dpl(c, 'ss') === 0,
    message: 'The DPL of the guest’s SS is {dpl}; it must be 0 while CR0.PE is 0 or CS is a data segment (type 3).',
    values: (c) => ({ dpl: dpl(c, 'ss') }),
    suggestion: 'Clear bits 6:5 of the access rights of SS.',
  },
  {
    id: 'guest-ss-dpl',
    fields: [...CONTROL_FIELDS, RFLAGS, 'guest-ss-access-rights', 'guest-ss-selector'],
    applies: (c) => isProtected(c) && !isUnrestricted(c),
    holds: (c) => dpl(c, 'ss') === rpl(c, 'ss'),
    message: 'The DPL of the guest’s SS ({dpl}) must equal the RPL of its selector ({rpl}), also when SS is unusable.',
    values: (c) => ({ dpl: dpl(c, 'ss'), rpl: rpl(c, 'ss') }),
    suggestion: 'Give DPL and RPL the privilege level at which the guest starts.',
  },
  ...(['ds', 'es', 'fs', 'gs'] as const).flatMap((name) =>
    facts([
      {
        id: `guest-${name}-dpl`,
        text: 'guest-segment-dpl',
        fields: [...CONTROL_FIELDS, RFLAGS, accessField(name), selectorField(name)],
        applies: (c) => isChecked(name)(c) && type(c, name) <= 11 && !isUnrestricted(c),
        holds: (c) => dpl(c, name) >= rpl(c, name),
        message: 'The DPL of the guest’s {segment} ({dpl}) is below the RPL of its selector ({rpl}).',
        values: (c) => ({ segment: name.toUpperCase(), dpl: dpl(c, name), rpl: rpl(c, name) }),
        suggestion: 'Raise the DPL or lower the RPL.',
      },
    ]),
  ),
  {
    id: 'guest-cs-default-size',
    fields: [RFLAGS, ENTRY_CONTROLS, 'guest-cs-access-rights'],
    applies: (c) => isProtected(c) && ia32eGuest(c) && (access(c, 'cs') & 0x2000) !== 0,
    holds: (c) => (access(c, 'cs') & 0x4000) === 0,
    message:
      'The guest’s {segment} access rights are {access}: L (bit 13) and D/B (bit 14) may not both be 1 in IA-32e mode.',
    values: (c) => accessValues(c, 'cs'),
    suggestion: 'Use 0xa09b for 64-bit code.',
  },
]);

/** Whether limit bits 11:0, or 31:20, contradict the granularity flag. SDM: the G bullet of "Checks on Guest Segment Registers". */
const granularity = (
  name: AnySegment,
  applies: ((c: CheckContext) => boolean) | null,
  extra: readonly CheckFacts['fields'][number][],
) =>
  facts([
    {
      id: `guest-${name}-granularity-clear`,
      text: 'guest-segment-granularity-clear',
      fields: [...extra, accessField(name), limitField(name)],
      ...(applies === null ? {} : { applies }),
      holds: (c) => (access(c, name) & 0x8000) === 0 || (c.word(limitField(name)) & 0xfff) === 0xfff,
      message: 'The guest’s {segment} limit is {limit}: with G (bit 15 of {access}) set, its bits 11:0 must all be 1.',
      values: (c) => ({
        segment: name.toUpperCase(),
        limit: show(c, limitField(name)),
        access: show(c, accessField(name)),
      }),
      suggestion: 'Clear G, or write a limit that ends in fff.',
    },
    {
      id: `guest-${name}-granularity-set`,
      text: 'guest-segment-granularity-set',
      fields: [...extra, accessField(name), limitField(name)],
      ...(applies === null ? {} : { applies }),
      holds: (c) => (access(c, name) & 0x8000) !== 0 || c.word(limitField(name)) >>> 20 === 0,
      message: 'The guest’s {segment} limit is {limit}: a limit above 0xfffff needs G (bit 15 of {access}).',
      values: (c) => ({
        segment: name.toUpperCase(),
        limit: show(c, limitField(name)),
        access: show(c, accessField(name)),
      }),
      suggestion: 'Set G, or write a smaller limit.',
    },
  ]);

/** Rows that all six segments share. */
const common = (name: SegmentName) => {
  const applies = isChecked(name);
  const fields = [RFLAGS, accessField(name)] as const;
  return [
    ...facts([
      {
        id: `guest-${name}-descriptor-type`,
        text: 'guest-segment-descriptor-type',
        fields,
        applies,
        holds: (c) => (access(c, name) & 0x10) !== 0,
        message:
          'The guest’s {segment} access rights are {access}: S (bit 4) must be 1, for it is a code or data segment.',
        values: (c) => accessValues(c, name),
        suggestion: 'Set bit 4.',
      },
      {
        id: `guest-${name}-present`,
        text: name === 'cs' ? 'guest-cs-present' : 'guest-segment-present',
        fields,
        applies,
        holds: (c) => (access(c, name) & 0x80) !== 0,
        message: 'The guest’s {segment} access rights are {access}: P (bit 7) must be 1.',
        values: (c) => accessValues(c, name),
        suggestion: name === 'cs' ? 'Set bit 7.' : 'Set bit 7, or mark the segment unusable (bit 16).',
      },
      {
        id: `guest-${name}-access-rights-reserved-bits`,
        text: 'guest-segment-access-rights-reserved-bits',
        fields,
        applies,
        holds: (c) => (access(c, name) & 0xfffe_0f00) === 0,
        message: 'The guest’s {segment} access rights are {access}: bits 11:8 and 31:17 are reserved and must be 0.',
        values: (c) => accessValues(c, name),
        suggestion: 'The format is that of LAR shifted right by 8: bits 15:12 are G, D/B, L and AVL.',
      },
    ]),
    ...granularity(name, applies, [RFLAGS]),
  ];
};

/** TR: a busy TSS, always usable. */
const taskRegister = facts([
  {
    id: 'guest-tr-type',
    fields: [ENTRY_CONTROLS, 'guest-tr-access-rights'],
    holds: (c) => type(c, 'tr') === 11 || (type(c, 'tr') === 3 && !ia32eGuest(c)),
    message:
      'The guest’s {segment} access rights are {access}: type {type} must be 11 (busy TSS), or 3 (busy 16-bit TSS) for a guest outside IA-32e mode.',
    values: (c) => ({ ...accessValues(c, 'tr'), type: type(c, 'tr') }),
    suggestion: 'Write 0x8b: what LTR leaves behind is busy.',
  },
  {
    id: 'guest-tr-descriptor-type',
    fields: ['guest-tr-access-rights'],
    holds: (c) => (access(c, 'tr') & 0x10) === 0,
    message: 'The guest’s {segment} access rights are {access}: S (bit 4) must be 0, for a TSS is a system segment.',
    values: (c) => accessValues(c, 'tr'),
    suggestion: 'Write 0x8b.',
  },
  {
    id: 'guest-tr-present',
    fields: ['guest-tr-access-rights'],
    holds: (c) => (access(c, 'tr') & 0x80) !== 0,
    message: 'The guest’s {segment} access rights are {access}: P (bit 7) must be 1.',
    values: (c) => accessValues(c, 'tr'),
    suggestion: 'Write 0x8b.',
  },
  {
    id: 'guest-tr-access-rights-reserved-bits',
    fields: ['guest-tr-access-rights'],
    holds: (c) => (access(c, 'tr') & 0xfffe_0f00) === 0,
    message: 'The guest’s {segment} access rights are {access}: bits 11:8 and 31:17 are reserved and must be 0.',
    values: (c) => accessValues(c, 'tr'),
    suggestion: 'Write 0x8b.',
  },
  ...granularity('tr', null, []),
  {
    id: 'guest-tr-usable',
    fields: ['guest-tr-access-rights'],
    holds: (c) => (access(c, 'tr') & 0x1_0000) === 0,
    message: 'The guest’s {segment} access rights are {access}: TR may not be unusable (bit 16).',
    values: (c) => accessValues(c, 'tr'),
    suggestion: 'Write 0x8b; every guest has a task register.',
  },
]);

const hasLdt = (c: CheckContext): boolean => isUsable(c, 'ldtr');

/** LDTR: a local descriptor table, or unusable. */
const localDescriptorTable = facts([
  {
    id: 'guest-ldtr-type',
    fields: ['guest-ldtr-access-rights'],
    applies: hasLdt,
    holds: (c) => type(c, 'ldtr') === 2,
    message: 'The guest’s {segment} access rights are {access}: type {type} must be 2 (LDT).',
    values: (c) => ({ ...accessValues(c, 'ldtr'), type: type(c, 'ldtr') }),
    suggestion: 'Write 0x82, or 0x10000 for a guest without an LDT.',
  },
  {
    id: 'guest-ldtr-descriptor-type',
    fields: ['guest-ldtr-access-rights'],
    applies: hasLdt,
    holds: (c) => (access(c, 'ldtr') & 0x10) === 0,
    message: 'The guest’s {segment} access rights are {access}: S (bit 4) must be 0, for an LDT is a system segment.',
    values: (c) => accessValues(c, 'ldtr'),
    suggestion: 'Write 0x82, or 0x10000 for a guest without an LDT.',
  },
  {
    id: 'guest-ldtr-present',
    fields: ['guest-ldtr-access-rights'],
    applies: hasLdt,
    holds: (c) => (access(c, 'ldtr') & 0x80) !== 0,
    message: 'The guest’s {segment} access rights are {access}: P (bit 7) must be 1.',
    values: (c) => accessValues(c, 'ldtr'),
    suggestion: 'Write 0x82, or 0x10000 for a guest without an LDT.',
  },
  {
    id: 'guest-ldtr-access-rights-reserved-bits',
    fields: ['guest-ldtr-access-rights'],
    applies: hasLdt,
    holds: (c) => (access(c, 'ldtr') & 0xfffe_0f00) === 0,
    message: 'The guest’s {segment} access rights are {access}: bits 11:8 and 31:17 are reserved and must be 0.',
    values: (c) => accessValues(c, 'ldtr'),
    suggestion: 'Write 0x82, or 0x10000 for a guest without an LDT.',
  },
  ...granularity('ldtr', hasLdt, []),
]);

/** SDM: "Checks on Guest Segment Registers". */
export const guestSegmentChecks = checkRows(SDM, 'guest-state', INVALID_GUEST_STATE, [
  ...selectors,
  ...SEGMENTS.flatMap(virtual8086),
  ...bases,
  ...typesAndLevels,
  ...SEGMENTS.flatMap(common),
  ...taskRegister,
  ...localDescriptorTable,
]);
