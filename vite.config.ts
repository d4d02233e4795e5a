import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { icedX86 } from './build/iced-x86-plugin.ts';

export default defineConfig({
  // Relative addresses: the built page works under any path.
  base: './',
  plugins: [react(), icedX86()],
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
  },
});
