import { expect, test, VmxrayPage } from './vmxray-page';

test('work in progress is there again after a reload', async ({ vmxray }) => {
  const { page } = vmxray;
  await vmxray.cursorBehind('start:');
  await page.keyboard.type('\n; kept from yesterday');
  await vmxray.idle();
  await page.reload();
  await vmxray.open();
  await expect(vmxray.region('Editor').locator('.view-line', { hasText: 'kept from yesterday' })).toBeVisible();
});

test('a link opens the same program in another browser', async ({ vmxray, browser }) => {
  const { page } = vmxray;
  await vmxray.cursorBehind('start:');
  await page.keyboard.type('\n; sent by a teacher');
  await vmxray.idle();
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const field = page.getByRole('dialog').getByRole('textbox', { name: 'Link' });
  await expect(field).toHaveValue(/#v1=/);
  const link = await field.inputValue();

  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const other = new VmxrayPage(await context.newPage());
  await other.open(link);
  await expect(other.region('Editor').locator('.view-line', { hasText: 'sent by a teacher' })).toBeVisible();
  await context.close();
});

test('a damaged link says so and the page works', async ({ vmxray }) => {
  await vmxray.page.goto('about:blank');
  await vmxray.open('?lang=en#v1=not-a-program');
  await expect(vmxray.page.getByText(/link could not be read/)).toBeVisible();
  await vmxray.press('Next VM exit');
  await expect(vmxray.mode).toHaveText(/^VMX root/);
});

test('forbidden storage is survived and said', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new DOMException('forbidden', 'SecurityError');
      },
    });
  });
  const vmxray = new VmxrayPage(page);
  await vmxray.open();
  await vmxray.cursorBehind('start:');
  await page.keyboard.type('\n; cannot be stored');
  await expect(page.getByText(/does not let this page store/)).toBeVisible();
  await vmxray.press('Next VM exit');
  await expect(vmxray.mode).toHaveText(/^VMX root/);
});
