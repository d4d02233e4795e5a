import { controlMask } from './control-words.table';
import { effectiveSecondaryControls } from './effective-secondary-controls';

const UNRESTRICTED_GUEST = controlMask('secondary-processor-based', 'unrestricted-guest');

/** Whether the guest of a VMCS is unrestricted. @param region index in `words` of the VMCS's first word */
export const isUnrestrictedGuest = (words: Int32Array, region: number): boolean =>
  (effectiveSecondaryControls(words, region) & UNRESTRICTED_GUEST) !== 0;
