/**
 * npm run bench: how fast it is, each figure with its ratio to its goal.
 *   --accept   write what the loops came to into tests/bench/expected.json (after a change that is meant to change it)
 *   --no-page  leave out what needs a browser
 *   --bochs RUNNER  the mixed loop in Bochs, too: RUNNER IMAGE MODEL boots a Multiboot image and prints what it writes to
 *              port 0xE9, until a line "done"
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleForNode } from './build-command-line.mjs';
import { installBrowser, installPackages } from './install.mjs';
import { ROOT, runTool } from './run-step.mjs';

const CACHE = join(ROOT, 'node_modules', '.cache', 'vmxray-bench');
const PAGE = join(ROOT, 'dist');
const accept = process.argv.includes('--accept');
const bochs = process.argv.includes('--bochs') ? process.argv[process.argv.indexOf('--bochs') + 1] : undefined;
const BOCHS_MODEL = 'corei7_skylake_x';
const BOCHS_RUNS = 3;

/** What the loops of each audience are called. */
const AUDIENCES = { nobody: 'recorder off', recorder: 'recorder on', explanations: 'explanations on' };

const rows = [];
/** One line of the result. `goal` is the least (or with `atMost` the most) that the figure should be; null for none. */
function row(name, value, unit, goal = null, atMost = false) {
  // What costs nothing within the noise, as a share that came out negative, is as good as it can be.
  const ratio = goal === null ? null : atMost ? goal / Math.max(value, goal / 100) : value / goal;
  rows.push({ name, value, unit, goal, atMost, ratio });
}

const quantile = (samples, q) => [...samples].sort((a, b) => a - b)[Math.ceil(q * samples.length) - 1];

function times(name, samples, goal) {
  row(`${name}, p50`, quantile(samples, 0.5), 'ms');
  row(`${name}, p95`, quantile(samples, 0.95), 'ms', goal, true);
}

/** `goals`: MIPS of the mixed loop, round trips a second; null where the issue sets none. */
function engine(host, { loops, stepBack, seek, pause, assembling }, goals) {
  for (const { id, audience, mips, roundTripsPerSecond } of loops) {
    const how = `${host}, ${AUDIENCES[audience]}`;
    if (id === 'mixed') row(`mixed loop: ${how}`, mips, 'MIPS', goals.mips);
    else
      row(`CPUID exits: ${how}`, roundTripsPerSecond, 'round trips/s', audience === 'nobody' ? goals.roundTrips : null);
  }
  for (const off of loops.filter(({ audience }) => audience === 'nobody')) {
    const watched = (by) => loops.find(({ id, audience }) => audience === by && id === off.id);
    const on = watched('recorder');
    const name = off.id === 'mixed' ? 'mixed loop' : 'CPUID exits';
    row(`recorder on costs, ${name}: ${host}`, 100 * (1 - off.milliseconds / on.milliseconds), '%', 30, true);
    row(`explanations on, ${name}: ${host}`, watched('explanations').milliseconds / off.milliseconds, '× the time');
    if (off.id !== 'mixed') continue;
    const millions = (on.end.instructions / 1e6).toFixed(1);
    const what = `${on.checkpoints} checkpoints of a run of ${millions} million instructions`;
    row(`${what}: ${host}`, on.checkpointBytes / 2 ** 20, 'MiB', 128, true);
  }
  times(`step back at 1,000,000: ${host}`, stepBack, 100);
  times(`assemble 10,000 lines: ${host}`, assembling, 300);
  times(`seek to a random moment of 10,000,000: ${host}`, seek, 150);
  times(`from “Pause” until an endless run stands: ${host}`, pause, 100);
}

function measureNode() {
  const options = { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 26, stdio: ['ignore', 'pipe', 'inherit'] };
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(CACHE, 'node.mjs'), ...(accept ? ['--accept'] : [])],
    options,
  );
  if (status !== 0) throw new Error('the loops failed in Node');
  return JSON.parse(stdout);
}

/** Millions of instructions of the mixed loop that Bochs does in a second; each image is booted a few times. */
async function measureBochs(runner) {
  await bundleForNode('tests/bench/bochs-images.ts', join(CACHE, 'bochs-images.mjs'));
  const made = execFileSync(process.execPath, [join(CACHE, 'bochs-images.mjs'), CACHE], { encoding: 'utf8' });
  const [short, long] = JSON.parse(made).map(({ file, instructions }) => {
    const seconds = Array.from({ length: BOCHS_RUNS }, () => {
      const began = performance.now();
      const said = execFileSync(runner, [file, BOCHS_MODEL], { encoding: 'utf8', env: { ...process.env, T: '120' } });
      if (!said.includes('done')) throw new Error(`Bochs did not finish ${file}`);
      return (performance.now() - began) / 1000;
    });
    return { seconds: Math.min(...seconds), instructions };
  });
  return (long.instructions - short.instructions) / (long.seconds - short.seconds) / 1e6;
}

function acceptEnds({ loops }) {
  const ends = Object.fromEntries(loops.map(({ id, end }) => [id, end]));
  writeFileSync(join(ROOT, 'tests/bench/expected.json'), `${JSON.stringify(ends, null, 2)}\n`);
}

function print() {
  const number = (value) =>
    value >= 1000 ? Math.round(value).toLocaleString('en') : value.toFixed(value < 10 ? 2 : 1);
  const cells = rows.map(({ name, value, unit, goal, atMost, ratio }) => [
    name,
    `${number(value)} ${unit}`,
    goal === null ? '' : `${atMost ? '≤' : '≥'} ${number(goal)}`,
    ratio === null ? '' : `${ratio.toFixed(2)} × goal${ratio < 1 ? '  MISSED' : ''}`,
  ]);
  const widths = [0, 1, 2].map((k) => Math.max(...cells.map((cell) => cell[k].length)));
  for (const [name, value, goal, ratio] of cells) {
    console.log(
      `${name.padEnd(widths[0])}  ${value.padStart(widths[1])}  ${goal.padStart(widths[2])}  ${ratio}`.trimEnd(),
    );
  }
}

if (!existsSync(join(ROOT, 'node_modules', 'vite')) && !installPackages()) process.exit(1);
await bundleForNode('tests/bench/node.ts', join(CACHE, 'node.mjs'));
const node = measureNode();
if (accept) acceptEnds(node);
engine('Node', node, { mips: null, roundTrips: 300_000 });
if (bochs !== undefined) {
  const mips = await measureBochs(bochs);
  const own = node.loops.find(({ id, audience }) => id === 'mixed' && audience === 'nobody').mips;
  row('mixed loop: Bochs', mips, 'MIPS');
  row('mixed loop: Node, recorder off, to Bochs', own / mips, '×');
}

if (!process.argv.includes('--no-page')) {
  const benchPage = join(CACHE, 'page');
  const config = join(ROOT, 'tests/bench/page/vite.config.ts');
  const quiet = ['--logLevel', 'error'];
  const built =
    installBrowser() &&
    runTool('bench page', 'vite', ['build', '--config', config, '--outDir', benchPage, '--emptyOutDir', ...quiet]) &&
    runTool('page', 'vite', ['build', ...quiet]);
  if (!built) process.exit(1);
  const { measurePage, measureWorker } = await import('../tests/bench/browser.mjs');
  engine('Chromium worker', await measureWorker(benchPage, accept), { mips: 20, roundTrips: null });
  const { ready, stepToPaint, stepBackToPaint, sizes } = await measurePage(PAGE);
  const whole = ({ whole }) => whole;
  const presses = stepToPaint.flat();
  times('step to paint', presses.map(whole), 33);
  times(
    'step to paint, without the wait for the 60 Hz display',
    presses.map(({ work }) => work),
  );
  times(
    '  the same, each step the median of its visits',
    stepToPaint[0].map((_, step) =>
      quantile(
        stepToPaint.map((visit) => visit[step].work),
        0.5,
      ),
    ),
    16,
  );
  times(
    'step until its line is in the editor’s view',
    presses.map(({ text }) => text),
  );
  times('step back to paint', stepBackToPaint.map(whole), 100);
  row('page ready for the first step, median', quantile(ready, 0.5), 'ms', 1500, true);
  row('script of the page’s thread before the editor', sizes.page, 'KB', 250, true);
  row('  worker script', sizes.worker, 'KB');
  row('  WebAssembly', sizes.wasm, 'KB');
  row('  editor', sizes.editor, 'KB');
}
console.log('');
print();
