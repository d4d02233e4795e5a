import mdx from '@mdx-js/rollup';
import react from '@vitejs/plugin-react';
import remarkGfm from 'remark-gfm';
import { defineConfig } from 'vite';
import { icedX86 } from './build/iced-x86-plugin.ts';
import { preloadImport } from './build/preload-plugin.ts';

export default defineConfig({
  // Relative addresses: the built page works under any path.
  base: './',
  // Texts of lessons are MDX: compiled before React's own plugin sees them.
  plugins: [{ enforce: 'pre', ...mdx({ remarkPlugins: [remarkGfm] }) }, react(), icedX86(), preloadImport('/src/start-page.tsx')],
  worker: {
    format: 'es',
    plugins: () => [icedX86()],
    // The engine is faster when its layout constants stay `const`: see src/cpu/README.md.
    rolldownOptions: { output: { topLevelVar: false } },
  },
  build: {
    target: 'es2022',
    // The editor is the one large chunk; it is loaded lazily and listed apart.
    chunkSizeWarningLimit: 4000,
    // What several pieces of the page share is one piece, as each piece costs the first visit a request; but the first
    // script, which starts the worker, does not wait for it.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'import', priority: 1, test: /preload-helper/ },
            // Dialogs come when they are opened.
            { name: 'shared', minShareCount: 2, test: /^(?!.*(monaco-editor|[/]dialog))/ },
          ],
        },
      },
    },
  },
});
