import { ISA_ROWS } from '../isa/isa';
import { type OpcodeForm, parseRow } from './opcode-form';

/** Forms by opcode: index map × 256 + opcode, the most specific form first. SDM Vol. 2: "Opcode Map". */
export const OPCODE_MAP: readonly (readonly OpcodeForm[])[] = buildMap();

function buildMap(): OpcodeForm[][] {
  const slots: OpcodeForm[][] = Array.from({ length: 8 * 256 }, () => []);
  for (const form of ISA_ROWS.map(parseRow)) {
    const count = form.registerInOpcode ? 8 : 1;
    for (let k = 0; k < count; k++) slots[form.map * 256 + form.opcode + k].push(form);
  }
  for (const slot of slots) slot.sort((a, b) => b.rank - a.rank);
  return slots;
}
