/**
 * Images that hold many subtests, chosen by name patterns in their arguments: each subtest is run by itself.
 *
 * Such an image names its subtests when it compares them with the patterns, so the list comes from the image. How each is
 * booted (processors, memory) comes from the section of the suite's list that names it.
 */

import { countChecks, describeRun, runImage } from './run-image.mjs';
import { argumentsOf, bootOptions } from './test-list.mjs';

const LISTING_SECONDS = 120;
const MATCHES_NONE = 'none-of-the-subtests';

/** Whether a section stands for all subtests of its image: it leaves some out by name, as other sections run those. */
export const isWholeSuite = (test) => patternsOf(test).some((pattern) => pattern.startsWith('-'));

const patternsOf = (test) => argumentsOf(test).split(/\s+/).filter(Boolean);
const toArgument = (subtest) => subtest.replaceAll(' ', '_');

/** Patterns are the image's: only `*` is special. */
export const matches = (pattern, subtest) =>
  new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'))
      .join('.*')}$`,
  ).test(toArgument(subtest));

/** The names of all subtests of an image, as it says them itself. */
export async function listSubtests(image, test) {
  const { output } = await runImage(image, bootOptions(test, MATCHES_NONE), LISTING_SECONDS);
  return [...output.matchAll(/^filter = .*?, test = (.*)$/gm)].map(([, name]) => name);
}

/**
 * The boots that run `subtests` one by one: `{label, subtests, options}`. Those that a section selects by a pattern with
 * `*` share one boot, because each of them would prepare the same memory again.
 */
export function planBoots(subtests, suite, sections) {
  const boots = [];
  const shared = new Map();
  for (const subtest of subtests) {
    const section = sections.find((each) => each !== suite && patternsOf(each).some((p) => matches(p, subtest)));
    const pattern = section && patternsOf(section).find((each) => each.includes('*') && matches(each, subtest));
    if (pattern === undefined) {
      const options = bootOptions(section ?? suite, toArgument(subtest));
      boots.push({ label: subtest, subtests: [subtest], options });
    } else if (shared.has(pattern)) shared.get(pattern).subtests.push(subtest);
    else {
      const boot = { label: pattern, subtests: [subtest], section };
      shared.set(pattern, boot);
      boots.push(boot);
    }
  }
  for (const boot of shared.values()) {
    boot.options = bootOptions(boot.section, boot.subtests.map(toArgument).join(' '));
  }
  return boots;
}

/** Runs a boot; a row `{label, end, says, seconds}` for each of its subtests, then one for the boot when it is shared. */
export async function runBoot(image, { label, subtests, options }, seconds) {
  const result = await runImage(image, options, seconds);
  const whole = { label, ...describeRun(result), seconds: result.seconds };
  if (subtests.length === 1)
    return { subtests: [{ ...whole, label: subtests[0] }], rows: [{ ...whole, label: subtests[0] }] };
  const parts = splitOutput(result.output);
  const rows = subtests.map((subtest) => ({ label: subtest, ...describePart(parts.get(subtest)), seconds: null }));
  return { subtests: rows, rows: [...rows, { ...whole, label: `${label} in one boot` }] };
}

/** What each subtest wrote; `ended` is false for the one in which the run stopped. */
function splitOutput(output) {
  const parts = new Map();
  const [, ...pieces] = output.split(/^Test suite: /m);
  for (const [k, piece] of pieces.entries()) {
    const name = /^[^\r\n]*/.exec(piece)[0];
    parts.set(name, { output: piece, ended: k < pieces.length - 1 || /^SUMMARY: /m.test(piece) });
  }
  return parts;
}

function describePart(part) {
  if (part === undefined) return { end: 'not reached', says: '' };
  const { passed, failed, skipped, unexpected } = countChecks(part.output);
  const words = [`${passed} PASS`, `${failed} FAIL`];
  if (skipped > 0) words.push(`${skipped} SKIP`);
  if (unexpected > 0) words.push(`${unexpected} XPASS`);
  const says = words.join(', ');
  if (!part.ended) return { end: 'stops', says };
  if (failed > 0) return { end: 'fails', says };
  return { end: passed + unexpected > 0 ? 'passes' : 'skips', says };
}
