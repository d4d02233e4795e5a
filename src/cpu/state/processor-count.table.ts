/** How many logical processors a machine can have, and how many it has when nobody says. */
export const MAXIMUM_PROCESSORS = 8;
export const DEFAULT_PROCESSORS = 1;
