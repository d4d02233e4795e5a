import { referenceOf } from './reference';
import { expect, test, type VmxrayPage } from './vmxray-page';

/** Runs "Who decides about HLT?" until the processor sleeps inside the guest. */
async function sleepInGuest(vmxray: VmxrayPage): Promise<void> {
  const { title, moments } = referenceOf('who-decides-hlt');
  await vmxray.chooseProgram(title);
  await vmxray.press('Run');
  await expect(vmxray.mode).toHaveText(/^VMX non-root/);
  expect(await vmxray.digest()).toBe(moments.at(-1)?.digest);
}

/** Opens the menu of events and presses one of its buttons. */
async function inject(vmxray: VmxrayPage, event: string): Promise<void> {
  await vmxray.page.getByRole('button', { name: 'Inject', exact: true }).click();
  await vmxray.page.getByRole('button', { name: event, exact: true }).click();
  await vmxray.idle();
}

test('an external interrupt wakes the guest and exits; going back and forward repeats it', async ({ vmxray }) => {
  await sleepInGuest(vmxray);
  await inject(vmxray, 'Send interrupt');
  const injected = await vmxray.digest();
  await vmxray.press('Next VM exit');
  await expect(vmxray.mode).toHaveText(/^VMX root/);
  expect(await vmxray.vmcsFields()).toMatchObject({ 'exit-reason': '1', 'guest-activity-state': '1' });
  await expect(vmxray.region('Transitions')).toContainText('Exit reason 1, External interrupt.');
  const exited = await vmxray.digest();

  await vmxray.press('Run');
  await expect(vmxray.mode).toHaveText(/^VMX off/);
  await vmxray.openTab('Console');
  await expect(vmxray.region('Console')).toContainText('VMM: an external interrupt');
  await vmxray.press('Previous VM exit');
  expect(await vmxray.digest()).toBe(exited);
  await vmxray.press('Step back');
  expect(await vmxray.digest()).toBe(injected);
  await vmxray.press('Restart');
  await vmxray.press('Run');
  await expect(vmxray.mode).toHaveText(/^VMX off/);
});

test('an interrupt injected earlier drops what was recorded after that moment', async ({ vmxray }) => {
  await vmxray.chooseProgram(referenceOf('two-guests').title);
  await vmxray.press('Run');
  await vmxray.press('Restart');
  await vmxray.press('Next VM entry');
  const here = await vmxray.moment();
  await inject(vmxray, 'NMI');
  expect(await vmxray.moment()).toEqual(here);
  await vmxray.openTab('Exits');
  await vmxray.region('Exits').getByRole('button', { name: 'VM entries', exact: true }).click();
  await expect(vmxray.region('Exits').getByRole('option')).toHaveCount(2);
});

test('an NMI that no control sends to the VMM reaches the guest, and the lab reports it', async ({ vmxray }) => {
  await vmxray.press('Next VM entry');
  await inject(vmxray, 'NMI');
  await vmxray.press('Run');
  await expect(vmxray.mode).toHaveText(/^VMX non-root/);
  await expect(vmxray.region('Transitions').getByRole('status')).toContainText('Exception 2');
});

test('INIT waits in VMX root and exits in VMX non-root', async ({ vmxray }) => {
  await vmxray.press('Next VM exit');
  await inject(vmxray, 'INIT');
  await vmxray.press('Step');
  await expect(vmxray.mode).toHaveText(/^VMX root/);
  await vmxray.page.getByRole('button', { name: 'Inject', exact: true }).click();
  await expect(vmxray.page.getByText('Waiting: INIT')).toBeVisible();
  await vmxray.page.keyboard.press('Escape');
  await vmxray.press('Next VM exit');
  await expect(vmxray.region('Transitions')).toContainText('Exit reason 3, ');
  expect(await vmxray.vmcsFields()).toMatchObject({ 'exit-reason': '3' });
});

test('a vector that no controller sends is refused', async ({ vmxray }) => {
  await vmxray.page.getByRole('button', { name: 'Inject', exact: true }).click();
  await vmxray.page.getByRole('textbox', { name: /Vector/ }).fill('0x0f');
  await expect(vmxray.page.getByText('A vector is a number from 0x10 to 0xff.')).toBeVisible();
  await expect(vmxray.page.getByRole('button', { name: 'Send interrupt' })).toBeDisabled();
});
