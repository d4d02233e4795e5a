/** npm run sdm-coverage: writes docs/sdm-coverage.md, which says for each section of the manual where its rules and tests are. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleForNode } from './build-command-line.mjs';
import { ROOT } from './run-step.mjs';

const CACHE = join(ROOT, 'node_modules', '.cache', 'vmxray-sdm-coverage');
const BUNDLE = join(CACHE, 'sdm-coverage.mjs');

mkdirSync(CACHE, { recursive: true });
await bundleForNode('tests/support/sdm-coverage.ts', BUNDLE);
const { sdmCoverage } = await import(pathToFileURL(BUNDLE).href);
writeFileSync(join(ROOT, 'docs', 'sdm-coverage.md'), sdmCoverage(ROOT));
