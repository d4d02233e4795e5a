import { checkRows, facts, INVALID_GUEST_STATE, isCanonical, show } from './check-helpers';

/** SDM: "Checks on Guest Descriptor-Table Registers". */
export const guestDescriptorTableChecks = checkRows(
  'Checks on Guest Descriptor-Table Registers',
  'guest-state',
  INVALID_GUEST_STATE,
  (['gdtr', 'idtr'] as const).flatMap((name) =>
    facts([
      {
        id: `guest-${name}-base-canonical`,
        fields: [`guest-${name}-base`],
        holds: (c) => isCanonical(c, c.field(`guest-${name}-base`)),
        text: 'guest-descriptor-table-base-canonical',
        message: 'The guest’s {table} base is {value}, which is not a canonical address.',
        values: (c) => ({ table: name.toUpperCase(), value: show(c, `guest-${name}-base`) }),
        suggestion: 'Write the linear address of the table.',
      },
      {
        id: `guest-${name}-limit-upper-bits`,
        fields: [`guest-${name}-limit`],
        holds: (c) => c.word(`guest-${name}-limit`) >>> 16 === 0,
        text: 'guest-descriptor-table-limit-upper-bits',
        message: 'The guest’s {table} limit is {value}; its bits 31:16 must be 0.',
        values: (c) => ({ table: name.toUpperCase(), value: show(c, `guest-${name}-limit`) }),
        suggestion: 'Write the size of the table in bytes minus 1.',
      },
    ]),
  ),
);
