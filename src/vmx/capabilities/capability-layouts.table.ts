import type { BitField } from '../../base/bit-field';
import { type EptVpidCapability, eptVpidCapabilities } from './ept-vpid-capabilities.table';
import { type VmFunction, vmFunctions } from './vm-functions.table';

const bit = (low: number, name: string): BitField => ({ low, high: low, name });

/** SDM Vol. 3, appendix "Basic VMX Information". */
export const vmxBasicLayout: readonly BitField[] = [
  {
    low: 0,
    high: 30,
    name: 'VMCS revision identifier',
    about:
      'Software writes it into bits 30:0 of a VMXON or VMCS region; with another number there VMXON and VMPTRLD fail.',
  },
  {
    low: 32,
    high: 44,
    name: 'Bytes of a VMXON or VMCS region',
    about: 'So much memory belongs to each region; its format is the processor’s own.',
  },
  bit(48, 'VMX addresses have at most 32 bits'),
  bit(49, 'Dual-monitor treatment of SMM'),
  {
    low: 50,
    high: 53,
    name: 'Memory type of VMX structures',
    values: { 0: 'uncacheable', 6: 'write-back' },
    about: 'How the processor accesses VMCS regions, bitmaps and MSR areas. VMXray models no caches.',
  },
  bit(54, 'VM exits by INS and OUTS report instruction information'),
  bit(55, 'The TRUE capability MSRs exist'),
  bit(56, 'Hardware exceptions may be injected with or without an error code'),
];

/** SDM Vol. 3, appendix "Miscellaneous Data". */
export const vmxMiscLayout: readonly BitField[] = [
  {
    low: 0,
    high: 4,
    name: 'Bit of the time-stamp counter that drives the VMX-preemption timer',
    about: 'The timer counts down by 1 whenever this bit changes: bit 5 means once in 32 cycles.',
  },
  bit(5, 'VM exits store IA32_EFER.LMA into “IA-32e mode guest”'),
  bit(6, 'Activity state HLT'),
  bit(7, 'Activity state shutdown'),
  bit(8, 'Activity state wait-for-SIPI'),
  bit(14, 'Processor Trace may be used in VMX operation'),
  bit(15, 'IA32_SMBASE can be read in SMM'),
  {
    low: 16,
    high: 24,
    name: 'Number of CR3-target values',
    about: 'So many values a guest can load into CR3 without a VM exit though “CR3-load exiting” is 1.',
  },
  {
    low: 25,
    high: 27,
    name: 'MSRs recommended in a list, in units of 512, minus 1',
    about: 'With 0 an MSR area should hold at most 512 entries; what a longer one does is undefined.',
  },
  bit(28, 'IA32_SMM_MONITOR_CTL[2] may be 1'),
  bit(29, 'VMWRITE reaches every field'),
  bit(30, 'Software events may be injected with instruction length 0'),
  {
    low: 32,
    high: 63,
    name: 'MSEG revision identifier',
    about: 'Of the memory that the dual-monitor treatment of SMM uses, which VMXray does not model.',
  },
];

/** SDM Vol. 3, appendix "VMCS Enumeration". */
export const vmcsEnumLayout: readonly BitField[] = [
  {
    low: 1,
    high: 9,
    name: 'Highest index of a field encoding',
    about: 'The largest number in bits 9:1 of the encoding of any VMCS field that the processor has.',
  },
];

const eptVpidNames: Readonly<Record<EptVpidCapability, string>> = {
  'execute-only': 'Execute-only translations',
  'page-walk-4': 'EPT walks of four levels',
  'page-walk-5': 'EPT walks of five levels',
  uncacheable: 'EPT structures may be uncacheable',
  'write-back': 'EPT structures may be write-back',
  'pages-2m': 'EPT pages of 2 MiB',
  'pages-1g': 'EPT pages of 1 GiB',
  invept: 'INVEPT',
  'accessed-dirty': 'Accessed and dirty flags for EPT',
  'advanced-violation-information': 'Advanced information about EPT violations',
  'supervisor-shadow-stack': 'Supervisor shadow-stack control',
  'hlat-prefix-size-1': 'HLAT prefix size 1',
  'invept-single-context': 'INVEPT of one context',
  'invept-all-contexts': 'INVEPT of all contexts',
  invvpid: 'INVVPID',
  'invvpid-individual-address': 'INVVPID of one address',
  'invvpid-single-context': 'INVVPID of one context',
  'invvpid-all-contexts': 'INVVPID of all contexts',
  'invvpid-single-context-retaining-globals': 'INVVPID of one context without its global translations',
};

/** SDM Vol. 3, appendix "VPID and EPT Capabilities". */
export const eptVpidLayout: readonly BitField[] = Object.entries(eptVpidNames).map(([id, name]) =>
  bit(eptVpidCapabilities[id as EptVpidCapability], name),
);

const vmFunctionNames: Readonly<Record<VmFunction, string>> = { 'eptp-switching': 'EPTP switching' };

/** SDM Vol. 3, appendix "VM Functions". */
export const vmFunctionLayout: readonly BitField[] = Object.entries(vmFunctionNames).map(([id, name]) =>
  bit(vmFunctions[id as VmFunction], name),
);
