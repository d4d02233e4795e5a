import { expect, test } from './vmxray-page';

test('a syntax error shows where it is while the last good program still runs', async ({ vmxray }) => {
  const { page } = vmxray;
  await vmxray.press('Step');
  await vmxray.cursorBehind('vmx_region VMXON_REGION');
  await page.keyboard.type('\nbogus rax, rbx');
  await vmxray.idle();
  await expect(vmxray.region('Problems').getByRole('button', { name: /bogus/ })).toBeVisible();
  await expect(vmxray.region('Editor').locator('.squiggly-error').first()).toBeVisible();
  await vmxray.press('Next VM exit');
  await expect(vmxray.mode).toHaveText(/^VMX root/);
});

test('an edited program starts from the beginning with the next step forward', async ({ vmxray }) => {
  const { page } = vmxray;
  await vmxray.press('Next VM exit');
  await vmxray.openFile('guest.asm');
  await vmxray.cursorBehind('xor');
  await page.keyboard.type('\ncpuid');
  await vmxray.idle();
  await expect(page.getByRole('button', { name: 'Edited · Restart with it' })).toBeVisible();
  await vmxray.press('Run');
  await expect(page.getByRole('button', { name: 'Edited · Restart with it' })).toBeHidden();
  await page.getByRole('tab', { name: 'Exits', exact: true }).click();
  await expect(vmxray.region('Exits').getByText('CPUID', { exact: true })).toHaveCount(3);
});

test('a breakpoint set in the gutter stops the run there', async ({ vmxray }) => {
  const { page } = vmxray;
  await vmxray.cursorBehind('[vmxon_pointer]');
  await page.keyboard.press('F9');
  await vmxray.press('Run');
  await expect(page.getByText('Breakpoint 1', { exact: true })).toBeVisible();
  await expect(vmxray.mode).toHaveText(/^VMX off/);
});

test('library files are read-only', async ({ vmxray }) => {
  await vmxray.openFile('lab.inc');
  await vmxray.cursorBehind('org');
  await vmxray.page.keyboard.type('x');
  await vmxray.idle();
  await expect(vmxray.region('Editor').locator('.view-line', { hasText: /org\s+0x100000x/ })).toHaveCount(0);
});
