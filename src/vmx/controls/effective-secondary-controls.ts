import { F } from '../vmcs/vmcs-region';
import { controlMask } from './control-words.table';

const ACTIVATE = controlMask('primary-processor-based', 'activate-secondary-controls');
const PRIMARY = F['primary-processor-based-controls'];
const SECONDARY = F['secondary-processor-based-controls'];

/**
 * The secondary processor-based controls as they count: 0 while "activate secondary controls" is 0.
 * @param words RAM as words; `region` is the index of the VMCS's first word there
 */
export const effectiveSecondaryControls = (words: Int32Array, region: number): number =>
  (words[region + PRIMARY] & ACTIVATE) === 0 ? 0 : words[region + SECONDARY];
