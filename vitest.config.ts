import mdx from '@mdx-js/rollup';
import remarkGfm from 'remark-gfm';
import { defineConfig } from 'vitest/config';
import { negatePlugin } from './build/negate-plugin.ts';

export default defineConfig({
  plugins: [negatePlugin(), mdx({ remarkPlugins: [remarkGfm] })],
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    exclude: ['tests/e2e/**', 'tests/bench/**'],
    environment: 'node',
    testTimeout: 60_000,
    pool: 'forks',
  },
});
