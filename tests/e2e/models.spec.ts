import { englishLeft } from './english-left';
import { expect, test, type VmxrayPage } from './vmxray-page';

/** Opens the dialog about the models from the menu of models. */
async function openModels(vmxray: VmxrayPage): Promise<void> {
  await vmxray.page.getByRole('button', { name: /^Model: / }).click();
  await vmxray.page.getByRole('menuitem', { name: 'Models in detail, and comparison…' }).click();
  await vmxray.idle();
}

const dialog = (vmxray: VmxrayPage) => vmxray.page.getByRole('dialog', { name: 'Processor models' });
const entry = (vmxray: VmxrayPage, id: string) => dialog(vmxray).locator(`[data-model="${id}"]`);

test('every model has its year, its line, how certain its costs are and what it lacks; choosing one restarts', async ({
  vmxray,
}) => {
  await vmxray.press('Next VM exit');
  await openModels(vmxray);
  await expect(dialog(vmxray).locator('.model-entry')).toHaveCount(17);
  await expect(entry(vmxray, 'everything')).toContainText('in use');
  const merom = entry(vmxray, 'merom');
  await expect(merom.locator('summary')).toContainText('Core 2 (Merom)2006');
  await expect(merom.locator('summary')).toContainText('Costs: recalled figures of this processor');
  await expect(entry(vmxray, 'tiger-lake').locator('summary')).toContainText('Costs: assumed');
  await entry(vmxray, 'alder-lake').locator('summary').press('Enter');
  await expect(entry(vmxray, 'alder-lake')).toContainText('Load CET state');
  await expect(entry(vmxray, 'alder-lake').getByText('AVX2', { exact: true })).toBeVisible();
  await expect(entry(vmxray, 'alder-lake').getByText('x87 FPU on chip')).toContainText('fpu');
  await expect(entry(vmxray, 'alder-lake').getByRole('row', { name: 'VMLAUNCH 528 assumed' })).toBeVisible();
  await vmxray.expectAccessible('the models', '.dialog');
  await merom.locator('summary').click();
  await merom.getByRole('button', { name: 'Use this model' }).click();
  await vmxray.idle();
  await expect(vmxray.page.getByRole('button', { name: 'Model: Core 2 (Merom)' })).toBeVisible();
  expect((await vmxray.moment()).instructions).toBe(0);
  await vmxray.region('VMCS').getByRole('button', { name: 'Capabilities', exact: true }).click();
  await vmxray.idle();
  await expect(vmxray.region('VMCS')).toContainText('Core 2 (Merom)');
  // Without TRUE capability MSRs the default1 controls are fixed.
  await expect(
    vmxray
      .region('VMCS')
      .getByRole('table', { name: 'primary processor-based controls' })
      .getByRole('row', { name: /^15 CR3-load exiting must be 1/ }),
  ).toBeVisible();
});

test('one workload on several models gives exits and cycles, and a model that cannot run it says why', async ({
  vmxray,
}) => {
  await vmxray.press('Next VM exit');
  const before = await vmxray.digest();
  await openModels(vmxray);
  await dialog(vmxray).getByRole('button', { name: 'Compare', exact: true }).click();
  await dialog(vmxray).getByRole('checkbox', { name: 'Core Duo (Yonah)' }).check();
  await dialog(vmxray).getByRole('button', { name: 'Run the comparison' }).click();
  await vmxray.idle();
  const table = dialog(vmxray).getByRole('table', { name: 'Exits and cycles on each model' });
  await expect(table.getByRole('columnheader')).toHaveText([
    'Exit reason',
    'Yonah',
    'Merom',
    'Nehalem',
    'Haswell',
    'Skylake-SP',
    'Everything modelled',
  ]);
  const cells = await table.getByRole('row', { name: /CPUID/ }).getByRole('cell').allInnerTexts();
  const cycles = cells.slice(1).map((text) => Number(text.split('\n').at(-1)?.replaceAll(/\D/g, '')));
  expect(cells[0]).toBe('');
  // Merom's exits are dearer than Haswell's.
  expect(cycles[0]).toBeGreaterThan(cycles[2] ?? 0);
  const ends = table.getByRole('row', { name: /^End/ }).getByRole('cell');
  await expect(ends.first()).toContainText('did not run');
  await expect(ends.first()).toContainText('64-bit');
  await expect(ends.last()).toHaveText(/^Halted/);
  await vmxray.expectAccessible('the comparison', '.dialog');
  await vmxray.page.keyboard.press('Escape');
  expect(await vmxray.digest()).toBe(before);
});

test('an endless workload can be stopped while the page goes on', async ({ vmxray }) => {
  await vmxray.cursorBehind('start:');
  await vmxray.page.keyboard.press('Enter');
  await vmxray.page.keyboard.insertText('    jmp $');
  await vmxray.idle();
  await openModels(vmxray);
  await dialog(vmxray).getByRole('button', { name: 'Compare', exact: true }).click();
  await dialog(vmxray).getByRole('button', { name: 'Run the comparison' }).click();
  await expect(dialog(vmxray).getByRole('status')).toContainText('Running on Core 2 (Merom)');
  await dialog(vmxray).getByRole('button', { name: 'Stop', exact: true }).click();
  await vmxray.idle();
  await expect(dialog(vmxray).getByRole('status')).toHaveText('Stopped.');
});

for (const [width, height] of [
  [1024, 768],
  [390, 844],
] as const) {
  for (const [language, model, compare, run] of [
    ['en', /^Model: /, 'Compare', 'Run the comparison'],
    ['zh-CN', /^(处理器)?型号/, '比较', '开始比较'],
  ] as const) {
    test(`the dialog fits ${width} × ${height} in ${language}`, async ({ vmxray }) => {
      const { page } = vmxray;
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme: language === 'en' ? 'light' : 'dark' });
      await vmxray.open(`?lang=${language}`);
      await page.getByRole('button', { name: model }).click();
      await page.getByRole('menuitem').first().click();
      await vmxray.idle();
      await page.locator('.model-entry').nth(3).locator('summary').click();
      const body = page.locator('.dialog-body');
      const overflow = () => body.evaluate((element) => element.scrollWidth - element.clientWidth);
      expect(await overflow()).toBe(0);
      await vmxray.expectAccessible(`${language}: the models`);
      if (language !== 'en') expect(await englishLeft(page)).toEqual([]);
      await page.getByRole('dialog').getByRole('button', { name: compare, exact: true }).click();
      await page.getByRole('button', { name: run }).click();
      await vmxray.idle();
      expect(await overflow()).toBe(0);
      await vmxray.expectAccessible(`${language}: the comparison`);
      if (language !== 'en') expect(await englishLeft(page)).toEqual([]);
    });
  }
}
