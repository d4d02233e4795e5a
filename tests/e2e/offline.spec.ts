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

test('a newer version waits, is offered in words, and takes over when it is taken', async ({ page, context }) => {
  const vmxray = new VmxrayPage(page);
  await vmxray.open();
  await kept(vmxray);
  // A new deployment: the service worker's script differs by a byte.
  await context.route('**/sw.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${await response.text()}\n// a newer version` });
  });
  await vmxray.typeBehind('start:', '; in the middle of something');
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration?.update();
  });
  const notice = page.getByRole('alert').filter({ hasText: 'A new version of VMXray is ready.' });
  await expect(notice).toBeVisible();
  const again = page.waitForEvent('load');
  await notice.getByRole('button', { name: 'Reload with it' }).click();
  await again;
  await page.waitForFunction(() => window.vmxray !== undefined);
  await vmxray.idle();
  await expect(vmxray.line('in the middle of something')).toBeVisible();
  expect(
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting ?? null),
  ).toBeNull();
});
