import { controlRow } from '../../controls/control-words.table';
import {
  type ControlQuestion,
  checkRows,
  control,
  facts,
  fitsPhysical,
  hex,
  INVALID_CONTROLS,
  secondaryControl,
  show,
} from './check-helpers';
import type { CheckContext } from './entry-check';
import { pageAddress } from './execution-control-checks.table';

const PIN = 'pin-based-controls';
const PRIMARY = 'primary-processor-based-controls';
const SECONDARY = 'secondary-processor-based-controls';
const TERTIARY = 'tertiary-processor-based-controls';
const EXIT = 'vm-exit-controls';
const THRESHOLD = 'tpr-threshold';
const VIRTUAL_APIC = 'virtual-apic-address';
const NOTIFICATION_VECTOR = 'posted-interrupt-notification-vector';
const DESCRIPTOR = 'posted-interrupt-descriptor-address';
const TABLE = 'pid-pointer-table-address';
const LAST_INDEX = 'last-pid-pointer-index';

const useTprShadow = control('primary-processor-based', 'use-tpr-shadow');
const activateTertiary = control('primary-processor-based', 'activate-tertiary-controls');
const virtualizeApicAccesses = secondaryControl('virtualize-apic-accesses');
const virtualizeX2ApicMode = secondaryControl('virtualize-x2apic-mode');
const registerVirtualization = secondaryControl('apic-register-virtualization');
const virtualInterruptDelivery = secondaryControl('virtual-interrupt-delivery');
const externalInterruptExiting = control('pin-based', 'external-interrupt-exiting');
const processPostedInterrupts = control('pin-based', 'process-posted-interrupts');
const acknowledgeOnExit = control('vm-exit', 'acknowledge-interrupt-on-exit');
const isIpiVirtualization = control('tertiary-processor-based', 'ipi-virtualization');
const ipiVirtualization: ControlQuestion = (c) => activateTertiary(c) && isIpiVirtualization(c);

const comparesThreshold = (c: CheckContext): boolean => useTprShadow(c) && !virtualInterruptDelivery(c);
const isPage = (c: CheckContext, address: bigint): boolean => (address & 0xfffn) === 0n && fitsPhysical(c, address);
/** Bits 7:4 of VTPR. */
const taskPriority = (c: CheckContext): number => (c.readPhysical32(c.field(VIRTUAL_APIC) + 0x80n) >>> 4) & 15;
const lastTableByte = (c: CheckContext): bigint => c.field(TABLE) + 8n * c.field(LAST_INDEX) + 7n;

/** A control that VM entry wants to be 1 together with the TPR shadow. */
function needsTprShadow<Id extends string>(
  word: 'secondary-processor-based' | 'tertiary-processor-based',
  id: Id,
  applies: ControlQuestion,
) {
  const field = word === 'secondary-processor-based' ? SECONDARY : TERTIARY;
  return facts([
    {
      id: `${id}-needs-tpr-shadow`,
      fields: [PRIMARY, field],
      applies,
      holds: useTprShadow,
      text: 'needs-tpr-shadow',
      message: '“{control}” is 1 while “Use TPR shadow” (primary controls, bit 21) is 0.',
      values: () => ({ control: controlRow(word, id).name }),
      suggestion: 'Set “Use TPR shadow” and the virtual-APIC address too, or clear “{control}”.',
    },
  ]);
}

/** SDM: "VM-Execution Control Fields" under "Checks on VMX Controls", what is about the virtual APIC and posted interrupts. */
export const apicVirtualizationChecks = checkRows('VM-Execution Control Fields', 'controls', INVALID_CONTROLS, [
  ...pageAddress(VIRTUAL_APIC, [PRIMARY], 'the virtual-APIC page', useTprShadow),
  {
    id: 'tpr-threshold-reserved-bits',
    fields: [PRIMARY, SECONDARY, THRESHOLD],
    applies: comparesThreshold,
    holds: (c) => c.word(THRESHOLD) >>> 4 === 0,
    message: 'The TPR threshold is {value}; its bits 31:4 must be 0 while “Virtual-interrupt delivery” is 0.',
    values: (c) => ({ value: show(c, THRESHOLD) }),
    suggestion: 'Write the priority class itself, 0–15.',
  },
  {
    id: 'tpr-threshold-above-vtpr',
    fields: [PRIMARY, SECONDARY, THRESHOLD, VIRTUAL_APIC],
    readsMemory: true,
    applies: (c) =>
      comparesThreshold(c) &&
      !virtualizeApicAccesses(c) &&
      isPage(c, c.field(VIRTUAL_APIC)) &&
      c.word(THRESHOLD) >>> 4 === 0,
    holds: (c) => c.word(THRESHOLD) <= taskPriority(c),
    message: 'The TPR threshold is {threshold}, above bits 7:4 of VTPR ({priority}) on the virtual-APIC page.',
    values: (c) => ({ threshold: c.word(THRESHOLD), priority: taskPriority(c) }),
    suggestion: 'Deliver the interrupt that waits for this priority now, or write a threshold not above VTPR[7:4].',
  },
  ...needsTprShadow('secondary-processor-based', 'virtualize-x2apic-mode', virtualizeX2ApicMode),
  ...needsTprShadow('secondary-processor-based', 'apic-register-virtualization', registerVirtualization),
  ...needsTprShadow('secondary-processor-based', 'virtual-interrupt-delivery', virtualInterruptDelivery),
  ...needsTprShadow('tertiary-processor-based', 'ipi-virtualization', ipiVirtualization),
  ...pageAddress('apic-access-address', [PRIMARY, SECONDARY], 'the APIC-access page', virtualizeApicAccesses),
  {
    id: 'virtualize-x2apic-mode-excludes-apic-accesses',
    fields: [PRIMARY, SECONDARY],
    applies: virtualizeX2ApicMode,
    holds: (c) => !virtualizeApicAccesses(c),
    message: '“Virtualize x2APIC mode” (bit 4) and “Virtualize APIC accesses” (bit 0) are both 1 ({value}).',
    values: (c) => ({ value: show(c, SECONDARY) }),
    suggestion: 'Set the one that fits the mode of the guest’s APIC, and clear the other.',
  },
  {
    id: 'virtual-interrupt-delivery-needs-external-interrupt-exiting',
    fields: [PIN, PRIMARY, SECONDARY],
    applies: virtualInterruptDelivery,
    holds: externalInterruptExiting,
    message:
      '“Virtual-interrupt delivery” (secondary controls, bit 9) is 1 while “External-interrupt exiting” (pin-based controls, bit 0) is 0.',
    suggestion: 'Set “External-interrupt exiting” too, or clear “Virtual-interrupt delivery”.',
  },
  {
    id: 'posted-interrupts-need-virtual-interrupt-delivery',
    fields: [PIN, PRIMARY, SECONDARY],
    applies: processPostedInterrupts,
    holds: virtualInterruptDelivery,
    message:
      '“Process posted interrupts” (pin-based controls, bit 7) is 1 while “Virtual-interrupt delivery” (secondary controls, bit 9) is 0.',
    suggestion: 'Set “Virtual-interrupt delivery” and what it needs too, or clear “Process posted interrupts”.',
  },
  {
    id: 'posted-interrupts-need-acknowledge-on-exit',
    fields: [PIN, EXIT],
    applies: processPostedInterrupts,
    holds: acknowledgeOnExit,
    message:
      '“Process posted interrupts” (pin-based controls, bit 7) is 1 while “Acknowledge interrupt on exit” (VM-exit controls, bit 15) is 0.',
    suggestion: 'Set “Acknowledge interrupt on exit” too, or clear “Process posted interrupts”.',
  },
  {
    id: 'posted-interrupt-notification-vector-range',
    fields: [PIN, NOTIFICATION_VECTOR],
    applies: processPostedInterrupts,
    holds: (c) => c.word(NOTIFICATION_VECTOR) <= 0xff,
    message: 'The posted-interrupt notification vector is {value}; its bits 15:8 must be 0.',
    values: (c) => ({ value: show(c, NOTIFICATION_VECTOR) }),
    suggestion: 'Write a vector, 0–255.',
  },
  {
    id: 'posted-interrupt-descriptor-address-aligned',
    fields: [PIN, DESCRIPTOR],
    applies: processPostedInterrupts,
    holds: (c) => (c.field(DESCRIPTOR) & 0x3fn) === 0n,
    message: 'The address of the posted-interrupt descriptor is {value}; its bits 5:0 must be 0.',
    values: (c) => ({ value: show(c, DESCRIPTOR) }),
    suggestion: 'Give the descriptor 64 bytes, aligned to 64.',
  },
  {
    id: 'posted-interrupt-descriptor-address-width',
    fields: [PIN, DESCRIPTOR],
    applies: processPostedInterrupts,
    holds: (c) => fitsPhysical(c, c.field(DESCRIPTOR)),
    message:
      'The address of the posted-interrupt descriptor is {value}, beyond the {width}-bit physical-address width.',
    values: (c) => ({ value: show(c, DESCRIPTOR), width: c.physicalAddressBits }),
    suggestion: 'Write a physical address that exists.',
  },
  {
    id: 'pid-pointer-table-address-aligned',
    fields: [PRIMARY, TERTIARY, TABLE],
    applies: ipiVirtualization,
    holds: (c) => (c.field(TABLE) & 7n) === 0n,
    message: 'The address of the PID-pointer table is {value}; its bits 2:0 must be 0.',
    values: (c) => ({ value: show(c, TABLE) }),
    suggestion: 'Align the table to its entries of 8 bytes.',
  },
  {
    id: 'pid-pointer-table-address-width',
    fields: [PRIMARY, TERTIARY, TABLE],
    applies: ipiVirtualization,
    holds: (c) => fitsPhysical(c, c.field(TABLE)),
    message: 'The address of the PID-pointer table is {value}, beyond the {width}-bit physical-address width.',
    values: (c) => ({ value: show(c, TABLE), width: c.physicalAddressBits }),
    suggestion: 'Write a physical address that exists.',
  },
  {
    id: 'pid-pointer-table-last-byte',
    fields: [PRIMARY, TERTIARY, TABLE, LAST_INDEX],
    applies: (c) => ipiVirtualization(c) && fitsPhysical(c, c.field(TABLE)),
    holds: (c) => fitsPhysical(c, lastTableByte(c)),
    message:
      'The PID-pointer table with last index {index} ends at {last}, beyond the {width}-bit physical-address width.',
    values: (c) => ({ index: c.word(LAST_INDEX), last: hex(lastTableByte(c)), width: c.physicalAddressBits }),
    suggestion: 'Lower the last PID-pointer index, or move the table.',
  },
]);
