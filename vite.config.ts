import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  // Relative addresses: the built page works under any path.
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    // The editor is the one large chunk; it is loaded lazily and listed apart.
    chunkSizeWarningLimit: 4000,
  },
});
