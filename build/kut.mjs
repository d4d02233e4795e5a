/**
 * npm run kut -- FOLDER [NAME…] [--seconds N] [--jobs N] [--model ID]
 *
 * Runs built test images that lie in FOLDER with the parameters of the test list beside them (`unittests.cfg`: sections with
 * `file`, `smp`, `test_args`, `qemu_params`, `arch`), all of them or those named, and prints one row for each: how it ended,
 * the image's own SUMMARY line, seconds, and the image's SHA-256. A section that stands for many subtests is replaced by
 * them, each run by itself, and the total is printed; NAME may also be a subtest or a pattern of subtests with `*`. A run
 * ends after 1800 seconds unless --seconds says otherwise; --model names the processor where the one of the list is not wanted.
 * Images that are not there are left out; nothing of them belongs to this repository. The exit status is 0 when nothing that ran failed.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { commandLineBundle } from './build-command-line.mjs';
import { describeRun, runImage } from './kut/run-image.mjs';
import { isWholeSuite, listSubtests, matches, planBoots, runBoot } from './kut/subtests.mjs';
import { bootOptions, LIST, readList } from './kut/test-list.mjs';

const DEFAULT_SECONDS = 1800;

const usage = () => {
  console.error('usage: npm run kut -- FOLDER [NAME…] [--seconds N] [--jobs N] [--model ID]');
  process.exit(64);
};

function commandLine() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        seconds: { type: 'string', default: String(DEFAULT_SECONDS) },
        jobs: { type: 'string', default: '1' },
        model: { type: 'string' },
      },
    });
  } catch (error) {
    console.error(`kut: ${error.message.split('. ')[0]}`);
    return usage();
  }
}

const { values, positionals } = commandLine();
const [folder, ...names] = positionals;
if (folder === undefined) usage();
const seconds = Number(values.seconds);
const base = [folder, join(folder, 'x86')].map((each) => join(process.env.INIT_CWD ?? '.', each));
const absolute = [folder, join(folder, 'x86'), ...base].find((each) => existsSync(join(each, LIST)));
if (absolute === undefined) {
  console.error(`kut: there is no ${LIST} in ${folder}`);
  process.exit(66);
}

await commandLineBundle();
const given = values.model === undefined ? {} : { model: values.model };
const built = readList(join(absolute, LIST))
  .filter(({ file }) => existsSync(join(absolute, file)))
  .map((test) => ({ ...test, ...given }));
const imageOf = ({ file }) => join(absolute, file);
const hashOf = ({ file }) =>
  createHash('sha256')
    .update(readFileSync(join(absolute, file)))
    .digest('hex');

/** Each section that stands for many subtests, with their names. */
const suites = [];
for (const test of built.filter(isWholeSuite)) {
  const wanted = names.length === 0 || names.includes(test.name) || names.some((n) => !built.some((t) => t.name === n));
  const subtests = wanted ? await listSubtests(imageOf(test), test, seconds) : [];
  if (subtests.length > 0) suites.push({ test, subtests });
}

const isSuite = (test) => suites.some((suite) => suite.test === test);
/** Sections that run some subtests of a suite are left out where the suite is run: it takes their parameters. */
const isPartOfSuite = (test) => suites.some((suite) => suite.test !== test && suite.test.file === test.file);

/** What to do: `{test, run}`, where `run` gives the rows and those of them that are subtests of a suite. */
const tasks = [];
const unknown = new Set(names);
for (const test of built) {
  const named = names.includes(test.name);
  if (named) unknown.delete(test.name);
  if (isSuite(test) || !(named || (names.length === 0 && !isPartOfSuite(test)))) continue;
  const run = async () => {
    const result = await runImage(imageOf(test), bootOptions(test), seconds);
    return { subtests: [], rows: [{ label: test.name, ...describeRun(result), seconds: result.seconds }] };
  };
  tasks.push({ test, run });
}
for (const { test, subtests } of suites) {
  const all = names.length === 0 || names.includes(test.name);
  const patterns = names.filter((name) => !built.some((each) => each.name === name));
  const chosen = subtests.filter((subtest) => all || patterns.some((pattern) => matches(pattern, subtest)));
  for (const pattern of patterns) if (chosen.some((subtest) => matches(pattern, subtest))) unknown.delete(pattern);
  const sections = built.filter(({ file }) => file === test.file);
  for (const boot of planBoots(chosen, subtests, test, sections)) {
    tasks.push({ test, run: () => runBoot(imageOf(test), boot, seconds) });
  }
}
if (unknown.size > 0) {
  console.error(
    `kut: no built test is called ${[...unknown].join(', ')}; there are: ${built.map(({ name }) => name).join(' ')}`,
  );
  process.exit(64);
}

console.log('| test | image | ends | says | seconds | SHA-256 |\n|---|---|---|---|---|---|');
let failures = 0;
const totals = new Map();
async function work() {
  for (let task = tasks.shift(); task !== undefined; task = tasks.shift()) {
    const { test } = task;
    const { subtests, rows } = await task.run();
    for (const { label, end, says, seconds: took } of rows) {
      if (end !== 'passes' && end !== 'skips') failures += 1;
      const time = took === null ? '' : took.toFixed(1);
      console.log(`| ${label} | ${test.file} | ${end} | ${says.replaceAll('|', '\\|')} | ${time} | ${hashOf(test)} |`);
    }
    const total = totals.get(test) ?? { of: 0, passed: 0 };
    total.of += subtests.length;
    total.passed += subtests.filter(({ end }) => end === 'passes').length;
    totals.set(test, total);
  }
}
await Promise.all(Array.from({ length: Number(values.jobs) }, work));
for (const { test, subtests } of suites) {
  const { of, passed } = totals.get(test);
  const all = of === subtests.length ? '' : ` (of ${subtests.length} that ${test.file} has)`;
  console.log(`${passed} of ${of} subtests of ${test.file} pass${all}`);
}
process.exitCode = failures === 0 ? 0 : 1;
