import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const BUNDLE = join(ROOT, 'dist', 'cli', 'vmxray.mjs');
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

/** Texts imported as `./file?raw`, as Vite does it. */
const rawTexts = {
  name: 'raw-texts',
  setup(build) {
    build.onResolve({ filter: /\?raw$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path.slice(0, -'?raw'.length)),
      namespace: 'raw-text',
    }));
    build.onLoad({ filter: /.*/, namespace: 'raw-text' }, ({ path }) => ({
      contents: readFileSync(path, 'utf8'),
      loader: 'text',
    }));
  },
};

/** Bundles a TypeScript entry of the project for Node; its npm packages stay outside. */
export async function bundleForNode(entry, outfile) {
  const esbuild = await import('esbuild');
  const made = `${outfile}.${process.pid}`;
  mkdirSync(dirname(outfile), { recursive: true });
  try {
    await esbuild.build({
      entryPoints: [join(ROOT, entry)],
      outfile: made,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      packages: 'external',
      sourcemap: 'inline',
      sourcesContent: false,
      logLevel: 'error',
      plugins: [rawTexts],
    });
    // Several processes may build at once: each puts a whole file in place.
    renameSync(made, outfile);
  } finally {
    rmSync(made, { force: true });
  }
}

/** Builds the command line when it is missing or older than its sources; everything is said on standard error. */
export async function commandLineBundle() {
  if (!existsSync(join(ROOT, 'node_modules', 'esbuild'))) {
    const options = { cwd: ROOT, stdio: ['ignore', process.stderr.fd, process.stderr.fd] };
    const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], options);
    if (status !== 0) throw new Error('the npm packages could not be installed');
  }
  const changed = Math.max(...SOURCES.map((path) => newest(join(ROOT, path))));
  if (!existsSync(BUNDLE) || statSync(BUNDLE).mtimeMs < changed) await bundleForNode('src/cli/main.ts', BUNDLE);
  return pathToFileURL(BUNDLE).href;
}
