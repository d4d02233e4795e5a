import type { BitField } from '../../base/bit-field';
import type { SdmSection } from '../../sdm/edition';
import type { ControlNeed } from '../controls/control';
import { type FieldArea, type FieldWidth, fieldArea, fieldWidth } from './vmcs-field-encoding';
import * as L from './vmcs-field-layouts.table';
import { type VmcsFieldId, vmcsFieldList } from './vmcs-field-list.table';

/** How a page shows a field's value. */
export type FieldShow =
  | 'hex'
  | 'number'
  | 'address'
  | 'selector'
  | 'access-rights'
  | 'bits'
  | 'controls'
  | 'activity'
  | 'exit-reason'
  | 'exit-qualification'
  | 'instruction-information'
  | 'interruption-information'
  | 'vm-instruction-error';

/** What a field is. Id, encoding, width, area and access follow from vmcs-field-list.table.ts. */
export interface VmcsField {
  readonly id: VmcsFieldId;
  readonly encoding: number;
  readonly width: FieldWidth;
  readonly area: FieldArea;
  /** VMWRITE to a read-only field needs IA32_VMX_MISC[29]. */
  readonly access: 'read-write' | 'read-only';
  /** The manual's name. */
  readonly name: string;
  /** The section that explains it. */
  readonly sdm: SdmSection;
  /** Absent: every processor has it. Otherwise it exists where one of these controls may be 1. */
  readonly exists?: readonly ControlNeed[];
  readonly layout?: readonly BitField[];
  readonly show: FieldShow;
}

type FieldFacts = Pick<VmcsField, 'name' | 'sdm' | 'exists' | 'layout' | 'show'>;

const GUEST_REGISTERS = 'Guest Register State';
const GUEST_OTHER = 'Guest Non-Register State';
const HOST = 'Host-State Area';
const PROCESSOR_BASED = 'Processor-Based VM-Execution Controls';

const pin = (id: string): ControlNeed => ({ word: 'pin-based', id });
const primary = (id: string): ControlNeed => ({ word: 'primary-processor-based', id });
const secondary = (id: string): ControlNeed => ({ word: 'secondary-processor-based', id });
const tertiary = (id: string): ControlNeed => ({ word: 'tertiary-processor-based', id });
const exit = (id: string): ControlNeed => ({ word: 'vm-exit', id });
const exit2 = (id: string): ControlNeed => ({ word: 'secondary-vm-exit', id });
const entry = (id: string): ControlNeed => ({ word: 'vm-entry', id });

/**
 * The names are those of the editions up to 2025; the appendix of February 2026 calls the interruption-information fields
 * "injected-event", "exiting-event" and "original-event" identification and error code. It does not list what belongs to
 * APIC-timer virtualization (0x000a, 0x204e, 0x2830), which no model has, and the guest's and host's IA32_SPEC_CTRL (0x282e,
 * 0x2c1a): those encodings are from Bochs.
 */
// biome-ignore format: one field per line, as in the manual's appendix.
const facts: Readonly<Record<VmcsFieldId, FieldFacts>> = {
  'virtual-processor-identifier': { name: 'Virtual-processor identifier (VPID)', sdm: 'Virtual-Processor Identifier (VPID)', show: 'number', exists: [secondary('enable-vpid')] },
  'posted-interrupt-notification-vector': { name: 'Posted-interrupt notification vector', sdm: 'Controls for APIC Virtualization', show: 'number', exists: [pin('process-posted-interrupts')] },
  'eptp-index': { name: 'EPTP index', sdm: 'Controls for Virtualization Exceptions', show: 'number', exists: [secondary('ept-violation-ve')] },
  'hlat-prefix-size': { name: 'HLAT prefix size', sdm: 'Fields Related to Hypervisor-Managed Linear-Address Translation', show: 'number', exists: [tertiary('enable-hlat')] },
  'last-pid-pointer-index': { name: 'Last PID-pointer index', sdm: 'Controls for APIC Virtualization', show: 'number', exists: [tertiary('ipi-virtualization')] },
  'virtual-timer-vector': { name: 'Virtual timer vector', sdm: 'Controls for APIC Virtualization', show: 'number', exists: [tertiary('apic-timer-virtualization')] },
  'guest-es-selector': { name: 'Guest ES selector', sdm: GUEST_REGISTERS, show: 'selector', layout: L.selectorLayout },
  'guest-cs-selector': { name: 'Guest CS selector', sdm: GUEST_REGISTERS, show: 'selector', layout: L.selectorLayout },
  'guest-ss-selector': { name: 'Guest SS selector', sdm: GUEST_REGISTERS, show: 'selector', layout: L.selectorLayout },
  'guest-ds-selector': { name: 'Guest DS selector', sdm: GUEST_REGISTERS, show: 'selector', layout: L.selectorLayout },
  'guest-fs-selector': { name: 'Guest FS selector', sdm: GUEST_REGISTERS, show: 'selector', layout: L.selectorLayout },
  'guest-gs-selector': { name: 'Guest GS selector', sdm: GUEST_REGISTERS, show: 'selector', layout: L.selectorLayout },
  'guest-ldtr-selector': { name: 'Guest LDTR selector', sdm: GUEST_REGISTERS, show: 'selector', layout: L.selectorLayout },
  'guest-tr-selector': { name: 'Guest TR selector', sdm: GUEST_REGISTERS, show: 'selector', layout: L.selectorLayout },
  'guest-interrupt-status': { name: 'Guest interrupt status', sdm: GUEST_OTHER, show: 'hex', exists: [secondary('virtual-interrupt-delivery')] },
  'pml-index': { name: 'PML index', sdm: GUEST_OTHER, show: 'number', exists: [secondary('enable-pml')] },
  'guest-uinv': { name: 'Guest UINV', sdm: GUEST_REGISTERS, show: 'number', exists: [entry('load-uinv'), exit('clear-uinv')] },
  'host-es-selector': { name: 'Host ES selector', sdm: HOST, show: 'selector', layout: L.selectorLayout },
  'host-cs-selector': { name: 'Host CS selector', sdm: HOST, show: 'selector', layout: L.selectorLayout },
  'host-ss-selector': { name: 'Host SS selector', sdm: HOST, show: 'selector', layout: L.selectorLayout },
  'host-ds-selector': { name: 'Host DS selector', sdm: HOST, show: 'selector', layout: L.selectorLayout },
  'host-fs-selector': { name: 'Host FS selector', sdm: HOST, show: 'selector', layout: L.selectorLayout },
  'host-gs-selector': { name: 'Host GS selector', sdm: HOST, show: 'selector', layout: L.selectorLayout },
  'host-tr-selector': { name: 'Host TR selector', sdm: HOST, show: 'selector', layout: L.selectorLayout },
  'io-bitmap-a': { name: 'Address of I/O bitmap A', sdm: 'I/O-Bitmap Addresses', show: 'address' },
  'io-bitmap-b': { name: 'Address of I/O bitmap B', sdm: 'I/O-Bitmap Addresses', show: 'address' },
  'msr-bitmaps': { name: 'Address of MSR bitmaps', sdm: 'MSR-Bitmap Address', show: 'address', exists: [primary('use-msr-bitmaps')] },
  'vm-exit-msr-store-address': { name: 'VM-exit MSR-store address', sdm: 'VM-Exit Controls for MSRs', show: 'address' },
  'vm-exit-msr-load-address': { name: 'VM-exit MSR-load address', sdm: 'VM-Exit Controls for MSRs', show: 'address' },
  'vm-entry-msr-load-address': { name: 'VM-entry MSR-load address', sdm: 'VM-Entry Controls for MSRs', show: 'address' },
  'executive-vmcs-pointer': { name: 'Executive-VMCS pointer', sdm: 'Executive-VMCS Pointer', show: 'address' },
  'pml-address': { name: 'PML address', sdm: 'Control Field for Page-Modification Logging', show: 'address', exists: [secondary('enable-pml')] },
  'tsc-offset': { name: 'TSC offset', sdm: 'Time-Stamp Counter Offset and Multiplier', show: 'hex' },
  'virtual-apic-address': { name: 'Virtual-APIC address', sdm: 'Controls for APIC Virtualization', show: 'address', exists: [primary('use-tpr-shadow')] },
  'apic-access-address': { name: 'APIC-access address', sdm: 'Controls for APIC Virtualization', show: 'address', exists: [secondary('virtualize-apic-accesses')] },
  'posted-interrupt-descriptor-address': { name: 'Posted-interrupt descriptor address', sdm: 'Controls for APIC Virtualization', show: 'address', exists: [pin('process-posted-interrupts')] },
  'vm-function-controls': { name: 'VM-function controls', sdm: 'VM-Function Controls', show: 'hex', exists: [secondary('enable-vm-functions')] },
  'ept-pointer': { name: 'EPT pointer (EPTP)', sdm: 'Extended-Page-Table Pointer (EPTP)', show: 'address', exists: [secondary('enable-ept')] },
  'eoi-exit-bitmap-0': { name: 'EOI-exit bitmap 0 (vectors 0–63)', sdm: 'Controls for APIC Virtualization', show: 'hex', exists: [secondary('virtual-interrupt-delivery')] },
  'eoi-exit-bitmap-1': { name: 'EOI-exit bitmap 1 (vectors 64–127)', sdm: 'Controls for APIC Virtualization', show: 'hex', exists: [secondary('virtual-interrupt-delivery')] },
  'eoi-exit-bitmap-2': { name: 'EOI-exit bitmap 2 (vectors 128–191)', sdm: 'Controls for APIC Virtualization', show: 'hex', exists: [secondary('virtual-interrupt-delivery')] },
  'eoi-exit-bitmap-3': { name: 'EOI-exit bitmap 3 (vectors 192–255)', sdm: 'Controls for APIC Virtualization', show: 'hex', exists: [secondary('virtual-interrupt-delivery')] },
  'eptp-list-address': { name: 'EPTP-list address', sdm: 'VM-Function Controls', show: 'address', exists: [secondary('enable-vm-functions')] },
  'vmread-bitmap-address': { name: 'VMREAD-bitmap address', sdm: 'VMCS Shadowing Bitmap Addresses', show: 'address', exists: [secondary('vmcs-shadowing')] },
  'vmwrite-bitmap-address': { name: 'VMWRITE-bitmap address', sdm: 'VMCS Shadowing Bitmap Addresses', show: 'address', exists: [secondary('vmcs-shadowing')] },
  'virtualization-exception-information-address': { name: 'Virtualization-exception information address', sdm: 'Controls for Virtualization Exceptions', show: 'address', exists: [secondary('ept-violation-ve')] },
  'xss-exiting-bitmap': { name: 'XSS-exiting bitmap', sdm: 'XSS-Exiting Bitmap', show: 'hex', exists: [secondary('enable-xsaves-xrstors')] },
  'encls-exiting-bitmap': { name: 'ENCLS-exiting bitmap', sdm: 'ENCLS-Exiting Bitmap', show: 'hex', exists: [secondary('enable-encls-exiting')] },
  'sub-page-permission-table-pointer': { name: 'Sub-page-permission-table pointer (SPPTP)', sdm: 'Sub-Page-Permission-Table Pointer (SPPTP)', show: 'address', exists: [secondary('sub-page-write-permissions')] },
  'tsc-multiplier': { name: 'TSC multiplier', sdm: 'Time-Stamp Counter Offset and Multiplier', show: 'hex', exists: [secondary('use-tsc-scaling')] },
  'tertiary-processor-based-controls': { name: 'Tertiary processor-based VM-execution controls', sdm: PROCESSOR_BASED, show: 'controls', exists: [primary('activate-tertiary-controls')] },
  'enclv-exiting-bitmap': { name: 'ENCLV-exiting bitmap', sdm: 'ENCLV-Exiting Bitmap', show: 'hex', exists: [secondary('enable-enclv-exiting')] },
  'low-pasid-directory-address': { name: 'Low PASID directory address', sdm: 'Fields Related to PASID Translation', show: 'address', exists: [secondary('pasid-translation')] },
  'high-pasid-directory-address': { name: 'High PASID directory address', sdm: 'Fields Related to PASID Translation', show: 'address', exists: [secondary('pasid-translation')] },
  'shared-ept-pointer': { name: 'SEAM shared EPT pointer', sdm: 'Field Encoding in VMCS', show: 'address', exists: [tertiary('seam-guest-physical-address-width')] },
  'pconfig-exiting-bitmap': { name: 'PCONFIG-exiting bitmap', sdm: 'PCONFIG-Exiting Bitmap', show: 'hex', exists: [secondary('enable-pconfig')] },
  'hlat-pointer': { name: 'Hypervisor-managed linear-address translation pointer (HLATP)', sdm: 'Fields Related to Hypervisor-Managed Linear-Address Translation', show: 'address', exists: [tertiary('enable-hlat')] },
  'pid-pointer-table-address': { name: 'PID-pointer table address', sdm: 'Controls for APIC Virtualization', show: 'address', exists: [tertiary('ipi-virtualization')] },
  'secondary-vm-exit-controls': { name: 'Secondary VM-exit controls', sdm: 'VM-Exit Controls', show: 'controls', exists: [exit('activate-secondary-controls')] },
  'ia32-spec-ctrl-mask': { name: 'IA32_SPEC_CTRL mask', sdm: 'Fields Controlling Virtualization of the IA32_SPEC_CTRL MSR', show: 'hex', exists: [tertiary('virtualize-ia32-spec-ctrl')] },
  'ia32-spec-ctrl-shadow': { name: 'IA32_SPEC_CTRL shadow', sdm: 'Fields Controlling Virtualization of the IA32_SPEC_CTRL MSR', show: 'hex', exists: [tertiary('virtualize-ia32-spec-ctrl')] },
  'guest-deadline-shadow': { name: 'Guest deadline shadow', sdm: 'Controls for APIC Virtualization', show: 'hex', exists: [tertiary('apic-timer-virtualization')] },
  'injected-event-data': { name: 'Injected-event data', sdm: 'VM-Entry Controls for Event Injection', show: 'hex', exists: [entry('load-fred')] },
  'guest-physical-address': { name: 'Guest-physical address', sdm: 'Basic VM-Exit Information', show: 'address', exists: [secondary('enable-ept')] },
  'msr-data': { name: 'MSR data', sdm: 'Field Encoding in VMCS', show: 'hex', exists: [tertiary('enable-msr-list-instructions')] },
  'original-event-data': { name: 'Original-event data', sdm: 'Information for VM Exits That Occur During Event Delivery', show: 'hex', exists: [entry('load-fred')] },
  'vmcs-link-pointer': { name: 'VMCS link pointer', sdm: GUEST_OTHER, show: 'address' },
  'guest-ia32-debugctl': { name: 'Guest IA32_DEBUGCTL', sdm: GUEST_REGISTERS, show: 'bits', layout: L.debugctlLayout },
  'guest-ia32-pat': { name: 'Guest IA32_PAT', sdm: GUEST_REGISTERS, show: 'bits', exists: [entry('load-ia32-pat'), exit('save-ia32-pat')], layout: L.patLayout },
  'guest-ia32-efer': { name: 'Guest IA32_EFER', sdm: GUEST_REGISTERS, show: 'bits', exists: [entry('load-ia32-efer'), exit('save-ia32-efer')], layout: L.eferLayout },
  'guest-ia32-perf-global-ctrl': { name: 'Guest IA32_PERF_GLOBAL_CTRL', sdm: GUEST_REGISTERS, show: 'hex', exists: [entry('load-ia32-perf-global-ctrl'), exit('save-ia32-perf-global-ctrl')] },
  'guest-pdpte-0': { name: 'Guest PDPTE0', sdm: GUEST_OTHER, show: 'hex', exists: [secondary('enable-ept')] },
  'guest-pdpte-1': { name: 'Guest PDPTE1', sdm: GUEST_OTHER, show: 'hex', exists: [secondary('enable-ept')] },
  'guest-pdpte-2': { name: 'Guest PDPTE2', sdm: GUEST_OTHER, show: 'hex', exists: [secondary('enable-ept')] },
  'guest-pdpte-3': { name: 'Guest PDPTE3', sdm: GUEST_OTHER, show: 'hex', exists: [secondary('enable-ept')] },
  'guest-ia32-bndcfgs': { name: 'Guest IA32_BNDCFGS', sdm: GUEST_REGISTERS, show: 'hex', exists: [entry('load-ia32-bndcfgs'), exit('clear-ia32-bndcfgs')] },
  'guest-ia32-rtit-ctl': { name: 'Guest IA32_RTIT_CTL', sdm: GUEST_REGISTERS, show: 'hex', exists: [entry('load-ia32-rtit-ctl'), exit('clear-ia32-rtit-ctl')] },
  'guest-ia32-lbr-ctl': { name: 'Guest IA32_LBR_CTL', sdm: GUEST_REGISTERS, show: 'hex', exists: [entry('load-guest-ia32-lbr-ctl'), exit('clear-ia32-lbr-ctl')] },
  'guest-ia32-pkrs': { name: 'Guest IA32_PKRS', sdm: GUEST_REGISTERS, show: 'hex', exists: [entry('load-pkrs')] },
  'guest-ia32-fred-config': { name: 'Guest IA32_FRED_CONFIG', sdm: GUEST_REGISTERS, show: 'hex', exists: [entry('load-fred'), exit2('save-fred')] },
  'guest-ia32-fred-rsp1': { name: 'Guest IA32_FRED_RSP1', sdm: GUEST_REGISTERS, show: 'hex', exists: [entry('load-fred'), exit2('save-fred')] },
  'guest-ia32-fred-rsp2': { name: 'Guest IA32_FRED_RSP2', sdm: GUEST_REGISTERS, show: 'hex', exists: [entry('load-fred'), exit2('save-fred')] },
  'guest-ia32-fred-rsp3': { name: 'Guest IA32_FRED_RSP3', sdm: GUEST_REGISTERS, show: 'hex', exists: [entry('load-fred'), exit2('save-fred')] },
  'guest-ia32-fred-stack-levels': { name: 'Guest IA32_FRED_STKLVLS', sdm: GUEST_REGISTERS, show: 'hex', exists: [entry('load-fred'), exit2('save-fred')] },
  'guest-ia32-fred-ssp1': { name: 'Guest IA32_FRED_SSP1', sdm: GUEST_REGISTERS, show: 'hex', exists: [entry('load-fred'), exit2('save-fred')] },
  'guest-ia32-fred-ssp2': { name: 'Guest IA32_FRED_SSP2', sdm: GUEST_REGISTERS, show: 'hex', exists: [entry('load-fred'), exit2('save-fred')] },
  'guest-ia32-fred-ssp3': { name: 'Guest IA32_FRED_SSP3', sdm: GUEST_REGISTERS, show: 'hex', exists: [entry('load-fred'), exit2('save-fred')] },
  'guest-ia32-spec-ctrl': { name: 'Guest IA32_SPEC_CTRL', sdm: GUEST_REGISTERS, show: 'hex', exists: [entry('load-ia32-spec-ctrl')] },
  'guest-deadline': { name: 'Guest deadline', sdm: GUEST_OTHER, show: 'hex', exists: [tertiary('apic-timer-virtualization')] },
  'host-ia32-pat': { name: 'Host IA32_PAT', sdm: HOST, show: 'bits', exists: [exit('load-ia32-pat')], layout: L.patLayout },
  'host-ia32-efer': { name: 'Host IA32_EFER', sdm: HOST, show: 'bits', exists: [exit('load-ia32-efer')], layout: L.eferLayout },
  'host-ia32-perf-global-ctrl': { name: 'Host IA32_PERF_GLOBAL_CTRL', sdm: HOST, show: 'hex', exists: [exit('load-ia32-perf-global-ctrl')] },
  'host-ia32-pkrs': { name: 'Host IA32_PKRS', sdm: HOST, show: 'hex', exists: [exit('load-pkrs')] },
  'host-ia32-fred-config': { name: 'Host IA32_FRED_CONFIG', sdm: HOST, show: 'hex', exists: [exit2('load-fred')] },
  'host-ia32-fred-rsp1': { name: 'Host IA32_FRED_RSP1', sdm: HOST, show: 'hex', exists: [exit2('load-fred')] },
  'host-ia32-fred-rsp2': { name: 'Host IA32_FRED_RSP2', sdm: HOST, show: 'hex', exists: [exit2('load-fred')] },
  'host-ia32-fred-rsp3': { name: 'Host IA32_FRED_RSP3', sdm: HOST, show: 'hex', exists: [exit2('load-fred')] },
  'host-ia32-fred-stack-levels': { name: 'Host IA32_FRED_STKLVLS', sdm: HOST, show: 'hex', exists: [exit2('load-fred')] },
  'host-ia32-fred-ssp1': { name: 'Host IA32_FRED_SSP1', sdm: HOST, show: 'hex', exists: [exit2('load-fred')] },
  'host-ia32-fred-ssp2': { name: 'Host IA32_FRED_SSP2', sdm: HOST, show: 'hex', exists: [exit2('load-fred')] },
  'host-ia32-fred-ssp3': { name: 'Host IA32_FRED_SSP3', sdm: HOST, show: 'hex', exists: [exit2('load-fred')] },
  'host-ia32-spec-ctrl': { name: 'Host IA32_SPEC_CTRL', sdm: HOST, show: 'hex', exists: [exit2('load-ia32-spec-ctrl')] },
  'pin-based-controls': { name: 'Pin-based VM-execution controls', sdm: 'Pin-Based VM-Execution Controls', show: 'controls' },
  'primary-processor-based-controls': { name: 'Primary processor-based VM-execution controls', sdm: PROCESSOR_BASED, show: 'controls' },
  'exception-bitmap': { name: 'Exception bitmap', sdm: 'Exception Bitmap', show: 'bits', layout: L.exceptionBitmapLayout },
  'page-fault-error-code-mask': { name: 'Page-fault error-code mask', sdm: 'Exception Bitmap', show: 'bits', layout: L.pageFaultErrorCodeLayout },
  'page-fault-error-code-match': { name: 'Page-fault error-code match', sdm: 'Exception Bitmap', show: 'bits', layout: L.pageFaultErrorCodeLayout },
  'cr3-target-count': { name: 'CR3-target count', sdm: 'CR3-Target Controls', show: 'number' },
  'vm-exit-controls': { name: 'Primary VM-exit controls', sdm: 'VM-Exit Controls', show: 'controls' },
  'vm-exit-msr-store-count': { name: 'VM-exit MSR-store count', sdm: 'VM-Exit Controls for MSRs', show: 'number' },
  'vm-exit-msr-load-count': { name: 'VM-exit MSR-load count', sdm: 'VM-Exit Controls for MSRs', show: 'number' },
  'vm-entry-controls': { name: 'VM-entry controls', sdm: 'VM-Entry Controls', show: 'controls' },
  'vm-entry-msr-load-count': { name: 'VM-entry MSR-load count', sdm: 'VM-Entry Controls for MSRs', show: 'number' },
  'vm-entry-interruption-information': { name: 'VM-entry interruption-information field', sdm: 'VM-Entry Controls for Event Injection', show: 'interruption-information', layout: L.entryInterruptionLayout },
  'vm-entry-exception-error-code': { name: 'VM-entry exception error code', sdm: 'VM-Entry Controls for Event Injection', show: 'hex' },
  'vm-entry-instruction-length': { name: 'VM-entry instruction length', sdm: 'VM-Entry Controls for Event Injection', show: 'number' },
  'tpr-threshold': { name: 'TPR threshold', sdm: 'Controls for APIC Virtualization', show: 'number', exists: [primary('use-tpr-shadow')] },
  'secondary-processor-based-controls': { name: 'Secondary processor-based VM-execution controls', sdm: PROCESSOR_BASED, show: 'controls', exists: [primary('activate-secondary-controls')] },
  'ple-gap': { name: 'PLE_Gap', sdm: 'Controls for PAUSE-Loop Exiting', show: 'number', exists: [secondary('pause-loop-exiting')] },
  'ple-window': { name: 'PLE_Window', sdm: 'Controls for PAUSE-Loop Exiting', show: 'number', exists: [secondary('pause-loop-exiting')] },
  'instruction-timeout-control': { name: 'Instruction-timeout control', sdm: 'Instruction-Timeout Control', show: 'hex', exists: [secondary('instruction-timeout')] },
  'seam-guest-keyid': { name: 'SEAM-guest KeyID', sdm: 'Field Encoding in VMCS', show: 'hex', exists: [tertiary('seam-guest-physical-address-width')] },
  'vm-instruction-error': { name: 'VM-instruction error', sdm: 'VM-Instruction Error Field', show: 'vm-instruction-error' },
  'exit-reason': { name: 'Exit reason', sdm: 'Basic VM-Exit Information', show: 'exit-reason', layout: L.exitReasonLayout },
  'vm-exit-interruption-information': { name: 'VM-exit interruption information', sdm: 'Information for VM Exits Due to Vectored Events', show: 'interruption-information', layout: L.exitInterruptionLayout },
  'vm-exit-interruption-error-code': { name: 'VM-exit interruption error code', sdm: 'Information for VM Exits Due to Vectored Events', show: 'hex' },
  'idt-vectoring-information': { name: 'IDT-vectoring information field', sdm: 'Information for VM Exits That Occur During Event Delivery', show: 'interruption-information', layout: L.idtVectoringLayout },
  'idt-vectoring-error-code': { name: 'IDT-vectoring error code', sdm: 'Information for VM Exits That Occur During Event Delivery', show: 'hex' },
  'vm-exit-instruction-length': { name: 'VM-exit instruction length', sdm: 'Information for VM Exits Due to Instruction Execution', show: 'number' },
  'vm-exit-instruction-information': { name: 'VM-exit instruction information', sdm: 'Information for VM Exits Due to Instruction Execution', show: 'instruction-information' },
  'guest-es-limit': { name: 'Guest ES limit', sdm: GUEST_REGISTERS, show: 'hex' },
  'guest-cs-limit': { name: 'Guest CS limit', sdm: GUEST_REGISTERS, show: 'hex' },
  'guest-ss-limit': { name: 'Guest SS limit', sdm: GUEST_REGISTERS, show: 'hex' },
  'guest-ds-limit': { name: 'Guest DS limit', sdm: GUEST_REGISTERS, show: 'hex' },
  'guest-fs-limit': { name: 'Guest FS limit', sdm: GUEST_REGISTERS, show: 'hex' },
  'guest-gs-limit': { name: 'Guest GS limit', sdm: GUEST_REGISTERS, show: 'hex' },
  'guest-ldtr-limit': { name: 'Guest LDTR limit', sdm: GUEST_REGISTERS, show: 'hex' },
  'guest-tr-limit': { name: 'Guest TR limit', sdm: GUEST_REGISTERS, show: 'hex' },
  'guest-gdtr-limit': { name: 'Guest GDTR limit', sdm: GUEST_REGISTERS, show: 'hex' },
  'guest-idtr-limit': { name: 'Guest IDTR limit', sdm: GUEST_REGISTERS, show: 'hex' },
  'guest-es-access-rights': { name: 'Guest ES access rights', sdm: GUEST_REGISTERS, show: 'access-rights', layout: L.accessRightsLayout },
  'guest-cs-access-rights': { name: 'Guest CS access rights', sdm: GUEST_REGISTERS, show: 'access-rights', layout: L.accessRightsLayout },
  'guest-ss-access-rights': { name: 'Guest SS access rights', sdm: GUEST_REGISTERS, show: 'access-rights', layout: L.accessRightsLayout },
  'guest-ds-access-rights': { name: 'Guest DS access rights', sdm: GUEST_REGISTERS, show: 'access-rights', layout: L.accessRightsLayout },
  'guest-fs-access-rights': { name: 'Guest FS access rights', sdm: GUEST_REGISTERS, show: 'access-rights', layout: L.accessRightsLayout },
  'guest-gs-access-rights': { name: 'Guest GS access rights', sdm: GUEST_REGISTERS, show: 'access-rights', layout: L.accessRightsLayout },
  'guest-ldtr-access-rights': { name: 'Guest LDTR access rights', sdm: GUEST_REGISTERS, show: 'access-rights', layout: L.accessRightsLayout },
  'guest-tr-access-rights': { name: 'Guest TR access rights', sdm: GUEST_REGISTERS, show: 'access-rights', layout: L.accessRightsLayout },
  'guest-interruptibility-state': { name: 'Guest interruptibility state', sdm: GUEST_OTHER, show: 'bits', layout: L.interruptibilityLayout },
  'guest-activity-state': { name: 'Guest activity state', sdm: GUEST_OTHER, show: 'activity', layout: L.activityLayout },
  'guest-smbase': { name: 'Guest SMBASE', sdm: GUEST_REGISTERS, show: 'address' },
  'guest-ia32-sysenter-cs': { name: 'Guest IA32_SYSENTER_CS', sdm: GUEST_REGISTERS, show: 'hex' },
  'vmx-preemption-timer-value': { name: 'VMX-preemption timer value', sdm: GUEST_OTHER, show: 'number', exists: [pin('activate-vmx-preemption-timer')] },
  'host-ia32-sysenter-cs': { name: 'Host IA32_SYSENTER_CS', sdm: HOST, show: 'hex' },
  'cr0-guest-host-mask': { name: 'CR0 guest/host mask', sdm: 'Guest/Host Masks and Read Shadows for CR0 and CR4', show: 'bits', layout: L.cr0Layout },
  'cr4-guest-host-mask': { name: 'CR4 guest/host mask', sdm: 'Guest/Host Masks and Read Shadows for CR0 and CR4', show: 'bits', layout: L.cr4Layout },
  'cr0-read-shadow': { name: 'CR0 read shadow', sdm: 'Guest/Host Masks and Read Shadows for CR0 and CR4', show: 'bits', layout: L.cr0Layout },
  'cr4-read-shadow': { name: 'CR4 read shadow', sdm: 'Guest/Host Masks and Read Shadows for CR0 and CR4', show: 'bits', layout: L.cr4Layout },
  'cr3-target-value-0': { name: 'CR3-target value 0', sdm: 'CR3-Target Controls', show: 'hex' },
  'cr3-target-value-1': { name: 'CR3-target value 1', sdm: 'CR3-Target Controls', show: 'hex' },
  'cr3-target-value-2': { name: 'CR3-target value 2', sdm: 'CR3-Target Controls', show: 'hex' },
  'cr3-target-value-3': { name: 'CR3-target value 3', sdm: 'CR3-Target Controls', show: 'hex' },
  'exit-qualification': { name: 'Exit qualification', sdm: 'Basic VM-Exit Information', show: 'exit-qualification' },
  'io-rcx': { name: 'I/O RCX', sdm: 'Information for VM Exits Due to Instruction Execution', show: 'hex' },
  'io-rsi': { name: 'I/O RSI', sdm: 'Information for VM Exits Due to Instruction Execution', show: 'hex' },
  'io-rdi': { name: 'I/O RDI', sdm: 'Information for VM Exits Due to Instruction Execution', show: 'hex' },
  'io-rip': { name: 'I/O RIP', sdm: 'Information for VM Exits Due to Instruction Execution', show: 'hex' },
  'guest-linear-address': { name: 'Guest-linear address', sdm: 'Basic VM-Exit Information', show: 'address' },
  'guest-cr0': { name: 'Guest CR0', sdm: GUEST_REGISTERS, show: 'bits', layout: L.cr0Layout },
  'guest-cr3': { name: 'Guest CR3', sdm: GUEST_REGISTERS, show: 'bits', layout: L.cr3Layout },
  'guest-cr4': { name: 'Guest CR4', sdm: GUEST_REGISTERS, show: 'bits', layout: L.cr4Layout },
  'guest-es-base': { name: 'Guest ES base', sdm: GUEST_REGISTERS, show: 'address' },
  'guest-cs-base': { name: 'Guest CS base', sdm: GUEST_REGISTERS, show: 'address' },
  'guest-ss-base': { name: 'Guest SS base', sdm: GUEST_REGISTERS, show: 'address' },
  'guest-ds-base': { name: 'Guest DS base', sdm: GUEST_REGISTERS, show: 'address' },
  'guest-fs-base': { name: 'Guest FS base', sdm: GUEST_REGISTERS, show: 'address' },
  'guest-gs-base': { name: 'Guest GS base', sdm: GUEST_REGISTERS, show: 'address' },
  'guest-ldtr-base': { name: 'Guest LDTR base', sdm: GUEST_REGISTERS, show: 'address' },
  'guest-tr-base': { name: 'Guest TR base', sdm: GUEST_REGISTERS, show: 'address' },
  'guest-gdtr-base': { name: 'Guest GDTR base', sdm: GUEST_REGISTERS, show: 'address' },
  'guest-idtr-base': { name: 'Guest IDTR base', sdm: GUEST_REGISTERS, show: 'address' },
  'guest-dr7': { name: 'Guest DR7', sdm: GUEST_REGISTERS, show: 'bits', layout: L.dr7Layout },
  'guest-rsp': { name: 'Guest RSP', sdm: GUEST_REGISTERS, show: 'address' },
  'guest-rip': { name: 'Guest RIP', sdm: GUEST_REGISTERS, show: 'address' },
  'guest-rflags': { name: 'Guest RFLAGS', sdm: GUEST_REGISTERS, show: 'bits', layout: L.rflagsLayout },
  'guest-pending-debug-exceptions': { name: 'Guest pending debug exceptions', sdm: GUEST_OTHER, show: 'bits', layout: L.pendingDebugLayout },
  'guest-ia32-sysenter-esp': { name: 'Guest IA32_SYSENTER_ESP', sdm: GUEST_REGISTERS, show: 'address' },
  'guest-ia32-sysenter-eip': { name: 'Guest IA32_SYSENTER_EIP', sdm: GUEST_REGISTERS, show: 'address' },
  'guest-ia32-s-cet': { name: 'Guest IA32_S_CET', sdm: GUEST_REGISTERS, show: 'hex', exists: [entry('load-cet-state')] },
  'guest-ssp': { name: 'Guest SSP', sdm: GUEST_REGISTERS, show: 'address', exists: [entry('load-cet-state')] },
  'guest-ia32-interrupt-ssp-table-address': { name: 'Guest IA32_INTERRUPT_SSP_TABLE_ADDR', sdm: GUEST_REGISTERS, show: 'address', exists: [entry('load-cet-state')] },
  'host-cr0': { name: 'Host CR0', sdm: HOST, show: 'bits', layout: L.cr0Layout },
  'host-cr3': { name: 'Host CR3', sdm: HOST, show: 'bits', layout: L.cr3Layout },
  'host-cr4': { name: 'Host CR4', sdm: HOST, show: 'bits', layout: L.cr4Layout },
  'host-fs-base': { name: 'Host FS base', sdm: HOST, show: 'address' },
  'host-gs-base': { name: 'Host GS base', sdm: HOST, show: 'address' },
  'host-tr-base': { name: 'Host TR base', sdm: HOST, show: 'address' },
  'host-gdtr-base': { name: 'Host GDTR base', sdm: HOST, show: 'address' },
  'host-idtr-base': { name: 'Host IDTR base', sdm: HOST, show: 'address' },
  'host-ia32-sysenter-esp': { name: 'Host IA32_SYSENTER_ESP', sdm: HOST, show: 'address' },
  'host-ia32-sysenter-eip': { name: 'Host IA32_SYSENTER_EIP', sdm: HOST, show: 'address' },
  'host-rsp': { name: 'Host RSP', sdm: HOST, show: 'address' },
  'host-rip': { name: 'Host RIP', sdm: HOST, show: 'address' },
  'host-ia32-s-cet': { name: 'Host IA32_S_CET', sdm: HOST, show: 'hex', exists: [exit('load-cet-state')] },
  'host-ssp': { name: 'Host SSP', sdm: HOST, show: 'address', exists: [exit('load-cet-state')] },
  'host-ia32-interrupt-ssp-table-address': { name: 'Host IA32_INTERRUPT_SSP_TABLE_ADDR', sdm: HOST, show: 'address', exists: [exit('load-cet-state')] },
};

/** Every field of the manual's appendix "Field Encoding in VMCS", in the order of encodings. */
export const vmcsFields: readonly VmcsField[] = vmcsFieldList.map(({ id, encoding }) => {
  const area = fieldArea(encoding);
  return {
    id,
    encoding,
    width: fieldWidth(encoding),
    area,
    access: area === 'read-only-data' ? 'read-only' : 'read-write',
    ...facts[id],
  };
});

const byId = new Map<VmcsFieldId, VmcsField>(vmcsFields.map((field) => [field.id, field]));

/** The row of a field. */
export function vmcsField(id: VmcsFieldId): VmcsField {
  const field = byId.get(id);
  if (field === undefined) throw new RangeError(`no VMCS field is named ${id}`);
  return field;
}
