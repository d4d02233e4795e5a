/** MiB of RAM of a machine that nobody gave a size; page and command line agree, so their machines are the same. */
export const DEFAULT_MEMORY_MIB = 64;
/** Below it a boot has no room. */
export const MINIMUM_MEMORY_MIB = 2;
/** Above it would lie the addresses that a PC gives to devices. */
export const MAXIMUM_MEMORY_MIB = 3072;
