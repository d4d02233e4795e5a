import type { Processor } from '../../../cpu/processor';
import type { ModeFact, ModeFactGroup, ModeView } from '../../../protocol/processor-mode';
import { consult } from './consulted-bits';
import { flagFacts } from './flag-facts';
import { instructionFacts } from './instruction-facts';
import type { ModeFactRow } from './mode-fact-row';
import { operatingModeFacts } from './operating-mode-facts';
import { pagingFacts } from './paging-facts';

type Rows = { readonly [Group in ModeFactGroup]: readonly ModeFactRow<Group>[] };

const rows: Rows = {
  mode: operatingModeFacts,
  paging: pagingFacts,
  flags: flagFacts,
  instructions: instructionFacts,
};

/** The processor's mode, fact by fact: each by the engine's own rule, with the bits that the rule looks at. */
export function toModeView(p: Processor): ModeView {
  const groups = Object.keys(rows) as ModeFactGroup[];
  return { facts: groups.flatMap((group) => rows[group].map((row) => toFact(p, group, row))) };
}

function toFact(p: Processor, group: ModeFactGroup, { id, section, find }: ModeFactRow<ModeFactGroup>): ModeFact {
  const [says, bits, values = {}] = find(p);
  return { id, group, section, says, values, consulted: bits.map((name) => consult(p, name)) };
}
