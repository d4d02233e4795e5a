import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';
import type { engineReferences } from '../support/engine-reference';
import { REFERENCE_FILE, type Reference, type TraceLine } from './reference';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Inside node_modules, so that the bundle finds its packages; never in dist/. */
const CACHE = join(ROOT, 'node_modules', '.cache', 'vmxray');

/**
 * Asks the engine and the command line about every program of the menu, once for all specs. The engine is bundled for
 * Node, away from the page's build. Returns what removes it all again.
 */
export default async function globalSetup(): Promise<() => void> {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, 'e2e-'));
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    build: { ssr: 'tests/support/engine-reference.ts', outDir: folder, rollupOptions: { output: { format: 'es' } } },
  });
  const bundle = pathToFileURL(join(folder, 'engine-reference.js')).href;
  const engine: { engineReferences: typeof engineReferences } = await import(bundle);
  const found: Reference[] = engine
    .engineReferences()
    .map((reference) => ({ ...reference, trace: traceOf(reference) }));
  const file = join(folder, 'reference.json');
  writeFileSync(file, JSON.stringify(found));
  process.env[REFERENCE_FILE] = file;
  return () => rmSync(folder, { recursive: true });
}

/** `vmxray run FILES --cpus N --trace -` */
function traceOf({ id, files, processors }: Pick<Reference, 'id' | 'files' | 'processors'>): TraceLine[] {
  const sources = files.map((name) => join('src', 'programs', id, name));
  const output = execFileSync(
    'node',
    ['build/vmxray.mjs', 'run', ...sources, '--cpus', `${processors}`, '--trace', '-'],
    {
      cwd: ROOT,
      encoding: 'utf8',
    },
  );
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
