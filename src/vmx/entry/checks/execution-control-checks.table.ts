import type { MessageValue } from '../../../base/message-template';
import type { ControlRange, VmxCapabilities } from '../../capabilities/capabilities';
import type { ControlWord } from '../../controls/control';
import { controlWordTable } from '../../controls/control-words.table';
import type { VmcsFieldId } from '../../vmcs/vmcs-field-list.table';
import {
  bitsOf,
  type ControlQuestion,
  checkRows,
  control,
  facts,
  fitsPhysical,
  INVALID_CONTROLS,
  show,
} from './check-helpers';
import { activatesSecondaryControls, CONTROL_FIELDS } from './secondary-controls';

const useIoBitmaps = control('primary-processor-based', 'use-io-bitmaps');
const useMsrBitmaps = control('primary-processor-based', 'use-msr-bitmaps');
const nmiWindowExiting = control('primary-processor-based', 'nmi-window-exiting');
const nmiExiting = control('pin-based', 'nmi-exiting');
const virtualNmis = control('pin-based', 'virtual-nmis');

/** Names of controls in a mask, for messages. */
function namesOf(word: ControlWord, mask: number): MessageValue {
  const { rows } = controlWordTable(word);
  return { names: rows.filter((row) => ((mask >>> row.bit) & 1) === 1).map((row) => row.name) };
}

/** The two rows that hold a word of controls to its capability MSR. */
export function allowedSettings(
  word: ControlWord,
  msr: string,
  range: (capabilities: VmxCapabilities) => ControlRange,
) {
  const { field } = controlWordTable(word);
  return facts([
    {
      id: `${word}-controls-must-be-one`,
      fields: [field],
      holds: (c) => (~c.word(field) & range(c.capabilities).mustBeOne) === 0,
      text: 'controls-must-be-one',
      message: 'The field is {value}; {bits}{names} must be 1.',
      values: (c) => {
        const missing = (~c.word(field) & range(c.capabilities).mustBeOne) >>> 0;
        return { value: show(c, field), bits: bitsOf(BigInt(missing)), names: namesOf(word, missing), msr };
      },
      suggestion: 'OR the field with the low half of {msr}.',
    },
    {
      id: `${word}-controls-may-be-one`,
      fields: [field],
      holds: (c) => (c.word(field) & ~range(c.capabilities).mayBeOne) === 0,
      text: 'controls-may-be-one',
      message: 'The field is {value}; this processor does not allow {bits}{names} to be 1.',
      values: (c) => {
        const extra = (c.word(field) & ~range(c.capabilities).mayBeOne) >>> 0;
        return { value: show(c, field), bits: bitsOf(BigInt(extra)), names: namesOf(word, extra), msr };
      },
      suggestion: 'AND the field with the high half of {msr}, after all other changes to it.',
    },
  ]);
}

/** The one row about the secondary controls: none of them must be 1. They count only when they are activated. */
const secondaryAllowed = allowedSettings('secondary-processor-based', 'IA32_VMX_PROCBASED_CTLS2', (c) => c.secondary)
  .slice(1)
  .map((row) => ({ ...row, fields: CONTROL_FIELDS, applies: activatesSecondaryControls }));

/** The two rows about the address of a 4-KiB page that a control makes the processor read. */
function pageAddress<F extends VmcsFieldId>(field: F, controls: VmcsFieldId, what: string, applies: ControlQuestion) {
  return facts([
    {
      id: `${field}-aligned`,
      fields: [controls, field],
      applies,
      holds: (c) => (c.field(field) & 0xfffn) === 0n,
      message: `The address of ${what} is {value}; its bits 11:0 must be 0.`,
      values: (c) => ({ value: show(c, field) }),
      suggestion: `Give ${what} a page of its own, aligned to 4 KiB.`,
    },
    {
      id: `${field}-width`,
      fields: [controls, field],
      applies,
      holds: (c) => fitsPhysical(c, c.field(field)),
      message: `The address of ${what} is {value}, beyond the {width}-bit physical-address width.`,
      values: (c) => ({ value: show(c, field), width: c.physicalAddressBits }),
      suggestion: 'Write a physical address that exists.',
    },
  ]);
}

const PRIMARY = 'primary-processor-based-controls';

/**
 * SDM: "VM-Execution Control Fields" under "Checks on VMX Controls". What concerns EPT and VPIDs has a file of its own; the
 * checks of controls that no model has yet come with those controls.
 */
export const executionControlChecks = checkRows('VM-Execution Control Fields', 'controls', INVALID_CONTROLS, [
  ...allowedSettings('pin-based', 'IA32_VMX_TRUE_PINBASED_CTLS', (c) => c.pinBased),
  ...allowedSettings('primary-processor-based', 'IA32_VMX_TRUE_PROCBASED_CTLS', (c) => c.primary),
  ...secondaryAllowed,
  {
    id: 'cr3-target-count',
    fields: ['cr3-target-count'],
    holds: (c) => c.word('cr3-target-count') <= c.capabilities.cr3TargetCount,
    message: 'The CR3-target count is {count}; this processor has {limit} CR3-target values.',
    values: (c) => ({ count: c.word('cr3-target-count'), limit: c.capabilities.cr3TargetCount }),
    suggestion: 'Write a count not above IA32_VMX_MISC[24:16].',
  },
  ...pageAddress('io-bitmap-a', PRIMARY, 'I/O bitmap A', useIoBitmaps),
  ...pageAddress('io-bitmap-b', PRIMARY, 'I/O bitmap B', useIoBitmaps),
  ...pageAddress('msr-bitmaps', PRIMARY, 'the MSR bitmaps', useMsrBitmaps),
  {
    id: 'virtual-nmis-need-nmi-exiting',
    fields: ['pin-based-controls'],
    applies: virtualNmis,
    holds: nmiExiting,
    message: 'The pin-based controls are {value}: “Virtual NMIs” (bit 5) is 1 while “NMI exiting” (bit 3) is 0.',
    values: (c) => ({ value: show(c, 'pin-based-controls') }),
    suggestion: 'Set “NMI exiting” too, or clear “Virtual NMIs”.',
  },
  {
    id: 'nmi-window-exiting-needs-virtual-nmis',
    fields: ['pin-based-controls', PRIMARY],
    applies: nmiWindowExiting,
    holds: virtualNmis,
    message:
      '“NMI-window exiting” (primary controls, bit 22) is 1 while “Virtual NMIs” (pin-based controls, bit 5) is 0.',
    suggestion: 'Set “Virtual NMIs” and “NMI exiting” too, or clear “NMI-window exiting”.',
  },
]);
