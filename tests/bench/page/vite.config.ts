import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { icedX86 } from '../../../build/iced-x86-plugin';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  plugins: [icedX86()],
  worker: { format: 'es', plugins: () => [icedX86()] },
  build: { target: 'es2022' },
});
