import { expect, test } from './vmxray-page';

const seen = ['Editor', 'Transitions', 'VMCS', 'Timeline', 'Problems'];
const tabbed = ['Registers', 'Memory', 'Exits', 'Console', 'Lesson'];
const controls = [
  'Run',
  'Pause',
  'Step',
  'Step over',
  'Step back',
  'Next VM exit',
  'Previous VM exit',
  'Next VM entry',
  'Restart',
];

test('all regions, controls and the mode have their names', async ({ vmxray }) => {
  const { page } = vmxray;
  for (const name of seen) await expect(vmxray.region(name)).toBeVisible();
  for (const name of tabbed) {
    await page.getByRole('tab', { name, exact: true }).click();
    await expect(vmxray.region(name)).toBeVisible();
  }
  const toolbar = page.getByRole('toolbar', { name: 'Run controls' });
  for (const name of controls) await expect(toolbar.getByRole('button', { name, exact: true })).toBeVisible();
  await expect(vmxray.mode).toHaveText(/^VMX off/);
});

test('the run controls move through the modes and back', async ({ vmxray }) => {
  await vmxray.press('Next VM entry');
  await expect(vmxray.mode).toHaveText(/^VMX non-root/);
  await vmxray.press('Next VM exit');
  await expect(vmxray.mode).toHaveText(/^VMX root/);
  await vmxray.press('Step back');
  await expect(vmxray.mode).toHaveText(/^VMX non-root/);
  await vmxray.press('Restart');
  await expect(vmxray.mode).toHaveText(/^VMX off/);
});

test('Chinese is complete where English is', async ({ vmxray }) => {
  await vmxray.open('?lang=zh-CN');
  await expect(vmxray.page.getByRole('toolbar', { name: '运行控制' })).toBeVisible();
  await expect(vmxray.page.locator('html')).toHaveAttribute('lang', 'zh-CN');
});
