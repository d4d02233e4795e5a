import { runTool } from './run-step.mjs';

/** What `npm run check` holds: types, style, arrows, nothing unused. Each entry runs one tool and returns whether it passed. */
export const checks = [
  ['types of the engine (no DOM)', () => runTool('types of the engine', 'tsc', ['-p', 'tsconfig.engine.json'])],
  ['types of everything', () => runTool('types', 'tsc', ['-p', 'tsconfig.json'])],
  ['style', () => runTool('style', 'biome', ['check', '--error-on-warnings'])],
  ['architecture', () => runTool('architecture', 'depcruise', ['src', '--config', '.dependency-cruiser.cjs'])],
  ['nothing unused', () => runTool('nothing unused', 'knip', [])],
];
