/**
 * Bits of EPT paging-structure entries and of the EPTP. SDM Vol. 3: "EPT Translation Mechanism", tables "Format of an EPT …
 * Entry"; "Extended-Page-Table Pointer (EPTP)".
 */
export const EPT_READ = 1;
export const EPT_WRITE = 2;
/** With mode-based execute control: execution from supervisor-mode addresses only. */
export const EPT_EXECUTE = 4;
export const EPT_RIGHTS = EPT_READ | EPT_WRITE | EPT_EXECUTE;
export const EPT_MEMORY_TYPE_SHIFT = 3;
/** In entries of the two middle levels: the entry maps a page. */
export const EPT_LARGE_PAGE = 0x80;
export const EPT_ACCESSED = 0x100;
export const EPT_DIRTY = 0x200;
/** With mode-based execute control: execution from user-mode addresses. */
export const EPT_USER_EXECUTE = 0x400;

/** Bit 63, in the high half: violations by this entry do not become virtualization exceptions. */
export const EPT_SUPPRESS_VE = 0x8000_0000 | 0;

/** Bit 61, in the high half: writes that the entries forbid may be allowed to parts of the page. */
export const EPT_SUB_PAGES = 0x2000_0000;

/** Bit 58, in the high half: paging may write accessed and dirty flags of entries in the page though EPT forbids writes to it. */
export const EPT_PAGING_WRITE = 0x0400_0000;
/** Bit 57, in the high half: a translation to the page must come from paging structures in pages marked by bit 58. */
export const EPT_VERIFY_PAGING = 0x0200_0000;

/** Memory types that an entry may name: UC, WC, WT, WP, WB. */
export const EPT_MEMORY_TYPES: ReadonlySet<number> = new Set([0, 1, 4, 5, 6]);

/** Names of the entries by level. */
export const EPT_LEVELS = ['EPT PTE', 'EPT PDE', 'EPT PDPTE', 'EPT PML4E', 'EPT PML5E'] as const;

/** Names of the entries of the sub-page-permission table by level. */
export const SPPT_LEVELS = ['SPPTL1E', 'SPPTL2E', 'SPPTL3E', 'SPPTL4E'] as const;
/** Parts of a page for which the sub-page-permission table gives the right to write, one by one: 2 to this power bytes. */
export const SUB_PAGE_SHIFT = 7;

export const EPTP_WALK_LENGTH_SHIFT = 3;
/** Accessed and dirty flags for EPT are in use. */
export const EPTP_ACCESSED_DIRTY = 0x40;
/** Bits 11:7 are reserved; bit 7 belongs to supervisor shadow stacks, which no model has. */
export const EPTP_RESERVED = 0xf80n;
