/**
 * The candidate nearest to a misspelt word, or undefined when none is near enough: one edit for words of up to four
 * letters, two for longer ones, three for very long ones. An exchange of two neighbours counts as one edit. Failing that,
 * the prefix of a candidate may be left out, as GUEST_RIP does of VMCS_GUEST_RIP, or the label before a local one.
 */
export function suggest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase();
  const whole = new Nearest(word);
  const tail = new Nearest(wanted.includes('.') ? wanted.slice(wanted.lastIndexOf('.')) : wanted.replace(/^_+/, ''));
  for (const candidate of candidates) {
    if (candidate === word) continue;
    whole.try(candidate, candidate);
    const rest = tailOf(candidate);
    if (rest !== '' && wanted.length > 4) tail.try(rest, candidate);
  }
  return tail.distance === 0 ? tail.best : (whole.best ?? tail.best);
}

/** What is left of a name without its prefix: `.again` of start.again, GUEST_RIP of VMCS_GUEST_RIP; '' when there is none. */
function tailOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot) : name.slice(name.indexOf('_') + 1 || name.length);
}

/** The nearest so far. */
class Nearest {
  best: string | undefined;
  private readonly wanted: string;
  distance: number;

  constructor(private readonly word: string) {
    this.wanted = word.toLowerCase();
    this.distance = word.length <= 4 ? 2 : word.length < 14 ? 3 : 4;
  }

  try(text: string, candidate: string): void {
    const { word, wanted, distance: bestDistance } = this;
    if (Math.abs(text.length - wanted.length) > bestDistance) return;
    const distance = editDistance(wanted, text.toLowerCase());
    // Of equally near words the one with the same beginning is likelier.
    const likelier =
      distance === bestDistance && this.best !== undefined && this.best[0] !== word[0] && candidate[0] === word[0];
    if ((distance < bestDistance || likelier) && distance < wanted.length) {
      this.best = candidate;
      this.distance = distance;
    }
  }
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
