import type { ExplainedEntry, WalkRule } from '../../../protocol/paging-view';

export type EntryBitName = 'P' | 'R/W' | 'U/S' | 'A' | 'D' | 'PS' | 'G' | 'XD' | 'key';

/** A bit of a paging-structure entry, or its protection key, as the list of entries shows it. */
export interface EntryBit {
  readonly name: EntryBitName;
  readonly value: number;
  /** Whether the rule that refused the access is about it. */
  readonly decides: boolean;
}

/** What an entry says that the processor looks at; of one that is not present only that. */
export function toEntryBits(entry: ExplainedEntry, rule: WalkRule | null): readonly EntryBit[] {
  const present: EntryBit = { name: 'P', value: Number(entry.present), decides: !entry.present && rule !== null };
  if (!entry.present) return [present];
  const found: readonly [EntryBitName, boolean | number | null, boolean][] = [
    ['R/W', entry.writable, rule === 'read-write' && entry.writable === false],
    ['U/S', entry.user, decidesUser(entry, rule)],
    ['A', entry.accessed, false],
    ['D', entry.dirty, false],
    ['PS', entry.pageSize, false],
    ['G', entry.global, false],
    ['XD', entry.executeDisable, rule === 'execute-disable' && entry.executeDisable === true],
    ['key', entry.protectionKey, rule === 'protection-key-access' || rule === 'protection-key-write'],
  ];
  return [
    present,
    ...found.flatMap(([name, value, decides]) => (value === null ? [] : [{ name, value: Number(value), decides }])),
  ];
}

function decidesUser({ user }: ExplainedEntry, rule: WalkRule | null): boolean {
  if (rule === 'user-supervisor') return user === false;
  return (rule === 'smep' || rule === 'smap') && user === true;
}
