import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const PACKAGE = /[\\/]node_modules[\\/]iced-x86[\\/]iced_x86\.js$/;

/**
 * Makes an ES module for browsers of iced-x86's npm build, which is CommonJS for Node: its exports become named ones,
 * and its WebAssembly comes from a URL instead of the file system. Whoever imports it waits for the WebAssembly by
 * top-level await, so workers that use it must be built as modules (`worker.format: 'es'`).
 */
export function icedX86(): Plugin {
  return {
    name: 'iced-x86-for-browsers',
    enforce: 'pre',
    // The optimizer of the development server would bundle it as CommonJS before the transform sees it.
    config: () => ({ optimizeDeps: { exclude: ['iced-x86'] } }),
    load(id) {
      const file = id.split('?')[0] ?? id;
      return PACKAGE.test(file) ? toModule(readFileSync(file, 'utf8')) : null;
    },
  };
}

function toModule(source: string): string {
  const names = new Set([...source.matchAll(/^module\.exports\.([A-Za-z]\w*) = /gm)].map((match) => match[1]));
  const start = source.indexOf("const path = require('path')");
  if (start < 0 || !source.includes('require(`util`)'))
    throw new Error('iced-x86 has changed its loading code; build/iced-x86-plugin.ts must follow');
  const body = source.slice(0, start).replace(/^const \{ TextDecoder, TextEncoder \} = require\(`util`\);$/m, '');
  return `import url from './iced_x86_bg.wasm?url';
const module = { exports: {} };
${body}
wasm = (await WebAssembly.instantiate(await (await fetch(url)).arrayBuffer(), imports)).instance.exports;
${[...names].map((name) => `const export_${name} = module.exports.${name};`).join('\n')}
export { ${[...names].map((name) => `export_${name} as ${name}`).join(', ')} };
`;
}
