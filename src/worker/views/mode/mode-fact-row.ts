import type { Processor } from '../../../cpu/processor';
import type { ModeFactGroup, ModeFactIds, ModeSaying } from '../../../protocol/processor-mode';

/** What a fact says now, the bits that make it so, in the order in which one decides after the other, and its values. */
export type Finding = readonly [
  says: ModeSaying,
  consulted: readonly string[],
  values?: Readonly<Record<string, string | number>>,
];

/** A fact about the processor's mode. */
export interface ModeFactRow<Group extends ModeFactGroup> {
  readonly id: ModeFactIds[Group];
  /** Title of the manual's section. */
  readonly section: string;
  readonly find: (p: Processor) => Finding;
}
