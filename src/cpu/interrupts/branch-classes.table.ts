/**
 * What MSR_LBR_SELECT filters: a set bit keeps branches of this kind out of the last-branch records.
 * SDM Vol. 3: "Filtering of Last Branch Records".
 */
export const LBR_SELECT_BITS = {
  /** Branches that end in ring 0, in another ring. */
  toRing0: 0x001,
  toOtherRings: 0x002,
  conditional: 0x004,
  relativeCall: 0x008,
  indirectCall: 0x010,
  nearReturn: 0x020,
  indirectJump: 0x040,
  relativeJump: 0x080,
  /** Far transfers, system calls, interrupts and exceptions. */
  far: 0x100,
} as const;

export const LBR_SELECT_DEFINED = 0x1ffn;

/** Near branches by operation: by displacement, and by a register or memory. What transfers control and is not here is far. */
export const NEAR_BRANCHES: Readonly<Record<string, readonly [relative: number, indirect: number]>> = {
  jmp: [LBR_SELECT_BITS.relativeJump, LBR_SELECT_BITS.indirectJump],
  call: [LBR_SELECT_BITS.relativeCall, LBR_SELECT_BITS.indirectCall],
  ret: [LBR_SELECT_BITS.nearReturn, LBR_SELECT_BITS.nearReturn],
};
