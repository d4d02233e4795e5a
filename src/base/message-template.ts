/**
 * What a sentence's placeholder stands for: text or a number as it is, or a list that each language joins in its own way:
 * numbers of bits ("bits 3, 15"), or names in parentheses (" (“NMI exiting”)"; nothing when there are none).
 */
export type MessageValue =
  | string
  | number
  | { readonly bits: readonly number[] }
  | { readonly names: readonly string[] };

/** Values of a sentence by the names of its placeholders. Plain data, so that they cross to the page. */
export type MessageValues = Readonly<Record<string, MessageValue>>;

/** How a language joins lists. */
export interface ListWords {
  bits(numbers: readonly number[]): string;
  names(names: readonly string[]): string;
}

export const englishLists: ListWords = {
  bits: (numbers) => `${numbers.length === 1 ? 'bit' : 'bits'} ${numbers.join(', ')}`,
  names: (names) => (names.length === 0 ? '' : ` (${names.map((name) => `“${name}”`).join(', ')})`),
};

/**
 * Fills the `{placeholders}` of a sentence; one without a value stays as it is, so that a test sees it. What stands between
 * `[[` and `]]` is said only when its values are there.
 */
export function fillTemplate(template: string, values: MessageValues, lists: ListWords = englishLists): string {
  const chosen = template.replace(/\[\[(.*?)\]\]/g, (_, part: string) =>
    placeholdersOf(part).every((name) => values[name] !== undefined) ? part : '',
  );
  return chosen.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = values[name];
    if (value === undefined) return placeholder;
    if (typeof value !== 'object') return String(value);
    return 'bits' in value ? lists.bits(value.bits) : lists.names(value.names);
  });
}

/** Names of a template's placeholders, each once, sorted. */
export function placeholdersOf(template: string): readonly string[] {
  return [...new Set([...template.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''))].sort();
}

/** Numbers of the set bits of a mask. */
export function bitNumbers(mask: bigint): readonly number[] {
  const bits: number[] = [];
  for (let n = 0; n < 64; n++) if (((mask >> BigInt(n)) & 1n) === 1n) bits.push(n);
  return bits;
}
