import {
  ACTIVITY,
  CPL,
  CR0,
  CR3,
  CR4,
  CS,
  DR,
  DS,
  EFER,
  ES,
  FS,
  GDTR_BASE,
  GDTR_LIMIT,
  GPR,
  GS,
  IDTR_BASE,
  IDTR_LIMIT,
  INTERRUPTIBILITY,
  LDTR,
  MONITOR_ARMED,
  PDPTE,
  PENDING_DEBUG,
  RFLAGS,
  RIP,
  SEGMENT_ACCESS,
  SEGMENT_BASE,
  SEGMENT_LIMIT,
  SEGMENT_SELECTOR,
  SS,
  TR,
} from '../state/processor-layout';

/**
 * The state-save area of SMM: 32-bit words of the processor's area by their offset from SMBASE + 0x8000; 64-bit registers
 * are two rows. SDM Vol. 3: "SMRAM State Save Map", the table for processors with Intel 64.
 */
export interface SavedWord {
  readonly offset: number;
  /** Word of the processor's area. */
  readonly word: number;
}

const wide = (offset: number, word: number): SavedWord[] => [
  { offset, word },
  { offset: offset + 4, word: word + 1 },
];
const narrow = (offset: number, word: number): SavedWord[] => [{ offset, word }];

/** Words that are not registers of the processor. */
export const AUTO_HALT_RESTART = 0x7f02;
export const REVISION_IDENTIFIER = 0x7efc;
export const SMBASE_FIELD = 0x7ef8;

/** General registers in the order of their numbers: RAX RCX RDX RBX RSP RBP RSI RDI R8–R15. */
const GENERAL = [
  0x7f5c, 0x7f64, 0x7f6c, 0x7f74, 0x7f7c, 0x7f84, 0x7f8c, 0x7f94, 0x7f54, 0x7f4c, 0x7f44, 0x7f3c, 0x7f34, 0x7f2c,
  0x7f24, 0x7f1c,
];

/** What the manual gives a place. */
const documented: readonly SavedWord[] = [
  ...wide(0x7ff8, CR0),
  ...wide(0x7ff0, CR3),
  ...narrow(0x7fe8, RFLAGS),
  ...wide(0x7fe0, EFER),
  ...wide(0x7fd8, RIP),
  ...wide(0x7fd0, DR + 12),
  ...wide(0x7fc8, DR + 14),
  ...narrow(0x7fc4, SEGMENT_SELECTOR + TR),
  ...narrow(0x7fc0, SEGMENT_SELECTOR + LDTR),
  ...narrow(0x7fbc, SEGMENT_SELECTOR + GS),
  ...narrow(0x7fb8, SEGMENT_SELECTOR + FS),
  ...narrow(0x7fb4, SEGMENT_SELECTOR + DS),
  ...narrow(0x7fb0, SEGMENT_SELECTOR + SS),
  ...narrow(0x7fac, SEGMENT_SELECTOR + CS),
  ...narrow(0x7fa8, SEGMENT_SELECTOR + ES),
  ...GENERAL.flatMap((offset, n) => wide(offset, GPR + 2 * n)),
  ...narrow(0x7e9c, SEGMENT_BASE + 2 * LDTR),
  ...narrow(0x7e94, IDTR_BASE),
  ...narrow(0x7e8c, GDTR_BASE),
  ...wide(0x7e40, CR4),
  ...narrow(0x7dd8, IDTR_BASE + 1),
  ...narrow(0x7dd4, SEGMENT_BASE + 2 * LDTR + 1),
  ...narrow(0x7dd0, GDTR_BASE + 1),
];

/** Where the manual says "reserved": what it calls hidden. The places are VMXray's own. */
const hidden: readonly SavedWord[] = [
  ...[ES, CS, SS, DS, FS, GS, LDTR, TR].flatMap((segment) => [
    ...(segment === LDTR ? [] : wide(0x7c00 + 16 * segment, SEGMENT_BASE + 2 * segment)),
    ...narrow(0x7c08 + 16 * segment, SEGMENT_LIMIT + segment),
    ...narrow(0x7c0c + 16 * segment, SEGMENT_ACCESS + segment),
  ]),
  ...narrow(0x7c80, GDTR_LIMIT),
  ...narrow(0x7c84, IDTR_LIMIT),
  ...narrow(0x7c88, CPL),
  ...narrow(0x7c8c, ACTIVITY),
  ...narrow(0x7c90, INTERRUPTIBILITY),
  ...narrow(0x7c94, MONITOR_ARMED),
  ...wide(0x7c98, PENDING_DEBUG),
  ...[0, 1, 2, 3].flatMap((n) => wide(0x7ca0 + 8 * n, PDPTE + 2 * n)),
];

export const stateSaveMap: readonly SavedWord[] = [...documented, ...hidden];

/** Offset of a word of the processor's area in the state-save area. */
export function saveOffsetOf(word: number): number {
  const row = stateSaveMap.find((each) => each.word === word);
  if (row === undefined) throw new RangeError(`word ${word} is not saved`);
  return row.offset;
}
