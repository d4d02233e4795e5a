import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, VmxrayPage } from './vmxray-page';

const HOST = '/a-teachers-page';

test('a frame shows stage, Why card, source and run controls, and leads to the whole page', async ({
  vmxray,
  browser,
}) => {
  await vmxray.press('Next VM exit');
  await vmxray.page.getByRole('button', { name: 'Share', exact: true }).click();
  const dialog = vmxray.page.getByRole('dialog');
  await dialog.getByRole('checkbox', { name: /^This moment/ }).check();
  await vmxray.idle();
  await expect(dialog.getByRole('textbox', { name: 'Embed code' })).toHaveValue(
    /^<iframe src=".*\?embed&amp;lang=en#v1=/,
  );
  const code = await dialog.getByRole('textbox', { name: 'Embed code' }).inputValue();
  const digest = await vmxray.digest();

  const context = await browser.newContext({ viewport: { width: 900, height: 700 }, serviceWorkers: 'block' });
  const page = await context.newPage();
  const heard: string[] = [];
  page.on('pageerror', (error) => heard.push(error.message));
  await page.route(`**${HOST}`, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><html lang="en"><title>Course</title><h1>Course</h1>${code}</html>`,
    }),
  );
  await page.goto(HOST);
  const frame = page.frameLocator('iframe');
  const inner = page.frames()[1];
  await inner?.waitForFunction(() => window.vmxray !== undefined);
  await inner?.evaluate(() => window.vmxray.idle());
  await expect(frame.getByRole('status', { name: 'Processor mode' })).toHaveText(/^VMX root/);
  expect(await inner?.evaluate(() => window.vmxray.digest())).toBe(digest);

  await expect(frame.getByRole('region', { name: 'Source' }).locator('[aria-current="step"]')).toBeVisible();
  await expect(
    frame.getByRole('region', { name: 'Transitions' }).getByText('CPUID', { exact: false }).first(),
  ).toBeVisible();
  const toolbar = frame.getByRole('toolbar', { name: 'Run controls' });
  await toolbar.getByRole('button', { name: 'Step', exact: true }).click();
  await toolbar.getByRole('button', { name: 'Step back' }).click();
  await inner?.evaluate(() => window.vmxray.idle());
  expect(await inner?.evaluate(() => window.vmxray.digest())).toBe(digest);

  await toolbar.getByRole('button', { name: 'Step', exact: true }).press('[');
  await inner?.evaluate(() => window.vmxray.idle());
  await toolbar.getByRole('button', { name: 'Step', exact: true }).press(']');
  await inner?.evaluate(() => window.vmxray.idle());
  expect(await inner?.evaluate(() => window.vmxray.digest())).toBe(digest);

  const { violations } = await new AxeBuilder({ page }).include('iframe').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);

  const opened = context.waitForEvent('page');
  await frame.getByRole('link', { name: 'Open in VMXray' }).click();
  const whole = new VmxrayPage(await opened);
  await whole.page.waitForFunction(() => window.vmxray !== undefined);
  await whole.idle();
  expect(whole.page.url()).not.toContain('embed');
  expect(await whole.digest()).toBe(digest);
  expect(heard).toEqual([]);
  await context.close();
});

test('a frame neither shows nor changes what the whole page has stored', async ({ vmxray }) => {
  const { page } = vmxray;
  await vmxray.typeBehind('start:', '; my own work');
  await page.waitForTimeout(600);
  await page.goto('about:blank');
  await vmxray.open('?embed&lang=en');
  await expect(page.getByRole('region', { name: 'Source' })).toContainText('start:');
  await expect(page.getByRole('region', { name: 'Source' })).not.toContainText('my own work');
  await vmxray.press('Next VM exit');
  await vmxray.open();
  await expect(vmxray.line('my own work')).toBeVisible();
});

for (const [width, height] of [
  [600, 400],
  [360, 480],
] as const) {
  test(`nothing of a frame of ${width}×${height} is out of reach`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const vmxray = new VmxrayPage(page);
    await vmxray.open('?embed&lang=en');
    await vmxray.press('Next VM exit');
    const sizes = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.scrollHeight,
    ]);
    expect(sizes).toEqual([width, height]);
    for (const button of await page.getByRole('toolbar').getByRole('button').all()) {
      const box = await button.boundingBox();
      expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 0) <= width).toBe(true);
    }
    await expect(vmxray.mode).toBeInViewport();
    await vmxray.expectAccessible(`a frame of ${width}×${height}`);
  });
}

test('a damaged link in a frame says so', async ({ page }) => {
  const vmxray = new VmxrayPage(page);
  await vmxray.open('?embed&lang=en#v1=broken');
  await expect(page.getByRole('alert')).toContainText('cannot be read');
  await vmxray.press('Next VM exit');
  await expect(vmxray.mode).toHaveText(/^VMX root/);
});
