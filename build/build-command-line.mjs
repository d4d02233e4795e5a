import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Neither `vite build` empties this folder nor does the page's server serve it. */
const BUNDLE = join(ROOT, 'node_modules', '.cache', 'vmxray', 'vmxray.mjs');
/** What the bundle is made from; it is built again when anything here is newer. */
const SOURCES = ['src', 'build/build-command-line.mjs', 'package-lock.json'];

/** Newest modification time of a file or of everything in a folder, in milliseconds. */
function newest(path) {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return readdirSync(path, { withFileTypes: true }).reduce((latest, entry) => {
    const inside = join(path, entry.name);
    return Math.max(latest, entry.isDirectory() ? newest(inside) : statSync(inside).mtimeMs);
  }, mtimeMs);
}

/**
 * Bundles a TypeScript entry of the project for Node; its npm packages stay outside. Top-level constants stay `const`
 * (`topLevelVar`), for V8 folds the layout of the state image only where it cannot change: that is a fifth of the speed.
 */
export async function bundleForNode(entry, outfile) {
  const { build } = await import('vite');
  // Several processes may build at once: each makes its own and puts a whole file in place.
  const own = `${outfile}.${process.pid}`;
  try {
    await build({
      root: ROOT,
      configFile: false,
      publicDir: false,
      logLevel: 'error',
      build: {
        ssr: entry,
        outDir: own,
        emptyOutDir: true,
        target: 'node20',
        minify: false,
        sourcemap: 'inline',
        rolldownOptions: {
          output: {
            entryFileNames: 'bundle.mjs',
            codeSplitting: false,
            topLevelVar: false,
            sourcemapExcludeSources: true,
          },
        },
      },
    });
    renameSync(join(own, 'bundle.mjs'), outfile);
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

/** Builds the command line when it is missing or older than its sources; everything is said on standard error. */
export async function commandLineBundle() {
  if (!existsSync(join(ROOT, 'node_modules', 'vite'))) {
    const options = { cwd: ROOT, stdio: ['ignore', process.stderr.fd, process.stderr.fd] };
    const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], options);
    if (status !== 0) throw new Error('the npm packages could not be installed');
  }
  const changed = Math.max(...SOURCES.map((path) => newest(join(ROOT, path))));
  if (!existsSync(BUNDLE) || statSync(BUNDLE).mtimeMs < changed) await bundleForNode('src/cli/main.ts', BUNDLE);
  return pathToFileURL(BUNDLE).href;
}
