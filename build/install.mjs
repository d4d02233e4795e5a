import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { ROOT, runStep, runTool } from './run-step.mjs';

const STAMP = `${ROOT}node_modules/.vmxray-lock`;
const DEBIAN_CHROMIUM = '/usr/bin/chromium';

/** Installs the npm packages of the lock file when they are missing or the lock file changed. */
export function installPackages() {
  const lock = createHash('sha256')
    .update(readFileSync(`${ROOT}package-lock.json`))
    .digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lock) return true;
  if (!runStep('packages', 'npm', ['ci', '--no-audit', '--no-fund'])) return false;
  writeFileSync(STAMP, lock);
  return true;
}

const debianPackages = (...names) =>
  runStep('Debian packages', 'apt-get', ['update', '-qq']) &&
  runStep('Debian packages', 'apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], {
    DEBIAN_FRONTEND: 'noninteractive',
  });

const isDebianRoot = () => process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;

/** Makes a browser available: Debian's Chromium where apt-get works, else Playwright's own download. */
export function installBrowser() {
  if (existsSync(DEBIAN_CHROMIUM)) return true;
  if (isDebianRoot() && debianPackages('chromium', 'fonts-noto-cjk')) return true;
  return runTool('browser', 'playwright', ['install', 'chromium']);
}

/** NASM lets the assembler's tests compare live; without it they compare with the recorded bytes alone. */
export function installNasm() {
  if (spawnSync('nasm', ['-v']).status !== 0 && isDebianRoot()) debianPackages('nasm');
}
