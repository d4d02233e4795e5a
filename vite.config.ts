import mdx from '@mdx-js/rollup';
import react from '@vitejs/plugin-react';
import remarkGfm from 'remark-gfm';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { icedX86 } from './build/iced-x86-plugin.ts';
import { preloadImport } from './build/preload-plugin.ts';

/**
 * What the first step does not need and several pieces share: menus, dialogs, links, lessons, other programs than the first,
 * breakpoints and edits, views of panels, and the words for them. It comes with the first piece that needs it.
 */
const LATER =
  'monaco-editor|/dialog|/menu|/src/share/(?!work[.]ts|page-address)|/stores/(open-work|moment|kept-work|reproducer|save-work)|' +
  '/i18n/(en/)?(share|travel|lesson|processors?|processor-terms|paging|interrupts|models|vmcs-views)[.]ts|/src/lessons/|/stores/lesson-|/valibot/|/app/(fault-dialog|journey)|' +
  '/src/programs/(?!menu|life-cycle)|/src/ui/.*/(travel|breakpoint|value-|use-reading|use-model-facts)|/src/ui/lesson/|' +
  '/visuals/(bitmaps|capabilities|entry-checks|models|tables)/|/stores/model-actions|/vmx/capabilities/|/vmcs-bitmaps[.]table|' +
  '/transition-cost[.]table';

export default defineConfig({
  // Relative addresses: the built page works under any path.
  base: './',
  plugins: [
    // Texts of lessons are MDX: compiled before React's own plugin sees them.
    { enforce: 'pre', ...mdx({ remarkPlugins: [remarkGfm] }) },
    react(),
    icedX86(),
    preloadImport('/src/start-page.tsx'),
    VitePWA({
      // src/client/offline.ts registers it, when the page is at work; a newer version waits until somebody takes it.
      injectRegister: false,
      registerType: 'prompt',
      manifest: {
        name: 'VMXray',
        short_name: 'VMXray',
        description: 'See Intel VMX work: a processor model with a complete VMCS, stepped forward and backward.',
        display: 'standalone',
        start_url: './',
        scope: './',
        background_color: '#fcfcfd',
        theme_color: '#fcfcfd',
        icons: [{ src: 'favicon.svg', sizes: 'any', type: 'image/svg+xml' }],
      },
      workbox: {
        globPatterns: ['**/*.{html,js,css,wasm,woff2,ttf,svg}'],
        maximumFileSizeToCacheInBytes: 16_000_000,
        // Whatever the address says behind "?", the page is the same file.
        ignoreURLParametersMatching: [/./],
        cleanupOutdatedCaches: true,
        // The first visit's own page, too, gets what it fetches later from the cache.
        clientsClaim: true,
        sourcemap: false,
      },
    }),
  ],
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
            { name: 'shared', minShareCount: 2, test: new RegExp(`^(?!.*(${LATER}))`) },
          ],
        },
      },
    },
  },
});
