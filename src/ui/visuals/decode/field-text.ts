import { bitText, errorName } from '../../../i18n/facts';
import type { Translate } from '../../../i18n/i18n';
import type { VmcsFieldId } from '../../../protocol/snapshot';
import { vmInstructionError } from '../../../vmx/instructions/vm-instruction-errors.table';
import { activityLayout } from '../../../vmx/vmcs/vmcs-field-layouts.table';
import type { VmcsField } from '../../../vmx/vmcs/vmcs-fields.table';
import { accessRightsText, selectorText } from './access-rights-text';
import { bitsText } from './bits-text';
import { controlsText, controlWordOfField } from './controls-text';
import { exitQualificationText, instructionInformationText } from './exit-qualification-text';
import { exitReasonText } from './exit-reason-text';
import { interruptionText } from './interruption-text';
import type { SymbolNames } from './symbol-names';

/** What the text of one field may depend on: the other fields of its VMCS, and the program's labels. */
export interface FieldContext {
  readonly fields: Readonly<Partial<Record<VmcsFieldId, bigint>>>;
  readonly names: SymbolNames;
}

/** What a field's value means, in a few words; an empty text when the hexadecimal value says it all. */
export function fieldText(t: Translate, field: VmcsField, value: bigint, context: FieldContext): string {
  const word = Number(value & 0xffff_ffffn);
  const reason = Number(context.fields['exit-reason'] ?? 0n) & 0xffff;
  switch (field.show) {
    case 'number':
      return value > 9n ? value.toString() : '';
    case 'address':
      return value === 0xffff_ffff_ffff_ffffn ? t('panels.vmcs.noAddress') : (context.names(value) ?? '');
    case 'selector':
      return selectorText(word);
    case 'access-rights':
      return accessRightsText(word);
    case 'bits':
      return field.layout === undefined
        ? ''
        : bitsText(field.layout, value) || (value === 0n ? t('panels.vmcs.noBits') : '');
    case 'controls': {
      const table = controlWordOfField(field.id);
      return table === undefined ? '' : controlsText(table, value) || t('panels.vmcs.defaults');
    }
    case 'activity':
      return bitText(activityLayout[0]?.values?.[word] ?? '');
    case 'exit-reason':
      return exitReasonText(word);
    case 'exit-qualification':
      return exitQualificationText(reason, value, Number(context.fields['vm-exit-interruption-information'] ?? 0n));
    case 'instruction-information':
      return instructionInformationText(reason, word);
    case 'interruption-information':
      return interruptionText(word) ?? t('panels.vmcs.notValid');
    case 'vm-instruction-error':
      return errorText(word);
    default:
      return '';
  }
}

function errorText(number: number): string {
  const row = vmInstructionError(number);
  return row === undefined ? '' : errorName(row);
}
