/** Byte offsets of a task-state segment's fields. General registers follow one another in the order of their numbers. */
export interface TaskStateFormat {
  /** The smallest limit of its descriptor. */
  readonly limit: number;
  /** Bytes of a register in it. */
  readonly word: 2 | 4;
  /** Stack pointer and SS of ring 0, then those of rings 1 and 2, `stackStep` bytes apart; SS follows its pointer. */
  readonly stacks: number;
  readonly stackStep: number;
  /** Null where the format has no such field. */
  readonly cr3: number | null;
  readonly eip: number;
  readonly eflags: number;
  readonly general: number;
  /** ES CS SS DS FS GS, `selectorStep` bytes apart; the 16-bit format ends with DS. */
  readonly selectors: number;
  readonly selectorStep: number;
  readonly selectorCount: number;
  readonly ldt: number;
  /** The word whose bit 0 is the debug trap flag. */
  readonly trap: number | null;
}

/** SDM Vol. 3: "Task-State Segment (TSS)". */
export const TASK_STATE_32: TaskStateFormat = {
  limit: 0x67,
  word: 4,
  stacks: 4,
  stackStep: 8,
  cr3: 0x1c,
  eip: 0x20,
  eflags: 0x24,
  general: 0x28,
  selectors: 0x48,
  selectorStep: 4,
  selectorCount: 6,
  ldt: 0x60,
  trap: 0x64,
};

/** SDM Vol. 3: "16-Bit Task-State Segment (TSS)". */
export const TASK_STATE_16: TaskStateFormat = {
  limit: 0x2b,
  word: 2,
  stacks: 2,
  stackStep: 4,
  cr3: null,
  eip: 0x0e,
  eflags: 0x10,
  general: 0x12,
  selectors: 0x22,
  selectorStep: 2,
  selectorCount: 4,
  ldt: 0x2a,
  trap: null,
};

/** The 64-bit TSS: RSP0–RSP2, then IST1–IST7. SDM Vol. 3: "Task Management in 64-bit Mode". */
export const TASK_STATE_64 = { rsp0: 4, ist1: 0x24 } as const;

/** The 16-bit offset of the I/O permission bitmap, in the 32-bit and the 64-bit TSS. */
export const IO_MAP_BASE = 0x66;

/** The software interrupt redirection bitmap of the 32-bit TSS: the bytes right below the I/O permission bitmap. */
export const REDIRECTION_BYTES = 32;
