import {
  eptpAccessedDirtyHolds,
  eptpMemoryTypeHolds,
  eptpReservedBitsHold,
  eptpWalkLengthHolds,
  eptpWidthHolds,
} from '../../ept/eptp-rules.table';
import { bitsOf, checkRows, fitsPhysical, INVALID_CONTROLS, secondaryControl, show } from './check-helpers';
import type { CheckContext } from './entry-check';
import { pageAddress } from './execution-control-checks.table';
import { CONTROL_FIELDS } from './secondary-controls';

const EPTP = 'ept-pointer';
const VPID = 'virtual-processor-identifier';
const PML = 'pml-address';

const enableEpt = secondaryControl('enable-ept');
const enableVpid = secondaryControl('enable-vpid');
const enablePml = secondaryControl('enable-pml');
const unrestrictedGuest = secondaryControl('unrestricted-guest');
const subPages = secondaryControl('sub-page-write-permissions');
const modeBasedExecute = secondaryControl('mode-based-execute-control');
const FUNCTIONS = 'vm-function-controls';
const LIST = 'eptp-list-address';
const VE_AREA = 'virtualization-exception-information-address';
const virtualizationExceptions = secondaryControl('ept-violation-ve');
const enableVmFunctions = secondaryControl('enable-vm-functions');
const switchesEptp = (c: CheckContext): boolean => enableVmFunctions(c) && (c.word(FUNCTIONS) & 1) !== 0;
const eptp = (c: CheckContext): bigint => c.field(EPTP);

/** SDM: "VM-Execution Control Fields" under "Checks on VMX Controls", what concerns EPT, VPIDs and VM functions. */
export const eptControlChecks = checkRows('VM-Execution Control Fields', 'controls', INVALID_CONTROLS, [
  {
    id: 'vpid-not-zero',
    fields: [...CONTROL_FIELDS, VPID],
    applies: enableVpid,
    holds: (c) => c.word(VPID) !== 0,
    message: '“Enable VPID” is 1, but the VPID is 0, which is the host’s.',
    suggestion: 'Give the virtual processor a VPID of its own, from 1 to 0xffff.',
  },
  {
    id: 'ept-pointer-memory-type',
    fields: [...CONTROL_FIELDS, EPTP],
    applies: enableEpt,
    holds: (c) => eptpMemoryTypeHolds(c.capabilities.eptVpid, eptp(c)),
    message: 'The EPT pointer is {value}: this processor does not support memory type {type} (bits 2:0).',
    values: (c) => ({ value: show(c, EPTP), type: Number(eptp(c) & 7n) }),
    suggestion: 'Write 6 (write-back) to bits 2:0.',
  },
  {
    id: 'ept-pointer-walk-length',
    fields: [...CONTROL_FIELDS, EPTP],
    applies: enableEpt,
    holds: (c) => eptpWalkLengthHolds(c.capabilities.eptVpid, eptp(c)),
    message: 'The EPT pointer is {value}: this processor has no EPT walk of length {length} (bits 5:3 plus 1).',
    values: (c) => ({ value: show(c, EPTP), length: Number((eptp(c) >> 3n) & 7n) + 1 }),
    suggestion: 'Write 3 to bits 5:3 for a walk of four levels.',
  },
  {
    id: 'ept-pointer-accessed-dirty',
    fields: [...CONTROL_FIELDS, EPTP],
    applies: enableEpt,
    holds: (c) => eptpAccessedDirtyHolds(c.capabilities.eptVpid, eptp(c)),
    message: 'The EPT pointer is {value}: this processor has no accessed and dirty flags for EPT (bit 6).',
    values: (c) => ({ value: show(c, EPTP) }),
    suggestion: 'Clear bit 6.',
  },
  {
    id: 'ept-pointer-reserved-bits',
    fields: [...CONTROL_FIELDS, EPTP],
    applies: enableEpt,
    holds: (c) => eptpReservedBitsHold(eptp(c)),
    message: 'The EPT pointer is {value}; reserved {bits} must be 0.',
    values: (c) => ({ value: show(c, EPTP), bits: bitsOf(eptp(c) & 0xf80n) }),
    suggestion: 'Align the EPT’s top table to 4 KiB and clear bits 11:7.',
  },
  {
    id: 'ept-pointer-width',
    fields: [...CONTROL_FIELDS, EPTP],
    applies: enableEpt,
    holds: (c) => eptpWidthHolds(eptp(c), c.physicalAddressBits),
    message: 'The EPT pointer is {value}, beyond the {width}-bit physical-address width.',
    values: (c) => ({ value: show(c, EPTP), width: c.physicalAddressBits }),
    suggestion: 'Write a physical address that exists.',
  },
  {
    id: 'unrestricted-guest-needs-ept',
    fields: CONTROL_FIELDS,
    applies: unrestrictedGuest,
    holds: enableEpt,
    message: '“Unrestricted guest” is 1 while “Enable EPT” is 0.',
    suggestion: 'Set “Enable EPT” too, or clear “Unrestricted guest”.',
  },
  {
    id: 'mode-based-execute-control-needs-ept',
    fields: CONTROL_FIELDS,
    applies: modeBasedExecute,
    holds: enableEpt,
    message: '“Mode-based execute control for EPT” is 1 while “Enable EPT” is 0.',
    suggestion: 'Set “Enable EPT” too, or clear “Mode-based execute control for EPT”.',
  },
  {
    id: 'sub-page-write-permissions-needs-ept',
    fields: CONTROL_FIELDS,
    applies: subPages,
    holds: enableEpt,
    message: '“Sub-page write permissions for EPT” is 1 while “Enable EPT” is 0.',
    suggestion: 'Set “Enable EPT” too, or clear “Sub-page write permissions for EPT”.',
  },
  ...pageAddress('sub-page-permission-table-pointer', CONTROL_FIELDS, 'the sub-page-permission table', subPages),
  {
    id: 'pml-needs-ept',
    fields: CONTROL_FIELDS,
    applies: enablePml,
    holds: enableEpt,
    message: '“Enable PML” is 1 while “Enable EPT” is 0.',
    suggestion: 'Set “Enable EPT” too, or clear “Enable PML”.',
  },
  {
    id: 'pml-address-aligned',
    fields: [...CONTROL_FIELDS, PML],
    applies: enablePml,
    holds: (c) => (c.field(PML) & 0xfffn) === 0n,
    message: 'The PML address is {value}; its bits 11:0 must be 0.',
    values: (c) => ({ value: show(c, PML) }),
    suggestion: 'Give the page-modification log a page of its own, aligned to 4 KiB.',
  },
  {
    id: 'vm-function-controls-may-be-one',
    fields: [...CONTROL_FIELDS, FUNCTIONS],
    applies: enableVmFunctions,
    holds: (c) => (c.field(FUNCTIONS) & ~c.capabilities.vmFunctions) === 0n,
    message: 'The VM-function controls are {value}; this processor does not have the functions of {bits}.',
    values: (c) => ({ value: show(c, FUNCTIONS), bits: bitsOf(c.field(FUNCTIONS) & ~c.capabilities.vmFunctions) }),
    suggestion: 'AND the value with IA32_VMX_VMFUNC.',
  },
  {
    id: 've-information-address-aligned',
    fields: [...CONTROL_FIELDS, VE_AREA],
    applies: virtualizationExceptions,
    holds: (c) => (c.field(VE_AREA) & 0xfffn) === 0n,
    message: 'The virtualization-exception information address is {value}; its bits 11:0 must be 0.',
    values: (c) => ({ value: show(c, VE_AREA) }),
    suggestion: 'Give the information area a page of its own, aligned to 4 KiB.',
  },
  {
    id: 've-information-address-width',
    fields: [...CONTROL_FIELDS, VE_AREA],
    applies: virtualizationExceptions,
    holds: (c) => fitsPhysical(c, c.field(VE_AREA)),
    message:
      'The virtualization-exception information address is {value}, beyond the {width}-bit physical-address width.',
    values: (c) => ({ value: show(c, VE_AREA), width: c.physicalAddressBits }),
    suggestion: 'Write a physical address that exists.',
  },
  {
    id: 'eptp-switching-needs-ept',
    fields: [...CONTROL_FIELDS, FUNCTIONS],
    applies: switchesEptp,
    holds: enableEpt,
    message: 'The VM function “EPTP switching” is enabled while “Enable EPT” is 0.',
    suggestion: 'Set “Enable EPT” too, or clear bit 0 of the VM-function controls.',
  },
  {
    id: 'eptp-list-address-aligned',
    fields: [...CONTROL_FIELDS, FUNCTIONS, LIST],
    applies: switchesEptp,
    holds: (c) => (c.field(LIST) & 0xfffn) === 0n,
    message: 'The EPTP-list address is {value}; its bits 11:0 must be 0.',
    values: (c) => ({ value: show(c, LIST) }),
    suggestion: 'Give the EPTP list a page of its own, aligned to 4 KiB.',
  },
  {
    id: 'eptp-list-address-width',
    fields: [...CONTROL_FIELDS, FUNCTIONS, LIST],
    applies: switchesEptp,
    holds: (c) => fitsPhysical(c, c.field(LIST)),
    message: 'The EPTP-list address is {value}, beyond the {width}-bit physical-address width.',
    values: (c) => ({ value: show(c, LIST), width: c.physicalAddressBits }),
    suggestion: 'Write a physical address that exists.',
  },
  {
    id: 'pml-address-width',
    fields: [...CONTROL_FIELDS, PML],
    applies: enablePml,
    holds: (c) => fitsPhysical(c, c.field(PML)),
    message: 'The PML address is {value}, beyond the {width}-bit physical-address width.',
    values: (c) => ({ value: show(c, PML), width: c.physicalAddressBits }),
    suggestion: 'Write a physical address that exists.',
  },
]);
