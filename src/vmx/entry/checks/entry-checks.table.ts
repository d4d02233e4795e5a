import type { EntryCheck } from './entry-check';

/** Every VM-entry check, in the order in which VMXray reports: controls, host state, guest state. */
export const entryChecks: readonly EntryCheck[] = [];
