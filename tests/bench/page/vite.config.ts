import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { icedX86 } from '../../../build/iced-x86-plugin.ts';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  plugins: [icedX86()],
  // As in the page's own vite.config.ts.
  worker: { format: 'es', plugins: () => [icedX86()], rolldownOptions: { output: { topLevelVar: false } } },
  build: { target: 'es2022' },
});
