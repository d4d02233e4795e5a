import { expect, test, type VmxrayPage } from './vmxray-page';

/** Makes the guest of the first program run for ever; the machine starts with it. */
async function endless(vmxray: VmxrayPage): Promise<void> {
  await vmxray.openFile('guest.asm');
  await vmxray.typeBehind('guest_entry:', '.forever:', '    inc     rbx', '    jmp     .forever');
}

test('a guest that never ends can be paused, looked at and gone back in', async ({ vmxray }) => {
  await endless(vmxray);
  // Not `press`: the machine comes to no rest by itself.
  await vmxray.control('Run').click();
  await expect(vmxray.control('Pause')).toBeEnabled();
  await expect(vmxray.mode).toContainText('running');

  await vmxray.page.getByRole('tab', { name: 'Registers', exact: true }).click();
  await expect(vmxray.region('Registers')).toBeVisible();
  await vmxray.page.keyboard.press('Control+k');
  await expect(vmxray.page.getByRole('dialog', { name: 'Command palette' })).toBeVisible();
  await vmxray.page.keyboard.press('Escape');
  const early = await vmxray.moment();
  await expect(async () => {
    expect((await vmxray.moment()).instructions).toBeGreaterThan(early.instructions);
  }).toPass();

  await vmxray.press('Pause');
  await expect(vmxray.mode).toHaveText(/^VMX non-root/);
  await expect(vmxray.mode).not.toContainText('running');
  const paused = await vmxray.moment();
  const digest = await vmxray.digest();
  await vmxray.press('Step');
  expect((await vmxray.moment()).instructions).toBe(paused.instructions + 1);
  await vmxray.press('Step back');
  expect(await vmxray.moment()).toEqual(paused);
  expect(await vmxray.digest()).toBe(digest);
  await vmxray.press('Restart');
  await expect(vmxray.mode).toHaveText(/^VMX off/);
});

test('F5 runs and pauses, and the next program starts while one runs', async ({ vmxray }) => {
  await endless(vmxray);
  await vmxray.page.keyboard.press('F5');
  await expect(vmxray.mode).toContainText('running');
  await vmxray.page.keyboard.press('F5');
  await vmxray.idle();
  await expect(vmxray.mode).not.toContainText('running');
  await expect(vmxray.mode).toHaveText(/^VMX non-root/);
});

test('a program chosen while another one runs for ever takes its place', async ({ vmxray }) => {
  await endless(vmxray);
  await vmxray.page.keyboard.press('F5');
  await expect(vmxray.mode).toContainText('running');
  await vmxray.page.getByRole('button', { name: /^Program: / }).click();
  await vmxray.page.getByRole('menuitemradio', { name: 'An MSR bitmap' }).click();
  await expect(vmxray.mode).toHaveText(/^VMX off/);
  await vmxray.idle();
  await vmxray.press('Next VM exit');
  await expect(vmxray.region('Transitions')).toContainText('Exit reason 31, RDMSR.');
});
