/**
 * npm run kut -- FOLDER [NAME…] [--seconds N] [--jobs N]
 *
 * Runs built test images that lie in FOLDER with the parameters of the test list beside them (`unittests.cfg`: sections with
 * `file`, `smp`, `test_args`, `qemu_params`, `arch`), all of them or those named, and prints one row for each: how it ended,
 * the image's own SUMMARY line, seconds, and the image's SHA-256. Images that are not there are left out; nothing of them
 * belongs to this repository. The exit status is 0 when every image that ran reports success.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { commandLineBundle } from './build-command-line.mjs';

const RUNNER = fileURLToPath(new URL('vmxray.mjs', import.meta.url));
const LIST = 'unittests.cfg';
const DEFAULT_SECONDS = 600;
const DEFAULT_MEMORY = 256;

/** What the exit status of a run means: images end by a write to port 0xF4, odd statuses; the even ones are VMXray's. */
const ENDS = new Map([
  [0, 'halted'],
  [1, 'passes'],
  [3, 'fails'],
  [66, 'unusable image'],
  [70, 'simulator fault'],
  [72, 'shutdown'],
  [76, 'not modelled'],
  [124, 'limit'],
]);
const SKIPPED_STATUS = (77 << 1) | 1;

/** Sections of the test list: name and `key = value` lines, of which the last counts. */
function readList(path) {
  const tests = [];
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const section = /^\[(.+)\]\s*$/.exec(line);
    if (section !== null) tests.push({ name: section[1] });
    const pair = /^(\w+)\s*=\s*(.*?)\s*$/.exec(line);
    if (pair !== null && tests.length > 0) tests.at(-1)[pair[1]] = pair[2];
  }
  return tests.filter(({ file }) => file !== undefined);
}

const unquoted = (text) => text.replace(/^(['"])(.*)\1$/, '$2');

function parametersOf(test) {
  const memory = /(?:^|\s)-m\s+(\d+)(g?)/i.exec(test.qemu_params ?? '');
  const options = ['--serial', '-', '--cpus', test.smp ?? '1', '--memory'];
  if (memory === null) options.push(String(DEFAULT_MEMORY));
  else options.push(String(Math.min(Number(memory[1]) * (memory[2] === '' ? 1 : 1024), 3072)));
  if (test.test_args !== undefined) options.push('--cmdline', unquoted(test.test_args));
  return options;
}

/** Runs one image; what it wrote, how it ended, and after how long. */
function run(image, options, seconds) {
  return new Promise((resolve) => {
    const begun = Date.now();
    const child = spawn(process.execPath, [RUNNER, 'run', image, ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    child.stdout.on('data', (data) => {
      output += data;
    });
    child.stderr.on('data', (data) => {
      errors += data;
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
    child.on('close', (status) => {
      clearTimeout(timer);
      resolve({ status, output, errors, seconds: (Date.now() - begun) / 1000 });
    });
  });
}

function describe({ status, output, errors }) {
  const summary = output
    .match(/^SUMMARY: .*$/gm)
    ?.at(-1)
    ?.slice('SUMMARY: '.length);
  const passed = output.match(/^PASS/gm)?.length ?? 0;
  const counted = passed === 0 ? '' : `${passed} PASS, ${output.match(/^FAIL/gm)?.length ?? 0} FAIL`;
  const says = summary ?? ([errors.trim().split('\n').at(-1), counted].filter((text) => text !== '').join('; ') || '');
  if (status === null) return { end: 'too slow', says };
  if (status === SKIPPED_STATUS || (status === 1 && summary === undefined && /^SKIP/m.test(output)))
    return { end: 'skips', says };
  return { end: ENDS.get(status) ?? `status ${status}`, says };
}

const usage = () => {
  console.error('usage: npm run kut -- FOLDER [NAME…] [--seconds N] [--jobs N]');
  process.exit(64);
};

function argumentsOf() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        seconds: { type: 'string', default: String(DEFAULT_SECONDS) },
        jobs: { type: 'string', default: '1' },
      },
    });
  } catch (error) {
    console.error(`kut: ${error.message.split('. ')[0]}`);
    return usage();
  }
}

const { values, positionals } = argumentsOf();
const [folder, ...names] = positionals;
if (folder === undefined) usage();
const base = [folder, join(folder, 'x86')].map((each) => join(process.env.INIT_CWD ?? '.', each));
const absolute = [folder, join(folder, 'x86'), ...base].find((each) => existsSync(join(each, LIST)));
if (absolute === undefined) {
  console.error(`kut: there is no ${LIST} in ${folder}`);
  process.exit(66);
}

await commandLineBundle();
const built = readList(join(absolute, LIST)).filter(({ file }) => existsSync(join(absolute, file)));
const unknown = names.filter((name) => !built.some((test) => test.name === name));
if (unknown.length > 0) {
  console.error(
    `kut: no built test is called ${unknown.join(', ')}; there are: ${built.map(({ name }) => name).join(' ')}`,
  );
  process.exit(64);
}
const tests = built.filter(({ name }) => names.length === 0 || names.includes(name));
console.log('| test | image | ends | says | seconds | SHA-256 |\n|---|---|---|---|---|---|');
let failures = 0;
const queue = [...tests];
async function work() {
  for (let test = queue.shift(); test !== undefined; test = queue.shift()) {
    const image = join(absolute, test.file);
    const result = await run(image, parametersOf(test), Number(values.seconds));
    const { end, says } = describe(result);
    if (end !== 'passes' && end !== 'skips') failures += 1;
    const hash = createHash('sha256').update(readFileSync(image)).digest('hex');
    console.log(
      `| ${test.name} | ${test.file} | ${end} | ${says.replaceAll('|', '\\|')} | ${result.seconds.toFixed(1)} | ${hash} |`,
    );
  }
}
await Promise.all(Array.from({ length: Number(values.jobs) }, work));
process.exitCode = failures === 0 ? 0 : 1;
