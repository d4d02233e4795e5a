/**
 * npm test: installs what is missing and runs everything: checks, unit and golden tests, the page in a real browser.
 * Ends with the line `N passed, N failed`, which counts every test and every check.
 */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checks } from './checks.mjs';
import { installBrowser, installNasm, installPackages } from './install.mjs';
import { runTool } from './run-step.mjs';

let passed = 0;
let failed = 0;
const count = (ok) => (ok ? passed++ : failed++);
const reports = mkdtempSync(join(tmpdir(), 'vmxray-test-'));

/** Adds a runner's own counts; a runner that failed without a failing test counts as one failure. */
function addReport(name, ok, read) {
  let counts = { passed: 0, failed: 0 };
  try {
    counts = read();
  } catch (error) {
    console.error(`${name} left no report: ${error.message}`);
  }
  passed += counts.passed;
  failed += counts.failed;
  if ((!ok && counts.failed === 0) || counts.passed + counts.failed === 0) failed++;
}

function finish() {
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}

count(installPackages());
if (failed > 0) finish();
installNasm();
for (const [, run] of checks) count(run());

const unitReport = join(reports, 'unit.json');
const unitOk = runTool('unit, golden and property tests', 'vitest', [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${unitReport}`,
]);
addReport('vitest', unitOk, () => {
  const report = JSON.parse(readFileSync(unitReport, 'utf8'));
  return { passed: report.numPassedTests, failed: report.numFailedTests };
});

const built = runTool('build', 'vite', ['build', '--logLevel', 'warn']);
count(built);
count(installBrowser());
if (built) {
  const pageReport = join(reports, 'page.json');
  const pageOk = runTool('the page in a browser', 'playwright', ['test', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: pageReport,
  });
  addReport('playwright', pageOk, () => {
    const { stats } = JSON.parse(readFileSync(pageReport, 'utf8'));
    return { passed: stats.expected + stats.flaky, failed: stats.unexpected };
  });
}
finish();
