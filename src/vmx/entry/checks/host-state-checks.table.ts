import { UNRESTRICTED_CR0 } from '../../controls/unrestricted-cr0.table';
import type { VmcsFieldId } from '../../vmcs/vmcs-field-list.table';
import {
  bitsOf,
  type CheckFacts,
  checkRows,
  control,
  EFER_DEFINED,
  facts,
  fitsPhysical,
  host64,
  INVALID_HOST_STATE,
  ia32eGuest,
  isCanonical,
  isPat,
  PERF_GLOBAL_CTRL_DEFINED,
  SPEC_CTRL_DEFINED,
  show,
} from './check-helpers';
import type { CheckContext } from './entry-check';
import { CONTROL_FIELDS, isUnrestricted } from './secondary-controls';

const EXIT_CONTROLS = 'vm-exit-controls';
const ENTRY_CONTROLS = 'vm-entry-controls';
const loadPerfGlobalCtrl = control('vm-exit', 'load-ia32-perf-global-ctrl');
const loadPkrs = control('vm-exit', 'load-pkrs');
const loadPat = control('vm-exit', 'load-ia32-pat');
const loadEfer = control('vm-exit', 'load-ia32-efer');
const EXIT2_CONTROLS = 'secondary-vm-exit-controls';
const activatesExit2 = control('vm-exit', 'activate-secondary-controls');
const loadSpecCtrlBit = control('secondary-vm-exit', 'load-ia32-spec-ctrl');
const loadSpecCtrl = (c: CheckContext): boolean => activatesExit2(c) && loadSpecCtrlBit(c);

/** The two rows that hold CR0 or CR4 of the host or the guest to the bits that VMX operation fixes. An unrestricted guest may clear PE and PG. */
export function fixedBits<O extends 'host' | 'guest'>(owner: O, cr: 0 | 4) {
  const field: VmcsFieldId = `${owner}-cr${cr}`;
  const relaxed = owner === 'guest' && cr === 0;
  const ones = (c: CheckContext): bigint => {
    if (cr === 4) return c.capabilities.cr4Fixed0;
    return relaxed && isUnrestricted(c) ? c.capabilities.cr0Fixed0 & ~UNRESTRICTED_CR0 : c.capabilities.cr0Fixed0;
  };
  const allowed = (c: CheckContext): bigint => (cr === 0 ? c.capabilities.cr0Fixed1 : c.capabilities.cr4Fixed1);
  return facts([
    {
      id: `${field}-must-be-one`,
      text: `${owner}-cr-must-be-one`,
      fields: relaxed ? [...CONTROL_FIELDS, field] : [field],
      holds: (c) => (~c.field(field) & ones(c)) === 0n,
      message: `CR{cr} of the ${owner} is {value}; VMX operation needs {bits} to be 1.`,
      values: (c) => ({ cr, value: show(c, field), bits: bitsOf(~c.field(field) & ones(c)) }),
      suggestion: 'OR the value with IA32_VMX_CR{cr}_FIXED0.',
    },
    {
      id: `${field}-may-be-one`,
      text: `${owner}-cr-may-be-one`,
      fields: [field],
      holds: (c) => (c.field(field) & ~allowed(c)) === 0n,
      message: `CR{cr} of the ${owner} is {value}; VMX operation does not allow {bits} to be 1.`,
      values: (c) => ({ cr, value: show(c, field), bits: bitsOf(c.field(field) & ~allowed(c)) }),
      suggestion: 'AND the value with IA32_VMX_CR{cr}_FIXED1.',
    },
  ]);
}

type AddressField =
  | 'host-ia32-sysenter-esp'
  | 'host-ia32-sysenter-eip'
  | 'host-fs-base'
  | 'host-gs-base'
  | 'host-tr-base'
  | 'host-gdtr-base'
  | 'host-idtr-base';

const canonicalRegister = (field: AddressField, register: string) =>
  ({
    id: `${field}-canonical`,
    text: 'host-register-canonical',
    fields: [field],
    holds: (c) => isCanonical(c, c.field(field)),
    message: 'The host’s {register} is {value}, which is not a canonical address.',
    values: (c) => ({ register, value: show(c, field) }),
    suggestion: 'Write the address that the host uses.',
  }) as const satisfies CheckFacts;

const canonicalBase = (field: AddressField, register: string) =>
  ({
    ...canonicalRegister(field, register),
    text: 'host-base-canonical',
    message: 'The host’s {register} base is {value}, which is not a canonical address.',
  }) as const satisfies CheckFacts;

/** SDM: "Checks on Host Control Registers, MSRs, and SSP". */
const registers = checkRows('Checks on Host Control Registers, MSRs, and SSP', 'host-state', INVALID_HOST_STATE, [
  ...fixedBits('host', 0),
  ...fixedBits('host', 4),
  {
    id: 'host-cr3-width',
    fields: ['host-cr3'],
    holds: (c) => fitsPhysical(c, c.field('host-cr3')),
    message: 'CR3 of the host is {value}, beyond the {width}-bit physical-address width.',
    values: (c) => ({ value: show(c, 'host-cr3'), width: c.physicalAddressBits }),
    suggestion: 'Write the CR3 that the host runs with.',
  },
  canonicalRegister('host-ia32-sysenter-esp', 'IA32_SYSENTER_ESP'),
  canonicalRegister('host-ia32-sysenter-eip', 'IA32_SYSENTER_EIP'),
  {
    id: 'host-ia32-perf-global-ctrl-reserved-bits',
    fields: [EXIT_CONTROLS, 'host-ia32-perf-global-ctrl'],
    applies: loadPerfGlobalCtrl,
    holds: (c) => (c.field('host-ia32-perf-global-ctrl') & ~PERF_GLOBAL_CTRL_DEFINED) === 0n,
    message: 'IA32_PERF_GLOBAL_CTRL of the host is {value}; reserved {bits} must be 0.',
    values: (c) => ({
      value: show(c, 'host-ia32-perf-global-ctrl'),
      bits: bitsOf(c.field('host-ia32-perf-global-ctrl') & ~PERF_GLOBAL_CTRL_DEFINED),
    }),
    suggestion: 'Write what RDMSR of IA32_PERF_GLOBAL_CTRL gives.',
  },
  {
    id: 'host-ia32-pkrs-upper-bits',
    fields: [EXIT_CONTROLS, 'host-ia32-pkrs'],
    applies: loadPkrs,
    holds: (c) => c.field('host-ia32-pkrs') >> 32n === 0n,
    message: 'IA32_PKRS of the host is {value}; its bits 63:32 must be 0.',
    values: (c) => ({ value: show(c, 'host-ia32-pkrs') }),
    suggestion: 'Write what RDMSR of IA32_PKRS gives.',
  },
  {
    id: 'host-ia32-spec-ctrl-reserved-bits',
    fields: [EXIT_CONTROLS, EXIT2_CONTROLS, 'host-ia32-spec-ctrl'],
    applies: loadSpecCtrl,
    holds: (c) => (c.field('host-ia32-spec-ctrl') & ~SPEC_CTRL_DEFINED) === 0n,
    message: 'IA32_SPEC_CTRL of the host is {value}; reserved {bits} must be 0.',
    values: (c) => ({
      value: show(c, 'host-ia32-spec-ctrl'),
      bits: bitsOf(c.field('host-ia32-spec-ctrl') & ~SPEC_CTRL_DEFINED),
    }),
    suggestion: 'Write what RDMSR of IA32_SPEC_CTRL gives.',
  },
  {
    id: 'host-ia32-pat-types',
    fields: [EXIT_CONTROLS, 'host-ia32-pat'],
    applies: loadPat,
    holds: (c) => isPat(c.field('host-ia32-pat')),
    message: 'IA32_PAT of the host is {value}; each byte must be 0, 1, 4, 5, 6 or 7.',
    values: (c) => ({ value: show(c, 'host-ia32-pat') }),
    suggestion: 'Write what RDMSR of IA32_PAT gives, or clear “Load IA32_PAT” in the VM-exit controls.',
  },
  {
    id: 'host-ia32-efer-reserved-bits',
    fields: [EXIT_CONTROLS, 'host-ia32-efer'],
    applies: loadEfer,
    holds: (c) => (c.field('host-ia32-efer') & ~EFER_DEFINED) === 0n,
    message: 'IA32_EFER of the host is {value}; reserved {bits} must be 0.',
    values: (c) => ({ value: show(c, 'host-ia32-efer'), bits: bitsOf(c.field('host-ia32-efer') & ~EFER_DEFINED) }),
    suggestion: 'Write what RDMSR of IA32_EFER gives.',
  },
  {
    id: 'host-ia32-efer-lma',
    fields: [EXIT_CONTROLS, 'host-ia32-efer'],
    applies: loadEfer,
    holds: (c) => ((c.field('host-ia32-efer') >> 10n) & 1n) === BigInt(host64(c)),
    message: 'IA32_EFER of the host is {value}: LMA (bit 10) must equal “Host address-space size”, which is {control}.',
    values: (c) => ({ value: show(c, 'host-ia32-efer'), control: Number(host64(c)) }),
    suggestion: 'For a 64-bit host set LMA, LME and “Host address-space size”.',
  },
  {
    id: 'host-ia32-efer-lme',
    fields: [EXIT_CONTROLS, 'host-ia32-efer'],
    applies: loadEfer,
    holds: (c) => ((c.field('host-ia32-efer') >> 8n) & 1n) === BigInt(host64(c)),
    message: 'IA32_EFER of the host is {value}: LME (bit 8) must equal “Host address-space size”, which is {control}.',
    values: (c) => ({ value: show(c, 'host-ia32-efer'), control: Number(host64(c)) }),
    suggestion: 'For a 64-bit host set LMA, LME and “Host address-space size”.',
  },
]);

const SELECTORS = ['cs', 'ss', 'ds', 'es', 'fs', 'gs', 'tr'] as const;

function selector(name: (typeof SELECTORS)[number]) {
  const field = `host-${name}-selector` as const;
  const segment = name.toUpperCase();
  return facts([
    {
      id: `${field}-rpl`,
      text: 'host-selector-rpl',
      fields: [field],
      holds: (c) => (c.word(field) & 3) === 0,
      message: 'The host’s {segment} selector is {value}; its RPL (bits 1:0) must be 0.',
      values: (c) => ({ segment, value: show(c, field) }),
      suggestion: 'Write a selector of the GDT with RPL 0.',
    },
    {
      id: `${field}-ti`,
      text: 'host-selector-ti',
      fields: [field],
      holds: (c) => (c.word(field) & 4) === 0,
      message: 'The host’s {segment} selector is {value}; its TI flag (bit 2) must be 0.',
      values: (c) => ({ segment, value: show(c, field) }),
      suggestion: 'Write a selector of the GDT: a VM exit leaves LDTR unusable.',
    },
  ]);
}

/** SDM: "Checks on Host Segment and Descriptor-Table Registers". */
const segments = checkRows('Checks on Host Segment and Descriptor-Table Registers', 'host-state', INVALID_HOST_STATE, [
  ...SELECTORS.flatMap(selector),
  {
    id: 'host-cs-selector-null',
    fields: ['host-cs-selector'],
    holds: (c) => c.word('host-cs-selector') !== 0,
    message: 'The host’s CS selector is 0.',
    suggestion: 'Write the code selector that the host runs with.',
  },
  {
    id: 'host-tr-selector-null',
    fields: ['host-tr-selector'],
    holds: (c) => c.word('host-tr-selector') !== 0,
    message: 'The host’s TR selector is 0.',
    suggestion: 'Load a task register with LTR before VMXON and write its selector.',
  },
  {
    id: 'host-ss-selector-null',
    fields: [EXIT_CONTROLS, 'host-ss-selector'],
    applies: (c) => !host64(c),
    holds: (c) => c.word('host-ss-selector') !== 0,
    message: 'The host’s SS selector is 0, and “Host address-space size” is 0: a 32-bit host needs a stack segment.',
    suggestion: 'Write the stack selector that the host runs with.',
  },
  canonicalBase('host-fs-base', 'FS'),
  canonicalBase('host-gs-base', 'GS'),
  canonicalBase('host-gdtr-base', 'GDTR'),
  canonicalBase('host-idtr-base', 'IDTR'),
  canonicalBase('host-tr-base', 'TR'),
]);

/** SDM: "Checks Related to Address-Space Size". */
const addressSpace = checkRows('Checks Related to Address-Space Size', 'host-state', INVALID_HOST_STATE, [
  {
    id: 'legacy-mode-guest-not-ia-32e',
    fields: [ENTRY_CONTROLS],
    applies: (c) => !c.ia32e,
    holds: (c) => !ia32eGuest(c),
    message: '“IA-32e mode guest” is 1, but the processor is outside IA-32e mode.',
    suggestion: 'Enter such a guest from a 64-bit VMM.',
  },
  {
    id: 'legacy-mode-host-not-64-bit',
    fields: [EXIT_CONTROLS],
    applies: (c) => !c.ia32e,
    holds: (c) => !host64(c),
    message: '“Host address-space size” is 1, but the processor is outside IA-32e mode.',
    suggestion: 'Clear “Host address-space size” in the VM-exit controls.',
  },
  {
    id: 'ia-32e-mode-host-64-bit',
    fields: [EXIT_CONTROLS],
    applies: (c) => c.ia32e,
    holds: host64,
    message:
      'The VM-exit controls are {value}: “Host address-space size” (bit 9) is 0, but the processor is in IA-32e mode.',
    values: (c) => ({ value: show(c, EXIT_CONTROLS) }),
    suggestion: 'Set “Host address-space size” in the VM-exit controls.',
  },
  {
    id: 'legacy-host-guest-not-ia-32e',
    fields: [EXIT_CONTROLS, ENTRY_CONTROLS],
    applies: (c) => !host64(c),
    holds: (c) => !ia32eGuest(c),
    message: '“IA-32e mode guest” is 1 while “Host address-space size” is 0.',
    suggestion: 'A 64-bit guest needs a 64-bit host.',
  },
  {
    id: 'legacy-host-cr4-pcide',
    fields: [EXIT_CONTROLS, 'host-cr4'],
    applies: (c) => !host64(c),
    holds: (c) => (c.word('host-cr4') & 0x2_0000) === 0,
    message: 'CR4 of the host is {value}: PCIDE (bit 17) must be 0 while “Host address-space size” is 0.',
    values: (c) => ({ value: show(c, 'host-cr4') }),
    suggestion: 'Clear CR4.PCIDE of the host.',
  },
  {
    id: 'legacy-host-rip',
    fields: [EXIT_CONTROLS, 'host-rip'],
    applies: (c) => !host64(c),
    holds: (c) => c.field('host-rip') >> 32n === 0n,
    message: 'The host’s RIP is {value}: bits 63:32 must be 0 while “Host address-space size” is 0.',
    values: (c) => ({ value: show(c, 'host-rip') }),
    suggestion: 'Write a 32-bit address.',
  },
  {
    id: 'host-64-bit-cr4-pae',
    fields: [EXIT_CONTROLS, 'host-cr4'],
    applies: host64,
    holds: (c) => (c.word('host-cr4') & 0x20) !== 0,
    message: 'CR4 of the host is {value}: PAE (bit 5) must be 1 for a 64-bit host.',
    values: (c) => ({ value: show(c, 'host-cr4') }),
    suggestion: 'Write the CR4 that the host runs with.',
  },
  {
    id: 'host-64-bit-rip',
    fields: [EXIT_CONTROLS, 'host-rip'],
    applies: host64,
    holds: (c) => isCanonical(c, c.field('host-rip')),
    message: 'The host’s RIP is {value}, which is not a canonical address.',
    values: (c) => ({ value: show(c, 'host-rip') }),
    suggestion: 'Write the address of the exit handler.',
  },
]);

/** SDM: "Checks on Host-State Area". */
export const hostStateChecks = [...registers, ...segments, ...addressSpace];
