import { largestHlatPrefix } from '../../capabilities/ept-vpid-capabilities.table';
import { controlRow } from '../../controls/control-words.table';
import {
  bitsOf,
  checkRows,
  facts,
  fitsPhysical,
  INVALID_CONTROLS,
  secondaryControl,
  show,
  tertiaryControl,
} from './check-helpers';
import { CONTROL_FIELDS } from './secondary-controls';

const PRIMARY = 'primary-processor-based-controls';
const TERTIARY = 'tertiary-processor-based-controls';
const POINTER = 'hlat-pointer';
const PREFIX = 'hlat-prefix-size';
/** Bits 2:0 and 11:5. */
const POINTER_RESERVED = 0xfe7n;

const enableEpt = secondaryControl('enable-ept');
const enableHlat = tertiaryControl('enable-hlat');

/** A tertiary control that VM entry wants to be 1 together with EPT. */
function needsEpt<Id extends string>(id: Id) {
  const { name } = controlRow('tertiary-processor-based', id);
  return facts([
    {
      id: `${id}-needs-ept`,
      fields: [...CONTROL_FIELDS, TERTIARY],
      applies: tertiaryControl(id),
      holds: enableEpt,
      text: 'tertiary-control-needs-ept',
      message: '“{control}” is 1 while “Enable EPT” is 0.',
      values: () => ({ control: name }),
      suggestion: 'Set “Enable EPT” too, or clear “{control}”.',
    },
  ]);
}

/** SDM: "VM-Execution Control Fields" under "Checks on VMX Controls", what concerns HLAT and the controls that belong to it. */
export const managedPagingChecks = checkRows('VM-Execution Control Fields', 'controls', INVALID_CONTROLS, [
  ...needsEpt('enable-hlat'),
  ...needsEpt('ept-paging-write-control'),
  ...needsEpt('guest-paging-verification'),
  {
    id: 'hlat-pointer-reserved-bits',
    fields: [PRIMARY, TERTIARY, POINTER],
    applies: enableHlat,
    holds: (c) => (c.field(POINTER) & POINTER_RESERVED) === 0n,
    message: 'The HLAT pointer is {value}; reserved {bits} must be 0.',
    values: (c) => ({ value: show(c, POINTER), bits: bitsOf(c.field(POINTER) & POINTER_RESERVED) }),
    suggestion: 'Align the top table to 4 KiB; only bits 3 and 4 (PWT, PCD) may be 1 below bit 12.',
  },
  {
    id: 'hlat-pointer-width',
    fields: [PRIMARY, TERTIARY, POINTER],
    applies: enableHlat,
    holds: (c) => fitsPhysical(c, c.field(POINTER)),
    message: 'The HLAT pointer is {value}, beyond the {width}-bit physical-address width.',
    values: (c) => ({ value: show(c, POINTER), width: c.physicalAddressBits }),
    suggestion: 'Write a physical address that exists.',
  },
  {
    id: 'hlat-prefix-size',
    fields: [PRIMARY, TERTIARY, PREFIX],
    applies: enableHlat,
    holds: (c) => c.word(PREFIX) <= largestHlatPrefix(c.capabilities.eptVpid),
    message: 'The HLAT prefix size is {size}; this processor has sizes up to {limit}.',
    values: (c) => ({ size: c.word(PREFIX), limit: largestHlatPrefix(c.capabilities.eptVpid) }),
    suggestion: 'Write 0 (every linear address) or 1 (those whose bit 63 is 1).',
  },
]);
