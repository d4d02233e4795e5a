import { expect, test, VmxrayPage } from './vmxray-page';

/** Kills the simulator's worker from inside, as a fault of the engine that nothing catches would. */
async function killWorker({ page }: VmxrayPage): Promise<void> {
  const worker = page.workers().find((candidate) => candidate.url().includes('simulator'));
  await worker?.evaluate(() => {
    setTimeout(() => {
      throw new Error('the engine broke');
    });
  });
}

async function open(page: VmxrayPage['page']): Promise<VmxrayPage> {
  const vmxray = new VmxrayPage(page);
  await vmxray.open();
  return vmxray;
}

test('a lost worker is replaced and the machine stands where it stood, events included', async ({ page }) => {
  const vmxray = await open(page);
  await vmxray.press('Next VM entry');
  await page.getByRole('button', { name: 'Inject', exact: true }).click();
  await page.getByRole('button', { name: 'NMI', exact: true }).click();
  await vmxray.idle();
  await vmxray.press('Next VM exit');
  await vmxray.press('Step back');
  const [digest, moment] = [await vmxray.digest(), await vmxray.moment()];

  await killWorker(vmxray);
  const dialog = page.getByRole('dialog', { name: 'The simulator failed' });
  await expect(dialog).toContainText('the engine broke');
  await expect(dialog.getByRole('status')).toContainText('with every event and every edit by hand');
  await vmxray.expectAccessible('the fault dialog', '[role="dialog"]');
  await dialog.getByRole('button', { name: 'Go on' }).click();
  expect(await vmxray.digest()).toBe(digest);
  expect(await vmxray.moment()).toEqual(moment);
  // Time travel goes on in both directions.
  await vmxray.press('Step back');
  await vmxray.press('Step');
  expect(await vmxray.digest()).toBe(digest);
});

test('a worker that is lost while it runs is replaced', async ({ page }) => {
  const vmxray = await open(page);
  await vmxray.typeBehind('start:', 'again:', '    inc r15', '    jmp again');
  await vmxray.press('Restart');
  await vmxray.control('Run').click();
  await expect(vmxray.control('Pause')).toBeEnabled();
  await page.waitForTimeout(300);
  await killWorker(vmxray);
  const dialog = page.getByRole('dialog', { name: 'The simulator failed' });
  await expect(dialog.getByRole('status')).toContainText('Another worker has taken over: the machine stands at');
  await dialog.getByRole('button', { name: 'Go on' }).click();
  const { instructions } = await vmxray.moment();
  expect(instructions).toBeGreaterThan(1000);
  await vmxray.press('Step');
  expect((await vmxray.moment()).instructions).toBe(instructions + 1);
});

test('the reproducer link of the dialog carries the moment', async ({ page, context, browser }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const vmxray = await open(page);
  await vmxray.press('Next VM exit');
  const digest = await vmxray.digest();
  await killWorker(vmxray);
  const dialog = page.getByRole('dialog', { name: 'The simulator failed' });
  await expect(dialog.getByRole('status')).toContainText('stands at');
  await dialog.getByRole('button', { name: 'Copy reproducer link' }).click();
  await expect(dialog.getByRole('button', { name: 'Copied' })).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const other = new VmxrayPage(await (await browser.newContext({ serviceWorkers: 'block' })).newPage());
  await other.open(link);
  expect(await other.digest()).toBe(digest);
  await other.page.context().close();
});
