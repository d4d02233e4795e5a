import type { SecondLevelEntry, SecondLevelWalk } from '../../../protocol/paging-view';

export type EptBitName = 'R' | 'W' | 'X' | 'XU' | 'A' | 'D' | 'PS' | 'MT' | 'IPAT' | 'VGP' | 'PW' | 'SPP' | 'SVE';

/** A bit of an EPT entry, or its memory type, as the list of entries shows it. */
export interface EptBit {
  readonly name: EptBitName;
  readonly value: number | string;
  /** Whether the rule that refused the access is about it. */
  readonly decides: boolean;
}

/** The memory types by their numbers; the others are reserved. */
const MEMORY_TYPES: Readonly<Record<number, string>> = { 0: 'UC', 1: 'WC', 4: 'WT', 5: 'WP', 6: 'WB' };

/** Which rights a rule is about. Those of the first four refuse by what all entries allow together. */
const RIGHTS_OF_RULE: Readonly<Record<string, readonly EptBitName[]>> = {
  'ept-read': ['R'],
  'ept-write': ['W'],
  'ept-execute': ['X'],
  'ept-user-execute': ['XU'],
  'ept-not-present': ['R', 'W', 'X', 'XU'],
  'ept-write-without-read': ['R', 'W'],
  'ept-execute-only': ['R', 'X'],
  'ept-paging-write-without-read': ['R'],
};
const TAKEN_TOGETHER: ReadonlySet<string> = new Set(['ept-read', 'ept-write', 'ept-execute', 'ept-user-execute']);

/**
 * What an EPT entry itself says, whatever those before it allow; of one that is not present only its rights.
 * @param last whether the walk read no entry after it
 */
export function toEptBits(
  entry: SecondLevelEntry,
  refusal: SecondLevelWalk['refusal'],
  last: boolean,
): readonly EptBit[] {
  const bit = (n: bigint): number => Number((entry.entry >> n) & 1n);
  const rule = refusal?.rule ?? '';
  const right = (name: EptBitName, n: bigint): EptBit => {
    const value = bit(n);
    const concerned = RIGHTS_OF_RULE[rule]?.includes(name) ?? false;
    return { name, value, decides: concerned && (TAKEN_TOGETHER.has(rule) ? value === 0 : last) };
  };
  const rights = [right('R', 0n), right('W', 1n), right('X', 2n)];
  if (entry.userExecute !== null) rights.push(right('XU', 10n));
  if (!entry.present) return rights;
  const more: EptBit[] = [];
  const add = (name: EptBitName, value: number | string, decides = false) => more.push({ name, value, decides });
  if (entry.accessed !== null) add('A', Number(entry.accessed));
  if (entry.dirty !== null) add('D', Number(entry.dirty));
  if (entry.leaf && !entry.name.endsWith('PTE')) add('PS', 1);
  if (entry.memoryType !== null) {
    add('MT', MEMORY_TYPES[entry.memoryType] ?? entry.memoryType, last && rule === 'ept-memory-type');
    if (bit(6n) === 1) add('IPAT', 1);
    if (bit(57n) === 1) add('VGP', 1, last && rule === 'ept-guest-paging-verification');
    if (bit(58n) === 1) add('PW', 1, last && rule === 'ept-paging-write-without-read');
    if (bit(61n) === 1) add('SPP', 1);
  }
  if (bit(63n) === 1) add('SVE', 1);
  return [...rights, ...more];
}
