/** Byte offsets of a task-state segment's fields. General registers follow one another in the order of their numbers. */
export interface TaskStateFormat {
  /** The smallest limit of its descriptor. */
  readonly limit: number;
  /** Bytes of a register in it. */
  readonly word: 2 | 4;
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
