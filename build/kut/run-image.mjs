/** Runs one image by `vmxray run` and says how it ended. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const RUNNER = fileURLToPath(new URL('../vmxray.mjs', import.meta.url));

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
const FAILED_STATUS = 3;
const SKIPPED_STATUS = 77;

/** What the image wrote, how it ended, and after how long; a status of null: it was ended after `seconds`. */
export function runImage(image, options, seconds) {
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

const linesOf = (output, word) => output.match(new RegExp(`^${word}\\b`, 'gm'))?.length ?? 0;

/** How many checks an output reports with each word. */
export const countChecks = (output) => ({
  passed: linesOf(output, 'PASS'),
  failed: linesOf(output, 'FAIL'),
  skipped: linesOf(output, 'SKIP'),
  /** Expected to fail where the suite was written, and passed: the suite counts them as failures. */
  unexpected: linesOf(output, 'XPASS'),
});

/** How a run ended, in a word or two, and what it says: the suite's SUMMARY, else the last error and what was counted. */
export function describeRun({ status, output, errors }) {
  const summary = output
    .match(/^SUMMARY: .*$/gm)
    ?.at(-1)
    ?.slice('SUMMARY: '.length);
  const { passed, failed, skipped, unexpected } = countChecks(output);
  const counted = passed === 0 ? '' : `${passed} PASS, ${failed} FAIL`;
  const silent = status === 1 && summary === undefined ? 'ended by itself, without a SUMMARY' : '';
  const says =
    summary ?? ([errors.trim().split('\n').at(-1), counted, silent].filter((text) => text !== '').join('; ') || '');
  if (status === null) return { end: 'too slow', says };
  if (status === SKIPPED_STATUS || (status === 1 && summary === undefined && skipped > 0))
    return { end: 'skips', says };
  if (status === FAILED_STATUS && summary !== undefined && failed === 0 && unexpected > 0) {
    return { end: 'passes', says: `${says}: all of them XPASS` };
  }
  return { end: ENDS.get(status) ?? `status ${status}`, says };
}
