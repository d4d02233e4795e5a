/**
 * Where the lab boot puts what a 64-bit processor needs before the program's first instruction; all of it lies below
 * 0x100000. Addresses are physical and, since the first 4 GiB are mapped to themselves, linear too.
 */
export const LAB_PML4 = 0x1000;
export const LAB_PDPT = 0x2000;
/** Four page directories, one per GiB: 2048 pages of 2 MiB, writable, for user and supervisor code. */
export const LAB_PAGE_DIRECTORIES = 0x3000;
export const LAB_GDT = 0x7000;
export const LAB_TSS = 0x7100;
export const LAB_IDT = 0x8000;
/** The handler of vector v starts at LAB_HANDLERS + LAB_HANDLER_BYTES * v: `hlt`, and a jump back to it. */
export const LAB_HANDLERS = 0x9000;
export const LAB_HANDLER_BYTES = 16;
/** Stack of the double-fault handler (IST1): the first address above it. */
export const LAB_DOUBLE_FAULT_STACK = 0xc000;
/** Stack for events that arrive at rings 1–3 (RSP0). */
export const LAB_RING0_STACK = 0xe000;
/** The program's stack: the first address above it. */
export const LAB_STACK = 0x9_0000;
/** Programs load at or above this address. */
export const LAB_LOWEST_PROGRAM = 0x10_0000;

export const LAB_CODE_SELECTOR = 0x08;
export const LAB_DATA_SELECTOR = 0x10;
export const LAB_TSS_SELECTOR = 0x18;

/** Descriptors of the GDT in order; the TSS takes two places. Rings 3 are there for programs that want them. */
export const labGdt: readonly { readonly selector: number; readonly value: bigint; readonly what: string }[] = [
  { selector: 0x08, value: 0x00af_9b00_0000_ffffn, what: '64-bit code, ring 0' },
  { selector: 0x10, value: 0x00cf_9300_0000_ffffn, what: 'data, ring 0' },
  { selector: 0x28, value: 0x00cf_f300_0000_ffffn, what: 'data, ring 3' },
  { selector: 0x30, value: 0x00af_fb00_0000_ffffn, what: '64-bit code, ring 3' },
];
export const LAB_GDT_LIMIT = 0x37;
export const LAB_TSS_LIMIT = 0x67;

/** Control registers: PG, WP, NE, ET, MP, PE; PAE; NXE, LMA, LME, SCE. CR4.VMXE is clear: turning VMX on is the program's task. */
export const LAB_CR0 = 0x8001_0033n;
export const LAB_CR4 = 0x20n;
export const LAB_EFER = 0xd01n;
/** Locked, VMX allowed outside SMX operation. */
export const LAB_FEATURE_CONTROL = 5n;
