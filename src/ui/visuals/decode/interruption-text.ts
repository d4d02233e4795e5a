import { bitText, decodeWord } from '../../../i18n/facts';
import { entryInterruptionLayout, exceptionBitmapLayout } from '../../../vmx/vmcs/vmcs-field-layouts.table';

/**
 * What an interruption-information word says: "hardware exception 14 #PF, with error code"; null when its valid bit is 0.
 * VM-entry, VM-exit and IDT-vectoring information share this format.
 * SDM Vol. 3: "VM-Entry Controls for Event Injection", "Information for VM Exits Due to Vectored Events".
 */
export function interruptionText(information: number): string | null {
  if ((information & 0x8000_0000) === 0) return null;
  const vector = information & 0xff;
  const type = (information >>> 8) & 7;
  const name = exceptionName(vector);
  const event =
    type === 0 || type === 4
      ? `${typeText(type)} 0x${vector.toString(16).padStart(2, '0')}`
      : type === 2
        ? 'NMI'
        : `${typeText(type)} ${vector}${name === null ? '' : ` ${name}`}`;
  return (information & 0x800) === 0 ? event : decodeWord('with-error-code', { event });
}

/** "#PF" for 14; null for a vector that no exception has. */
export function exceptionName(vector: number): string | null {
  const name = exceptionBitmapLayout[vector]?.name ?? null;
  return name?.startsWith('#') ? name : null;
}

/** The interruption types, bits 10:8. */
const TYPES = entryInterruptionLayout.find(({ low }) => low === 8)?.values ?? {};

function typeText(type: number): string {
  const name = TYPES[type];
  return name === undefined ? decodeWord('event-type', { type }) : bitText(name);
}
