import type { SdmSection } from '../../sdm/edition';
import type { ControlNeed } from '../controls/control';

/** One VMX capability MSR. All are read-only. */
export interface CapabilityMsrRow {
  readonly index: number;
  readonly name: string;
  /** What its value says. */
  readonly says: string;
  /** The MSR exists where one of these controls may be 1, or where IA32_VMX_BASIC[55] is 1; absent: always. */
  readonly exists?: readonly ControlNeed[] | 'true-controls';
  readonly sdm: SdmSection;
}

const SECONDARY = { word: 'primary-processor-based', id: 'activate-secondary-controls' } as const;
const TERTIARY = { word: 'primary-processor-based', id: 'activate-tertiary-controls' } as const;
const EXIT2 = { word: 'vm-exit', id: 'activate-secondary-controls' } as const;
const EPT = { word: 'secondary-processor-based', id: 'enable-ept' } as const;
const VPID = { word: 'secondary-processor-based', id: 'enable-vpid' } as const;
const VM_FUNCTIONS = { word: 'secondary-processor-based', id: 'enable-vm-functions' } as const;

/** SDM Vol. 3, appendix "VMX Capability Reporting Facility". */
// biome-ignore format: one MSR per line.
export const capabilityMsrs: readonly CapabilityMsrRow[] = [
  { index: 0x480, name: 'IA32_VMX_BASIC', says: 'VMCS revision identifier, size of regions, and which other MSRs count', sdm: 'Basic VMX Information' },
  { index: 0x481, name: 'IA32_VMX_PINBASED_CTLS', says: 'allowed settings of the pin-based controls', sdm: 'Pin-Based VM-Execution Controls' },
  { index: 0x482, name: 'IA32_VMX_PROCBASED_CTLS', says: 'allowed settings of the primary processor-based controls', sdm: 'Primary Processor-Based VM-Execution Controls' },
  { index: 0x483, name: 'IA32_VMX_EXIT_CTLS', says: 'allowed settings of the VM-exit controls', sdm: 'VM-Exit Controls' },
  { index: 0x484, name: 'IA32_VMX_ENTRY_CTLS', says: 'allowed settings of the VM-entry controls', sdm: 'VM-Entry Controls' },
  { index: 0x485, name: 'IA32_VMX_MISC', says: 'activity states, number of CR3-target values, whether VMWRITE reaches every field', sdm: 'Miscellaneous Data' },
  { index: 0x486, name: 'IA32_VMX_CR0_FIXED0', says: 'bits of CR0 that must be 1 in VMX operation', sdm: 'VMX-Fixed Bits in CR0' },
  { index: 0x487, name: 'IA32_VMX_CR0_FIXED1', says: 'bits of CR0 that may be 1 in VMX operation', sdm: 'VMX-Fixed Bits in CR0' },
  { index: 0x488, name: 'IA32_VMX_CR4_FIXED0', says: 'bits of CR4 that must be 1 in VMX operation', sdm: 'VMX-Fixed Bits in CR4' },
  { index: 0x489, name: 'IA32_VMX_CR4_FIXED1', says: 'bits of CR4 that may be 1 in VMX operation', sdm: 'VMX-Fixed Bits in CR4' },
  { index: 0x48a, name: 'IA32_VMX_VMCS_ENUM', says: 'highest index in the encodings of VMCS fields', sdm: 'VMCS Enumeration' },
  { index: 0x48b, name: 'IA32_VMX_PROCBASED_CTLS2', says: 'allowed settings of the secondary processor-based controls', exists: [SECONDARY], sdm: 'Secondary Processor-Based VM-Execution Controls' },
  { index: 0x48c, name: 'IA32_VMX_EPT_VPID_CAP', says: 'what EPT, INVEPT and INVVPID can do', exists: [EPT, VPID], sdm: 'VPID and EPT Capabilities' },
  { index: 0x48d, name: 'IA32_VMX_TRUE_PINBASED_CTLS', says: 'allowed settings of the pin-based controls, with the default1 bits that may be 0', exists: 'true-controls', sdm: 'Pin-Based VM-Execution Controls' },
  { index: 0x48e, name: 'IA32_VMX_TRUE_PROCBASED_CTLS', says: 'allowed settings of the primary processor-based controls, with the default1 bits that may be 0', exists: 'true-controls', sdm: 'Primary Processor-Based VM-Execution Controls' },
  { index: 0x48f, name: 'IA32_VMX_TRUE_EXIT_CTLS', says: 'allowed settings of the VM-exit controls, with the default1 bits that may be 0', exists: 'true-controls', sdm: 'VM-Exit Controls' },
  { index: 0x490, name: 'IA32_VMX_TRUE_ENTRY_CTLS', says: 'allowed settings of the VM-entry controls, with the default1 bits that may be 0', exists: 'true-controls', sdm: 'VM-Entry Controls' },
  { index: 0x491, name: 'IA32_VMX_VMFUNC', says: 'which VM functions may be enabled', exists: [VM_FUNCTIONS], sdm: 'VM Functions' },
  { index: 0x492, name: 'IA32_VMX_PROCBASED_CTLS3', says: 'tertiary processor-based controls that may be 1', exists: [TERTIARY], sdm: 'Tertiary Processor-Based VM-Execution Controls' },
  { index: 0x493, name: 'IA32_VMX_EXIT_CTLS2', says: 'secondary VM-exit controls that may be 1', exists: [EXIT2], sdm: 'VM-Exit Controls' },
];
