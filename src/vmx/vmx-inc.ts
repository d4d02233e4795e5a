import { systemMsrs } from '../cpu/msr/system-msrs';
import { capabilityMsrs } from './capabilities/capability-msrs.table';
import { eptVpidCapabilities } from './capabilities/ept-vpid-capabilities.table';
import { controlWords } from './controls/control-words.table';
import { exitReasons } from './exit/exit-reasons.table';
import { vmInstructionErrors } from './instructions/vm-instruction-errors.table';
import type { FieldArea, FieldWidth } from './vmcs/vmcs-field-encoding';
import { vmcsFields } from './vmcs/vmcs-fields.table';
import { constantName } from './vmx-constants.table';

const hex = (value: number | bigint, digits: number): string => `0x${value.toString(16).padStart(digits, '0')}`;
const heading = (text: string): string => `\n; ${`---- ${text} `.padEnd(100, '-')}`;

function constant(name: string, value: string, comment: string): string {
  return `${name.padEnd(52)} equ ${value.padEnd(18)} ; ${comment}`;
}

const AREA_NAMES: Readonly<Record<FieldArea, string>> = {
  control: 'control fields',
  'read-only-data': 'read-only data fields',
  'guest-state': 'guest-state fields',
  'host-state': 'host-state fields',
};
const WIDTH_NAMES: Readonly<Record<FieldWidth, string>> = {
  '16': '16-bit',
  '32': '32-bit',
  '64': '64-bit',
  natural: 'natural-width',
};

function fieldLines(): string[] {
  const lines: string[] = [];
  let group = '';
  for (const field of vmcsFields) {
    const own = `VMCS ${WIDTH_NAMES[field.width]} ${AREA_NAMES[field.area]}`;
    if (own !== group) lines.push(heading(own));
    group = own;
    lines.push(constant(constantName('VMCS', field.id), hex(field.encoding, 4), field.name));
  }
  return lines;
}

function controlLines(): string[] {
  return controlWords.flatMap((table) => [
    heading(`${table.sdm}: ${table.word} (bit masks)`),
    ...table.rows.map((row) =>
      constant(constantName(table.prefix, row.id), hex(1n << BigInt(row.bit), 8), `bit ${row.bit}: ${row.name}`),
    ),
  ]);
}

/**
 * Text of vmx.inc: every VMCS field encoding, control bit, exit reason, VM-instruction error and VMX-related MSR as an
 * `equ` constant of the NASM dialect, generated from the tables of this folder. It emits no bytes.
 */
export function vmxInc(): string {
  return [
    '; vmx.inc - the numbers of VMX, generated from the tables of VMXray.',
    '; VMCS_<FIELD>        encoding of a VMCS field (add 1 for the high half of a 64-bit field)',
    '; PIN_ PRIMARY_ SECONDARY_ TERTIARY_ EXIT_ EXIT2_ ENTRY_   bit masks of the control words',
    '; EXIT_REASON_<NAME>  basic exit reason, bits 15:0 of VMCS_EXIT_REASON',
    '; VM_ERROR_<NAME>     VM-instruction error number',
    '; MSR_<NAME>          number of an MSR; EPT_VPID_CAP_<NAME> bit mask of IA32_VMX_EPT_VPID_CAP',
    ...fieldLines(),
    ...controlLines(),
    heading('Basic exit reasons'),
    ...exitReasons.map((row) => constant(constantName('EXIT_REASON', row.id), String(row.number), row.name)),
    constant('EXIT_REASON_ENTRY_FAILURE', hex(0x8000_0000, 8), 'bit 31: the VM entry failed, the guest never ran'),
    heading('VM-instruction error numbers'),
    ...vmInstructionErrors.map((row) => constant(constantName('VM_ERROR', row.id), String(row.number), row.name)),
    heading('VMX capability MSRs'),
    ...capabilityMsrs.map((row) => constant(`MSR_${row.name}`, hex(row.index, 3), row.says)),
    heading('Bits of IA32_VMX_EPT_VPID_CAP'),
    ...Object.entries(eptVpidCapabilities).map(([id, bit]) =>
      constant(constantName('EPT_VPID_CAP', id), hex(1n << BigInt(bit), 8), `bit ${bit}`),
    ),
    heading('Other MSRs'),
    ...systemMsrs.map((row) => constant(`MSR_${row.name}`, hex(row.index, 3), row.sdm)),
    '',
  ].join('\n');
}
