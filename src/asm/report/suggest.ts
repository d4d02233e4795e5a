/**
 * The candidate nearest to a misspelt word, or undefined when none is near enough: one edit for words of up to four
 * letters, two for longer ones, three for very long ones. An exchange of two neighbours counts as one edit. A word that
 * is the end of a candidate, as GUEST_RIP is of VMCS_GUEST_RIP, is near, too.
 */
export function suggest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase();
  const ending = wanted.length > 4 ? `_${wanted.replace(/^_+/, '')}` : null;
  let best: string | undefined;
  let longer: string | undefined;
  let bestDistance = wanted.length <= 4 ? 2 : wanted.length < 14 ? 3 : 4;
  for (const candidate of candidates) {
    if (ending !== null && longer === undefined && candidate.length > wanted.length)
      longer = candidate.toLowerCase().endsWith(ending) ? candidate : undefined;
    if (Math.abs(candidate.length - wanted.length) > bestDistance) continue;
    const distance = editDistance(wanted, candidate.toLowerCase());
    // Of equally near words the one with the same beginning is likelier.
    const likelier = distance === bestDistance && best?.[0] !== word[0] && candidate[0] === word[0];
    if ((distance < bestDistance || (best !== undefined && likelier)) && distance < wanted.length) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best ?? longer;
}

/** A text as it stands in a regular expression that looks for just it. */
export function escapeForPattern(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
}

function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, beforeLast[j - 2] + 1);
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length];
}
