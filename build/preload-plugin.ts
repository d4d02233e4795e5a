import type { Plugin } from 'vite';

/**
 * Has the page fetch the pieces behind a dynamic import together with the script that imports them, instead of after it.
 * `source` is the end of the imported module's path.
 */
export function preloadImport(source: string): Plugin {
  return {
    name: 'preload-import',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const chunks = Object.values(bundle ?? {}).filter((output) => output.type === 'chunk');
        const wanted = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(source) === true);
        if (wanted === undefined) return [];
        const files = [wanted.fileName, ...wanted.imports].filter((file) => !html.includes(file));
        return files.map((file) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, href: `./${file}` },
          injectTo: 'head',
        }));
      },
    },
  };
}
