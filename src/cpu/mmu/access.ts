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

/** A write to an operand that the instruction has read before: for a second level of translation it is both. */
export const ACCESS_MODIFY = 0x400;

export const ERROR_PRESENT = 1;
export const ERROR_RESERVED = 8;
export const ERROR_PROTECTION_KEY = 0x20;
/** No translation, or a reserved bit, in the paging structures that a monitor manages. */
export const ERROR_HLAT = 0x80;

/**
 * What `SecondLevelTranslation.translate` is told, in the places of the exit qualification for EPT violations: bits 0–2
 * read, write, fetch; bit 7, the access serves a linear address (`derived.linearLow`, `linearHigh`); bit 8, it is to the page
 * of that address, not to a paging-structure entry; and then in bits 9–11 what paging says of the page: user-mode, writable,
 * execute-disable.
 */
export const SECOND_LEVEL_READ = 1;
export const SECOND_LEVEL_WRITE = 2;
export const SECOND_LEVEL_FETCH = 4;
export const SECOND_LEVEL_LINEAR = 0x80;
export const SECOND_LEVEL_FINAL = 0x100;
export const SECOND_LEVEL_USER_PAGE = 0x200;
export const SECOND_LEVEL_WRITABLE_PAGE = 0x400;
export const SECOND_LEVEL_EXECUTE_DISABLE_PAGE = 0x800;
