import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import { preview } from 'vite';

const DEBIAN_CHROMIUM = '/usr/bin/chromium';
const STEPS = 200;
const VISITS = 7;
/** In this many of the visits the steps are measured: each step has a median over them, which a busy machine disturbs less. */
const STEPPED_VISITS = 5;

/** Serves a built folder and opens a browser; `use(browser, address)` does the measuring. */
async function withBrowser(folder, use) {
  const server = await preview({
    configFile: false,
    logLevel: 'silent',
    build: { outDir: folder },
    preview: { port: 0, host: '127.0.0.1' },
  });
  const browser = await chromium.launch(existsSync(DEBIAN_CHROMIUM) ? { executablePath: DEBIAN_CHROMIUM } : {});
  try {
    return await use(browser, `http://127.0.0.1:${server.httpServer.address().port}/`);
  } finally {
    await browser.close();
    await server.close();
  }
}

/** The loops in a Chromium worker. */
export const measureWorker = (folder, accept) =>
  withBrowser(folder, async (browser, address) => {
    const page = await browser.newPage();
    await page.goto(address);
    await page.waitForFunction(() => window.measureInWorker !== undefined);
    return page.evaluate((flag) => window.measureInWorker(flag), accept);
  });

/** Notes when the page is ready for its first step: the button can be pressed. Runs in the page before its scripts. */
function noteReady() {
  const look = () => {
    const step = document.querySelector('button[aria-label="Step"]');
    if (step === null || step.disabled || step.ariaDisabled === 'true') return requestAnimationFrame(look);
    window.readyAt = performance.now();
  };
  requestAnimationFrame(look);
}

/**
 * Presses a button again and again. For each press, in milliseconds: `whole`, until the page has painted the new position;
 * `work`, the same without the wait for the display: from the press to the changed page, and the frame in which it is
 * drawn; `text`, until the line of the new position is in the editor's view. Runs in the page.
 */
async function pressAndPaint({ label, times }) {
  const button = document.querySelector(`button[aria-label="${label}"]`);
  const position = document.querySelector('.position');
  /** Runs `then` behind the next frame: the first task behind its callbacks runs when it has been painted. */
  const behindFrame = (then) =>
    requestAnimationFrame((frame) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => then(frame);
      port2.postMessage(null);
    });
  const lineInView = () => {
    const line = document.querySelector('.current-place:not([hidden])')?.getBoundingClientRect();
    const editor = document.querySelector('.source-editor')?.getBoundingClientRect();
    return line !== undefined && editor !== undefined && line.top >= editor.top && line.bottom <= editor.bottom;
  };
  const samples = [];
  for (let k = 0; k < times; k++) {
    await window.vmxray.idle();
    samples.push(
      await new Promise((resolve) => {
        const began = performance.now();
        const observer = new MutationObserver(() => {
          observer.disconnect();
          const changed = performance.now();
          behindFrame((frame) => {
            const painted = performance.now();
            const work = changed - began + (painted - Math.max(frame, changed));
            const look = () => {
              if (!lineInView()) behindFrame(look);
              else resolve({ whole: painted - began, work, text: performance.now() - began });
            };
            look();
          });
        });
        observer.observe(position, { characterData: true, childList: true, subtree: true });
        button.click();
      }),
    );
  }
  return samples;
}

/** The built page: time until ready (each visit with an empty cache), and from press to paint for Step (by visit) and Step back. */
export const measurePage = (folder) =>
  withBrowser(folder, async (browser, address) => {
    const ready = [];
    const stepToPaint = [];
    const stepBackToPaint = [];
    let pageScripts = [];
    for (let visit = 0; visit < VISITS; visit++) {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      const page = await context.newPage();
      const scripts = [];
      page.on(
        'request',
        (request) => request.resourceType() === 'script' && scripts.push(new URL(request.url()).pathname),
      );
      await page.addInitScript(noteReady);
      await page.goto(`${address}?lang=en`);
      await page.waitForFunction(() => window.readyAt !== undefined);
      ready.push(await page.evaluate(() => window.readyAt));
      await page.evaluate(() => window.vmxray.idle());
      if (visit >= VISITS - STEPPED_VISITS) {
        // Steps are measured on the whole page: with its editor, which comes behind the rest.
        await page.locator('.source-editor .view-line').first().waitFor();
        await page.evaluate(() => window.vmxray.idle());
        stepToPaint.push(await page.evaluate(pressAndPaint, { label: 'Step', times: STEPS }));
        stepBackToPaint.push(...(await page.evaluate(pressAndPaint, { label: 'Step back', times: STEPS / 2 })));
        pageScripts = scripts;
      }
      await context.close();
    }
    return { ready, stepToPaint, stepBackToPaint, sizes: scriptSizes(folder, pageScripts) };
  });

/**
 * Kilobytes (compressed by gzip) of what a first visit loads, by what it is for. `requested`: paths in the order of their
 * requests; what comes behind the editor is not there before it.
 */
function scriptSizes(folder, requested) {
  const sizes = { page: 0, worker: 0, editor: 0, wasm: 0 };
  const kilobytes = (path) => gzipSync(readFileSync(path)).length / 1000;
  const paths = [...new Set(requested)];
  const editorAt = paths.findIndex((path) => path.includes('source-editor'));
  for (const [n, path] of paths.entries()) {
    const kind = scriptKind(path);
    if (kind !== 'page' || editorAt < 0 || n < editorAt) sizes[kind] += kilobytes(join(folder, path));
  }
  for (const name of readdirSync(join(folder, 'assets'))) {
    if (name.endsWith('.wasm')) sizes.wasm += kilobytes(join(folder, 'assets', name));
  }
  return sizes;
}

function scriptKind(path) {
  if (/editor|monaco/.test(path)) return 'editor';
  return /worker/.test(path) ? 'worker' : 'page';
}
