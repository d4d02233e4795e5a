import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, normalize } from 'node:path';
import { expect, test, VmxrayPage } from './vmxray-page';

test.use({ serviceWorkers: 'allow' });

/** Resolves when the whole page is kept: a service worker is active only then. */
const kept = (vmxray: VmxrayPage) =>
  vmxray.page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });

test('after the first visit the page works without a network', async ({ page, context }) => {
  const vmxray = new VmxrayPage(page);
  await vmxray.open();
  await kept(vmxray);
  await vmxray.typeBehind('start:', '; written on a train');
  await page.waitForTimeout(600);
  await context.setOffline(true);
  await page.reload();
  await vmxray.open();
  await expect(vmxray.line('written on a train')).toBeVisible();
  await vmxray.press('Next VM exit');
  await expect(vmxray.mode).toHaveText(/^VMX root/);
  await vmxray.press('Step back');
  await expect(vmxray.mode).toHaveText(/^VMX non-root/);
  // What comes later comes from the same place: another language, dialogs, the reduced page.
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Link' })).toHaveValue(/#v1=/);
  const link = await page.getByRole('dialog').getByRole('textbox', { name: 'Link' }).inputValue();
  await vmxray.open('?lang=zh-CN');
  await expect(page.getByRole('button', { name: '分享' })).toBeVisible();
  await vmxray.open(link.replace('?lang=en', '?embed&lang=en'));
  await expect(page.getByRole('region', { name: 'Source' })).toContainText('written on a train');
});

test('the open page of the first visit does not need the network either', async ({ page, context }) => {
  const vmxray = new VmxrayPage(page);
  await vmxray.open();
  await kept(vmxray);
  await context.setOffline(true);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible();
});

test('under any path, a newer version waits, is offered in words, and takes over when it is taken', async ({
  page,
}) => {
  const deployment = await deploy();
  const vmxray = new VmxrayPage(page);
  await vmxray.open(`${deployment.address}?lang=en`);
  await kept(vmxray);
  await vmxray.typeBehind('start:', '; in the middle of something');
  await page.waitForTimeout(600);

  deployment.renew();
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration?.update();
  });
  const notice = page.getByRole('alert').filter({ hasText: 'A new version of VMXray is ready.' });
  await expect(notice).toBeVisible();
  expect(await page.title()).toBe('VMXray');
  const again = page.waitForEvent('load');
  await notice.getByRole('button', { name: 'Reload with it' }).click();
  await again;
  await page.waitForFunction(() => window.vmxray !== undefined);
  await vmxray.idle();
  expect(await page.title()).toBe('VMXray, newer');
  await expect(vmxray.line('in the middle of something')).toBeVisible();
  await deployment.close();
});

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html',
  js: 'text/javascript',
  css: 'text/css',
  wasm: 'application/wasm',
  svg: 'image/svg+xml',
};

/** The built page on a server of its own, below a path; `renew` deploys a version with another title. */
async function deploy() {
  let newer = false;
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://localhost');
    const name = pathname.replace('/courses/vmx/', '') || 'index.html';
    const file = join('dist', normalize(name));
    if (!existsSync(file)) return response.writeHead(404).end();
    let body: string | Buffer = readFileSync(file);
    if (newer && name === 'index.html') body = body.toString().replace('<title>VMXray', '<title>VMXray, newer');
    // What the service worker's script says of index.html is its revision.
    if (newer && name === 'sw.js') body = body.toString().replace(/(index\.html",revision:")\w+/, '$1newer');
    response.writeHead(200, { 'content-type': TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream' });
    return response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://localhost:${port}/courses/vmx/`,
    renew: () => {
      newer = true;
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
