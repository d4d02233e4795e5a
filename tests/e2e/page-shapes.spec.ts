import { expect, test } from './vmxray-page';

test('at 1024 pixels the inspector is a drawer', async ({ vmxray }) => {
  const { page } = vmxray;
  await page.setViewportSize({ width: 1024, height: 768 });
  await expect(vmxray.region('VMCS')).toBeHidden();
  await page.getByRole('button', { name: 'Open the inspector at Registers' }).click();
  await expect(vmxray.region('Registers')).toBeVisible();
  await page.getByRole('button', { name: 'Close the inspector' }).click();
  await expect(vmxray.region('Registers')).toBeHidden();
  await expect(vmxray.region('Timeline')).toBeVisible();
});

test('at 390 pixels one pane is seen, with controls and mode below it', async ({ vmxray }) => {
  const { page } = vmxray;
  await page.setViewportSize({ width: 390, height: 844 });
  await vmxray.press('Next VM exit');
  for (const name of ['Editor', 'VMCS', 'Timeline', 'Transitions']) {
    await page.getByRole('tab', { name, exact: true }).click();
    await expect(vmxray.region(name)).toBeVisible();
  }
  await expect(vmxray.region('Editor')).toBeHidden();
  const step = await page.getByRole('button', { name: 'Step', exact: true }).boundingBox();
  expect(step?.y).toBeGreaterThan(700);
  await expect(vmxray.mode).toBeInViewport();
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
});

test('at 390 pixels the model and the number of processors are chosen in the header', async ({ vmxray }) => {
  const { page } = vmxray;
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: 'Model: Everything modelled', exact: true }).click();
  await vmxray.expectAccessible('the Model menu of a phone', '.menu');
  await page.getByRole('menuitemradio', { name: '2', exact: true }).click();
  await vmxray.idle();
  await expect(page.getByRole('button', { name: 'Model: Everything modelled · 2 processors' })).toBeInViewport();
  await expect(page.getByRole('button', { name: /^Processor to look at: / })).toHaveText('CPU 0 of 2');
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
});

test('a pane that was resized keeps its size', async ({ vmxray }) => {
  const { page } = vmxray;
  const divider = page.getByRole('separator', { name: 'Width of the editor' });
  const before = (await divider.boundingBox())?.x ?? 0;
  await divider.focus();
  for (let n = 0; n < 3; n++) await page.keyboard.press('ArrowRight');
  const moved = (await divider.boundingBox())?.x ?? 0;
  expect(moved).toBeGreaterThan(before);
  await page.waitForTimeout(300);
  await vmxray.open();
  expect((await divider.boundingBox())?.x).toBeCloseTo(moved, 0);
});
