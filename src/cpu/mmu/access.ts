/**
 * An access as paging sees it: bits as in the page-fault error code (SDM: "Page-Fault Exceptions"), so that a refusal
 * reports them as they are, and IMPLICIT for supervisor accesses that no instruction operand asked for.
 */
export const ACCESS_READ = 0;
export const ACCESS_WRITE = 2;
export const ACCESS_USER = 4;
export const ACCESS_FETCH = 16;
/** Implicit supervisor-mode access (descriptor tables, IDT, TSS): SMAP refuses user pages to it whatever RFLAGS.AC says. */
export const ACCESS_IMPLICIT = 0x100;
/** A view's look at memory: no right refuses it. */
export const ACCESS_PEEK = 0x200;

export const ERROR_PRESENT = 1;
export const ERROR_RESERVED = 8;
export const ERROR_PROTECTION_KEY = 0x20;

/**
 * What `SecondLevelTranslation.translate` is told: bits 0–2 read, write, fetch and bit 8 (the access is to the page of
 * the linear address, not to a paging-structure entry), as in the exit qualification for EPT violations.
 */
export const SECOND_LEVEL_READ = 1;
export const SECOND_LEVEL_WRITE = 2;
export const SECOND_LEVEL_FETCH = 4;
export const SECOND_LEVEL_FINAL = 0x100;
