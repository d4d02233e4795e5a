import type { MessageValue } from '../../../base/message-template';
import type { ControlRange, VmxCapabilities } from '../../capabilities/capabilities';
import type { ControlNeed, ControlWord } from '../../controls/control';
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
  secondaryControl,
  show,
} from './check-helpers';
import type { CheckContext } from './entry-check';

const PRIMARY = 'primary-processor-based-controls';
const SECONDARY = 'secondary-processor-based-controls';
const useIoBitmaps = control('primary-processor-based', 'use-io-bitmaps');
const useMsrBitmaps = control('primary-processor-based', 'use-msr-bitmaps');
const nmiWindowExiting = control('primary-processor-based', 'nmi-window-exiting');
const nmiExiting = control('pin-based', 'nmi-exiting');
const virtualNmis = control('pin-based', 'virtual-nmis');
const vmcsShadowing = secondaryControl('vmcs-shadowing');

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

/** The row that holds a word of controls which another control activates to what may be 1 in it. */
export function activatedSettings<
  Word extends 'secondary-processor-based' | 'tertiary-processor-based' | 'secondary-vm-exit',
>(word: Word, activation: ControlNeed, msr: string, mayBeOne: (capabilities: VmxCapabilities) => bigint) {
  const { field } = controlWordTable(word);
  const extra = (c: CheckContext): bigint => c.field(field) & ~mayBeOne(c.capabilities);
  return facts([
    {
      id: `${word}-controls-may-be-one`,
      fields: [controlWordTable(activation.word).field, field],
      applies: control(activation.word, activation.id),
      holds: (c) => extra(c) === 0n,
      text: 'activated-controls-may-be-one',
      message: 'The field is {value}; this processor does not allow {bits}{names} to be 1.',
      values: (c) => ({
        value: show(c, field),
        bits: bitsOf(extra(c)),
        names: namesOf(word, Number(extra(c) & 0xffff_ffffn)),
        msr,
      }),
      suggestion: 'Write only bits that {msr} allows to be 1.',
    },
  ]);
}

/** The two rows about the address of a 4-KiB page that a control makes the processor read. */
export function pageAddress<F extends VmcsFieldId>(
  field: F,
  controls: readonly VmcsFieldId[],
  what: string,
  applies: ControlQuestion,
) {
  return facts([
    {
      id: `${field}-aligned`,
      fields: [...controls, field],
      applies,
      holds: (c) => (c.field(field) & 0xfffn) === 0n,
      message: `The address of ${what} is {value}; its bits 11:0 must be 0.`,
      values: (c) => ({ value: show(c, field) }),
      suggestion: `Give ${what} a page of its own, aligned to 4 KiB.`,
    },
    {
      id: `${field}-width`,
      fields: [...controls, field],
      applies,
      holds: (c) => fitsPhysical(c, c.field(field)),
      message: `The address of ${what} is {value}, beyond the {width}-bit physical-address width.`,
      values: (c) => ({ value: show(c, field), width: c.physicalAddressBits }),
      suggestion: 'Write a physical address that exists.',
    },
  ]);
}

/**
 * SDM: "VM-Execution Control Fields" under "Checks on VMX Controls". Those of APIC virtualization, and of EPT and VPIDs,
 * stand in files of their own; the checks of controls that no model has yet come with those controls.
 */
export const executionControlChecks = checkRows('VM-Execution Control Fields', 'controls', INVALID_CONTROLS, [
  ...allowedSettings('pin-based', 'IA32_VMX_TRUE_PINBASED_CTLS', (c) => c.pinBased),
  ...allowedSettings('primary-processor-based', 'IA32_VMX_TRUE_PROCBASED_CTLS', (c) => c.primary),
  ...activatedSettings(
    'secondary-processor-based',
    { word: 'primary-processor-based', id: 'activate-secondary-controls' },
    'IA32_VMX_PROCBASED_CTLS2',
    (c) => BigInt(c.secondary.mayBeOne),
  ),
  ...activatedSettings(
    'tertiary-processor-based',
    { word: 'primary-processor-based', id: 'activate-tertiary-controls' },
    'IA32_VMX_PROCBASED_CTLS3',
    (c) => c.tertiaryMayBeOne,
  ),
  {
    id: 'cr3-target-count',
    fields: ['cr3-target-count'],
    holds: (c) => c.word('cr3-target-count') <= c.capabilities.cr3TargetCount,
    message: 'The CR3-target count is {count}; this processor has {limit} CR3-target values.',
    values: (c) => ({ count: c.word('cr3-target-count'), limit: c.capabilities.cr3TargetCount }),
    suggestion: 'Write a count not above IA32_VMX_MISC[24:16].',
  },
  ...pageAddress('io-bitmap-a', [PRIMARY], 'I/O bitmap A', useIoBitmaps),
  ...pageAddress('io-bitmap-b', [PRIMARY], 'I/O bitmap B', useIoBitmaps),
  ...pageAddress('msr-bitmaps', [PRIMARY], 'the MSR bitmaps', useMsrBitmaps),
  ...pageAddress('vmread-bitmap-address', [PRIMARY, SECONDARY], 'the VMREAD bitmap', vmcsShadowing),
  ...pageAddress('vmwrite-bitmap-address', [PRIMARY, SECONDARY], 'the VMWRITE bitmap', vmcsShadowing),
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
  {
    id: 'tsc-multiplier-zero',
    fields: [PRIMARY, SECONDARY, 'tsc-multiplier'],
    applies: secondaryControl('use-tsc-scaling'),
    holds: (c) => c.field('tsc-multiplier') !== 0n,
    message: 'The TSC multiplier is 0 while “Use TSC scaling” (secondary controls, bit 25) is 1.',
    suggestion: 'Write 0x1000000000000 for a guest whose time-stamp counter runs as fast as the real one.',
  },
]);
