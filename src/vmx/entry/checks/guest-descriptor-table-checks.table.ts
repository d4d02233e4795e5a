import { type CheckFacts, checkRows, INVALID_GUEST_STATE, isCanonical, show } from './check-helpers';

/** SDM: "Checks on Guest Descriptor-Table Registers". */
export const guestDescriptorTableChecks = checkRows(
  'Checks on Guest Descriptor-Table Registers',
  'guest-state',
  INVALID_GUEST_STATE,
  (['gdtr', 'idtr'] as const).flatMap((name): readonly CheckFacts[] => [
    {
      id: `guest-${name}-base-canonical`,
      fields: [`guest-${name}-base`],
      holds: (c) => isCanonical(c, c.field(`guest-${name}-base`)),
      message: (c) =>
        `The guest’s ${name.toUpperCase()} base is ${show(c, `guest-${name}-base`)}, which is not a canonical address.`,
      suggestion: 'Write the linear address of the table.',
    },
    {
      id: `guest-${name}-limit-upper-bits`,
      fields: [`guest-${name}-limit`],
      holds: (c) => c.word(`guest-${name}-limit`) >>> 16 === 0,
      message: (c) =>
        `The guest’s ${name.toUpperCase()} limit is ${show(c, `guest-${name}-limit`)}; its bits 31:16 must be 0.`,
      suggestion: 'Write the size of the table in bytes minus 1.',
    },
  ]),
);
