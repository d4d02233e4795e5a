/**
 * Images that hold many subtests, chosen by name patterns in their arguments: each subtest is run by itself.
 *
 * Such an image names its subtests when it compares them with the patterns, so the list comes from the image. How each is
 * booted (processors, memory) comes from the section of the suite's list that names it.
 */

import { countChecks, describeRun, runImage } from './run-image.mjs';
import { argumentsOf, bootOptions } from './test-list.mjs';

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
export async function listSubtests(image, test, seconds) {
  const { output } = await runImage(image, bootOptions(test, MATCHES_NONE), seconds);
  return [...output.matchAll(/^filter = .*?, test = (.*)$/gm)].map(([, name]) => name);
}

/**
 * The boots that run `chosen` of the subtests `all` one by one: `{label, subtests, section, given}`. Those that a section
 * selects by a pattern with `*` share one boot, because each of them would prepare the same memory again.
 */
export function planBoots(chosen, all, suite, sections) {
  const boots = [];
  const shared = new Map();
  for (const subtest of chosen) {
    const section = sections.find((each) => each !== suite && patternsOf(each).some((p) => matches(p, subtest)));
    const pattern = section && patternsOf(section).find((each) => each.includes('*') && matches(each, subtest));
    if (pattern === undefined) {
      boots.push({ label: subtest, subtests: [subtest], section: section ?? suite, given: toArgument(subtest) });
    } else if (shared.has(pattern)) shared.get(pattern).subtests.push(subtest);
    else {
      const boot = { label: pattern, subtests: [subtest], section };
      shared.set(pattern, boot);
      boots.push(boot);
    }
  }
  for (const [pattern, boot] of shared) {
    const whole = all.filter((subtest) => matches(pattern, subtest)).length === boot.subtests.length;
    boot.given = whole ? pattern : boot.subtests.map(toArgument).join(' ');
  }
  return boots;
}

/**
 * Runs a boot; a row `{label, end, says, seconds}` for each of its subtests, then one for the boot when it is shared. A
 * subtest that skips is given two processors, which the list asks for nowhere when nothing else names it.
 */
export async function runBoot(image, { label, subtests, section, given }, seconds) {
  let result = await runImage(image, bootOptions(section, given), seconds);
  if (subtests.length > 1) {
    const parts = splitOutput(result.output);
    const rows = subtests.map((subtest) => ({ label: subtest, ...describePart(parts.get(subtest)), seconds: null }));
    const whole = { label: `${label} in one boot`, ...describeRun(result), seconds: result.seconds };
    return { subtests: rows, rows: [...rows, whole] };
  }
  let described = describeRun(result);
  if (described.end === 'skips') {
    const again = await runImage(image, bootOptions(section, given, 2), seconds);
    const outcome = describeRun(again);
    if (outcome.end !== 'skips') {
      result = again;
      described = { ...outcome, says: `${outcome.says} (2 processors)` };
    }
  }
  const row = { label: subtests[0], ...described, seconds: result.seconds };
  return { subtests: [row], rows: [row] };
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
