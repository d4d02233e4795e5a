import { TLB_ENTRY_WORDS } from '../derived';
import type { Processor } from '../processor';
import { asGuestPhysical } from '../state/address';
import { highHalf, lowHalf } from '../state/halves';
import { CR0, TLB_FIRST_WORD } from '../state/processor-layout';
import { RAM_BASE } from '../state/state-image';
import { ACCESS_PEEK } from './access';
import { isCanonical, isLongMode } from './linear';
import { type PAGING_LEVELS, type WalkRule, type WalkTrail, walkPages } from './page-walk';
import { TLB_VALID, tlbEntryOf } from './tlb';

const CR0_PG = 0x8000_0000 | 0;

/** A page walk as data: every entry read, and the rule that refused the access or the address that came out. */
export interface WalkExplanation {
  /** False while paging is off: the linear address is the physical one. */
  readonly paging: boolean;
  readonly steps: readonly {
    readonly name: (typeof PAGING_LEVELS)[number];
    /** Guest-physical address of the entry. */
    readonly address: number;
    readonly entry: bigint;
  }[];
  /** The rule that refused the access, or null. */
  readonly rule: WalkRule | null;
  /** Error code of the page fault that the access would raise, or null. */
  readonly errorCode: number | null;
  /** Host-physical address of the byte, or null. */
  readonly physical: number | null;
  /** Bytes of the page, or null. */
  readonly pageBytes: number | null;
}

/**
 * Explains how the paging structures in memory translate a linear address, without side effects: no accessed or dirty
 * flag, no TLB entry, no fault. The TLB is not asked: a stale entry may say something else.
 * @param access ACCESS_* bits
 */
export function explainWalk(p: Processor, address: bigint, access: number): WalkExplanation {
  const low = lowHalf(address);
  const high = highHalf(address);
  if ((p.s[CR0] & CR0_PG) === 0)
    return { paging: false, steps: [], rule: null, errorCode: null, physical: low >>> 0, pageBytes: null };
  if (!isCanonical(high))
    return { paging: true, steps: [], rule: 'non-canonical', errorCode: null, physical: null, pageBytes: null };
  const trail: WalkTrail = { steps: [], rule: null };
  const page = walkPages(p, low, high, access, trail);
  return {
    paging: true,
    steps: trail.steps.map((step) => ({
      name: step.name,
      address: step.address,
      entry: (BigInt(step.entryHigh >>> 0) << 32n) | BigInt(step.entryLow >>> 0),
    })),
    rule: trail.rule,
    errorCode: page < 0 ? p.derived.walkError : null,
    physical: page < 0 ? null : page * 0x1000 + (low & 0xfff),
    pageBytes: page < 0 ? null : 0x1000 * 0x200 ** (4 - trail.steps.length),
  };
}

/**
 * The byte at a linear address as the processor would see it now (a TLB entry counts, stale or not), or null where
 * nothing is mapped or no RAM lies behind. For views: no faults, no side effects.
 */
export function peekLinear(p: Processor, address: bigint): number | null {
  const physical = peekPhysical(p, address);
  return physical === null ? null : p.view.getUint8(RAM_BASE + physical);
}

/** The address in RAM behind a linear address, or null, as `peekLinear` finds it. */
export function peekPhysical(p: Processor, address: bigint): number | null {
  const low = lowHalf(address);
  const high = highHalf(address);
  const physical = peekTranslate(p, low, high);
  return physical === null || physical >= p.image.ramBytes ? null : physical;
}

function peekTranslate(p: Processor, low: number, high: number): number | null {
  const s = p.s;
  if ((s[CR0] & CR0_PG) === 0)
    return p.secondLevel === null ? low >>> 0 : (p.secondLevel.peek?.(p, asGuestPhysical(low >>> 0)) ?? null);
  if (!isLongMode(p) || !isCanonical(high)) return null;
  for (const fetch of [false, true]) {
    const entry = tlbEntryOf(low, fetch);
    const word = TLB_FIRST_WORD + entry * TLB_ENTRY_WORDS;
    if ((s[word] & (TLB_VALID | ~0xfff)) === ((low & ~0xfff) | TLB_VALID) && s[word + 1] === high)
      return (s[word + 3] * 0x1_0000_0000 + (s[word + 2] >>> 0)) * 0x1000 + (low & 0xfff);
  }
  const page = walkPages(p, low, high, ACCESS_PEEK, { steps: [], rule: null });
  return page < 0 ? null : page * 0x1000 + (low & 0xfff);
}
