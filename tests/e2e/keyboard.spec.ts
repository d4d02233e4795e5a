import { expect, test } from './vmxray-page';

test('the debugger keys do what the buttons do, also in the editor', async ({ vmxray }) => {
  await vmxray.cursorBehind('vmxon');
  await vmxray.key('F11');
  expect((await vmxray.moment()).instructions).toBe(1);
  await vmxray.key('F11', 3);
  expect((await vmxray.moment()).instructions).toBe(4);
  await vmxray.key('Alt+F11');
  expect((await vmxray.moment()).instructions).toBe(3);
  await vmxray.key('F5');
  const end = await vmxray.moment();
  await expect(vmxray.mode).toHaveText(/^VMX off/);
  await vmxray.key('Alt+F5');
  expect((await vmxray.moment()).instructions).toBeLessThan(end.instructions);
  await vmxray.key('Control+Shift+F5');
  expect((await vmxray.moment()).instructions).toBe(0);
});

test('F10 steps over a VM entry until the processor is back in root', async ({ vmxray }) => {
  await vmxray.press('Next VM entry');
  await vmxray.press('Step back');
  await expect(vmxray.mode).toHaveText(/^VMX root/);
  const before = await vmxray.moment();
  await vmxray.key('F10');
  await expect(vmxray.mode).toHaveText(/^VMX root/);
  expect((await vmxray.moment()).instructions).toBeGreaterThan(before.instructions + 1);
  await expect(vmxray.region('Transitions')).toContainText('Exit reason 10, CPUID.');
});

test('brackets and braces go along exits and entries', async ({ vmxray }) => {
  await vmxray.key(']');
  await expect(vmxray.mode).toHaveText(/^VMX root/);
  await vmxray.key(']');
  await expect(vmxray.region('Transitions')).toContainText('Exit reason 18, VMCALL.');
  await vmxray.key('[');
  await expect(vmxray.region('Transitions')).toContainText('Exit reason 10, CPUID.');
  await vmxray.key('}');
  await expect(vmxray.mode).toHaveText(/^VMX non-root/);
  await vmxray.key('{');
  await expect(vmxray.mode).toHaveText(/^VMX non-root/);
  await vmxray.key('[');
  await expect(vmxray.mode).toHaveText(/^VMX off/);
});

test('characters that are typed into the text stay text', async ({ vmxray }) => {
  await vmxray.cursorBehind('start:');
  await vmxray.page.keyboard.type(' ; [?]');
  await vmxray.idle();
  await expect(vmxray.line('start: ; [?]')).toHaveCount(1);
  expect((await vmxray.moment()).instructions).toBe(0);
  await expect(vmxray.page.getByRole('dialog')).toHaveCount(0);
});

test('? opens the help, Ctrl+K the palette, which runs what is chosen', async ({ vmxray }) => {
  const { page } = vmxray;
  await vmxray.key('?');
  await expect(page.getByRole('dialog', { name: 'Keys and words' })).toBeVisible();
  await vmxray.key('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await vmxray.key('Control+k');
  await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible();
  await page.keyboard.type('next vm exit');
  await expect(page.getByRole('option', { selected: true })).toContainText('Next VM exit');
  await vmxray.key('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(vmxray.mode).toHaveText(/^VMX root/);
});
