import { CR0_PE, CR0_PG } from '../../cpu/registers/control-registers';
import { controlMask } from './control-words.table';
import { effectiveSecondaryControls } from './effective-secondary-controls';

const UNRESTRICTED_GUEST = controlMask('secondary-processor-based', 'unrestricted-guest');

/** CR0.PE and CR0.PG, which an unrestricted guest may clear. SDM Vol. 3: "Unrestricted Guests". */
export const UNRESTRICTED_CR0 = BigInt((CR0_PE | CR0_PG) >>> 0);

/** Whether the guest of a VMCS is unrestricted. @param region index in `words` of the VMCS's first word */
export const isUnrestrictedGuest = (words: Int32Array, region: number): boolean =>
  (effectiveSecondaryControls(words, region) & UNRESTRICTED_GUEST) !== 0;
