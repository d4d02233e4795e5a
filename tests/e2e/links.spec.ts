import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import type { Browser, Page } from '@playwright/test';
import { expect, test, VmxrayPage } from './vmxray-page';

/** The page's message; the editor has empty ones of its own. */
const notice = (page: Page) => page.getByRole('alert').and(page.locator('.notice'));

/** The page in a browser that has never seen it. */
async function elsewhere(browser: Browser): Promise<VmxrayPage> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' });
  return new VmxrayPage(await context.newPage());
}

/** Opens the dialog, chooses what the link carries, and takes the link. */
async function share({ page }: VmxrayPage, ...choices: RegExp[]): Promise<string> {
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const dialog = page.getByRole('dialog');
  for (const choice of choices) await dialog.getByRole('checkbox', { name: choice }).check();
  await page.evaluate(() => window.vmxray.idle());
  const field = dialog.getByRole('textbox', { name: 'Link' });
  await expect(field).toHaveValue(/#v1=/);
  const link = await field.inputValue();
  await page.keyboard.press('Escape');
  return link;
}

const linkOf = (form: object): string => `?lang=en#v1=${deflateRawSync(JSON.stringify(form)).toString('base64url')}`;

test('a link opens the same program in another browser', async ({ vmxray, browser }) => {
  await vmxray.typeBehind('start:', '; sent by a teacher');
  const link = await share(vmxray);
  expect(link.length).toBeLessThan(2000);
  const other = await elsewhere(browser);
  await other.open(link);
  await expect(other.line('sent by a teacher')).toBeVisible();
  await expect(other.page.getByText('Opened what was shared.')).toBeVisible();
  await other.page.context().close();
});

test('a link with the moment opens at the moment, injected events included', async ({ vmxray, browser }) => {
  await vmxray.press('Next VM entry');
  await vmxray.page.getByRole('button', { name: 'Inject', exact: true }).click();
  await vmxray.page.getByRole('button', { name: 'NMI', exact: true }).click();
  await vmxray.idle();
  await vmxray.press('Next VM exit');
  await vmxray.press('Step');
  const [moment, digest] = [await vmxray.moment(), await vmxray.digest()];
  const link = await share(vmxray, /^This moment/);
  expect(link.length).toBeLessThan(500);

  const other = await elsewhere(browser);
  await other.open(link);
  expect(await other.moment()).toEqual(moment);
  expect(await other.digest()).toBe(digest);
  // The history is there, too: the event happens again on the way back and forth.
  await other.press('Restart');
  await other.press('Next VM entry');
  await other.press('Next VM exit');
  await other.press('Step');
  expect(await other.digest()).toBe(digest);
  await other.page.context().close();
});

test('a link with the panes opens with the same file and tabs', async ({ vmxray, browser }) => {
  await vmxray.openTab('Registers');
  await vmxray.openTab('Lesson');
  await vmxray.openFile('guest.asm');
  const link = await share(vmxray, /open tabs/);
  const other = await elsewhere(browser);
  await other.open(link);
  for (const name of ['Registers', 'Lesson', 'guest.asm']) {
    await expect(other.page.getByRole('tab', { name, exact: true })).toHaveAttribute('aria-selected', 'true');
  }
  await other.page.context().close();
});

test('where the engine comes to another state, the page says so and stands at the same transition', async ({
  vmxray,
}) => {
  const moment = { journal: [], position: 60, transition: 2, digest: '0000000000000000' };
  const form = { version: 2, engine: '0.0.9', program: 'life-cycle', unchanged: '0000000000000000', moment };
  await vmxray.page.goto('about:blank');
  await vmxray.open(linkOf(form));
  await expect(notice(vmxray.page)).toContainText('VMXray 0.0.9');
  await expect(notice(vmxray.page)).toContainText('same transition, number 2');
  await expect(notice(vmxray.page)).toContainText('The example has changed');
  await expect(vmxray.mode).toHaveText(/^VMX non-root/);
});

test('a run that has no such transition ends where it ends', async ({ vmxray }) => {
  const moment = { journal: [], position: 1e12, transition: 1e9, digest: '0000000000000000' };
  const form = { version: 2, engine: '0.0.9', program: 'life-cycle', unchanged: '0000000000000000', moment };
  await vmxray.page.goto('about:blank');
  await vmxray.open(linkOf(form));
  await expect(notice(vmxray.page)).toContainText('no transition number 1000000000');
});

test('the way to a far moment shows how far it is and can be stopped', async ({ vmxray }) => {
  const { page } = vmxray;
  const files = [{ name: 'endless.asm', text: '%include "lab.inc"\nstart:\n    inc rax\n    jmp start\n' }];
  const moment = { journal: [], position: 5e9, transition: 0, digest: '0000000000000000' };
  await page.goto('about:blank');
  await page.goto(linkOf({ version: 2, engine: '0.1.0', files, moment }));
  await expect(page.getByRole('progressbar', { name: 'Going to the moment that was shared' })).toBeVisible();
  await page.getByRole('button', { name: 'Stop here' }).click();
  await expect(page.getByText('The way to the moment was stopped here.')).toBeVisible();
  await vmxray.idle();
  await vmxray.press('Step');
  await expect(vmxray.mode).toHaveText(/^VMX off/);
});

test('own work is kept when a link takes its place, also when the link is pasted into the open page', async ({
  vmxray,
}) => {
  const { page } = vmxray;
  await vmxray.typeBehind('start:', '; my own work');
  await page.waitForTimeout(600);
  const form = {
    version: 2,
    engine: '0.1.0',
    files: [{ name: 'theirs.asm', text: '%include "lab.inc"\nstart:\n    hlt\n' }],
  };
  await page.evaluate((hash) => {
    location.hash = hash;
  }, linkOf(form).slice('?lang=en'.length));
  await expect(vmxray.line('hlt')).toBeVisible();
  await expect(notice(page)).toContainText('Your own work was put away');
  // Untouched, the link stays in the address: a reload shows it again.
  await page.reload();
  await vmxray.open(page.url());
  await expect(vmxray.line('hlt')).toBeVisible();
  // Edited, it is work of one's own, and the address no longer promises the link.
  await vmxray.typeBehind('start:', '; edited by me');
  await page.waitForTimeout(600);
  expect(page.url()).not.toContain('#v1=');
  await page.reload();
  await vmxray.open();
  await expect(vmxray.line('edited by me')).toBeVisible();
  // The work from before the link can be had back.
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^vmm\.asm, guest\.asm/ })
    .first()
    .click();
  await expect(vmxray.line('my own work')).toBeVisible();
});

for (const [name, address, said] of [
  ['damaged', '?lang=en#v1=not-a-program', /cannot be read: it is damaged/],
  ['newer', '?lang=en#v9=AAAA', /made by a newer VMXray/],
  ['without contents', linkOf({ version: 2, engine: '0.1.0', files: [] }), /no program of VMXray/],
] as const) {
  test(`a link that is ${name} says so and the page works`, async ({ vmxray }) => {
    const { page } = vmxray;
    await page.goto('about:blank');
    await vmxray.open(address);
    await expect(notice(page)).toContainText(said);
    await expect(notice(page)).toContainText('The first example is shown instead.');
    expect(page.url()).not.toContain('#');
    await vmxray.expectAccessible('a refused link');
    await vmxray.press('Next VM exit');
    await expect(vmxray.mode).toHaveText(/^VMX root/);
  });
}

test('markup in a link stays text', async ({ vmxray }) => {
  const { page } = vmxray;
  const name = '<img src=x onerror=alert(1)>.asm';
  const text = '%include "lab.inc"\nstart:\n    hlt ; <script>alert(1)</script>\n';
  const alerts: string[] = [];
  page.on('dialog', (dialog) => void alerts.push(dialog.message()).toString());
  await page.goto('about:blank');
  await vmxray.open(linkOf({ version: 2, engine: '0.1.0', files: [{ name, text }] }));
  await expect(page.getByRole('tab', { name })).toBeVisible();
  await expect(vmxray.line('<script>alert(1)</script>')).toBeVisible();
  expect(await page.locator('img').count()).toBe(0);
  expect(alerts).toEqual([]);
});

test('a program that is too long for a link is saved as a file, which opens by choosing and by dropping', async ({
  vmxray,
}) => {
  const { page } = vmxray;
  // Text that hardly packs.
  let state = 1;
  const noise = Array.from({ length: 12_000 }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return String.fromCharCode(33 + ((state >>> 16) % 90));
  }).join('');
  await vmxray.typeBehind('start:', `; ${noise}`);
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(/may cut this link off/)).toBeVisible();
  const saved = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save as file' }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe('life-cycle.vmxray.json');
  const contents = readFileSync(await download.path(), 'utf8');
  expect(contents).toContain(noise.slice(0, 20).replaceAll('\\', '\\\\').replaceAll('"', '\\"'));
  await page.keyboard.press('Escape');
  await vmxray.chooseProgram('Two guests');
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const chosen = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Open file…' }).click();
  await (await chosen).setFiles({ name: 'x.vmxray.json', mimeType: 'application/json', buffer: Buffer.from(contents) });
  await expect(vmxray.line(noise.slice(0, 12))).toBeVisible();

  await vmxray.chooseProgram('Two guests');
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'x.vmxray.json', { type: 'application/json' }));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  }, contents);
  await expect(vmxray.line(noise.slice(0, 12))).toBeVisible();
});

test('the dialog is usable with the keyboard and clean for axe', async ({ vmxray }) => {
  const { page } = vmxray;
  await vmxray.press('Next VM exit');
  await page.getByRole('button', { name: 'Share', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').getByRole('checkbox', { name: /^This moment/ })).toBeEnabled();
  await vmxray.expectAccessible('the share dialog', '[role="dialog"]');
  await page.getByRole('checkbox', { name: /^This moment/ }).focus();
  await page.keyboard.press('Space');
  await expect(page.getByRole('checkbox', { name: /^This moment/ })).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});
