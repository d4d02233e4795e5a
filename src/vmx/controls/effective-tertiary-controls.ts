import { F } from '../vmcs/vmcs-region';
import { controlMask } from './control-words.table';

const ACTIVATE = controlMask('primary-processor-based', 'activate-tertiary-controls');
const PRIMARY = F['primary-processor-based-controls'];
const TERTIARY = F['tertiary-processor-based-controls'];

/**
 * Bits 31:0 of the tertiary processor-based controls as they count: 0 while "activate tertiary controls" is 0.
 * @param words RAM as words; `region` is the index of the VMCS's first word there
 */
export const effectiveTertiaryControls = (words: Int32Array, region: number): number =>
  (words[region + PRIMARY] & ACTIVATE) === 0 ? 0 : words[region + TERTIARY];
