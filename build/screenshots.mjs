/**
 * npm run screenshots: docs/screenshots/, the built page at one moment in three sizes, two themes and two languages.
 * Look at them after every change of the page.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { ROOT, runTool } from './run-step.mjs';

const DEBIAN_CHROMIUM = '/usr/bin/chromium';
const FOLDER = join(ROOT, 'docs', 'screenshots');
const SIZES = [
  [1440, 900],
  [1024, 768],
  [390, 844],
];
const THEMES = ['light', 'dark'];
const LANGUAGES = ['en', 'zh-CN'];

if (!runTool('build', 'vite', ['build', '--logLevel', 'warn'])) process.exit(1);
mkdirSync(FOLDER, { recursive: true });
const server = await preview({ root: ROOT, configFile: false, logLevel: 'silent', preview: { port: 0 } });
const address = `http://localhost:${server.httpServer.address().port}/`;
const browser = await chromium.launch(existsSync(DEBIAN_CHROMIUM) ? { executablePath: DEBIAN_CHROMIUM } : {});
try {
  for (const [width, height] of SIZES) {
    for (const theme of THEMES) for (const language of LANGUAGES) await take(width, height, theme, language);
  }
} finally {
  await browser.close();
  await server.close();
}

/** The first VM exit of the default program. */
async function take(width, height, theme, language) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme });
  const page = await context.newPage();
  await page.goto(`${address}?lang=${language}`);
  await page.waitForFunction(() => window.vmxray !== undefined);
  await page.evaluate(() => window.vmxray.idle());
  await page.keyboard.press(']');
  await page.evaluate(() => window.vmxray.idle());
  // Transitions of 250 ms end.
  await page.waitForTimeout(400);
  const path = join(FOLDER, `${width}-${theme}-${language}.png`);
  await page.screenshot({ path });
  console.log(path);
  await context.close();
}
