import { secondaryControl } from './check-helpers';

/** The fields that a question about a secondary control reads. */
export const CONTROL_FIELDS = ['primary-processor-based-controls', 'secondary-processor-based-controls'] as const;

export const isUnrestricted = secondaryControl('unrestricted-guest');
