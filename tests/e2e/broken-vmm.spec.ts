import { expect, test, type VmxrayPage } from './vmxray-page';

/** The failing rows of the Why card. */
const failingRows = (vmxray: VmxrayPage) => vmxray.region('Transitions').locator('.failing-check');

/** Whether the cursor of the editor stands on a line that contains a text. */
async function expectCursorOn(vmxray: VmxrayPage, text: string): Promise<void> {
  const line = await vmxray.line(text).first().boundingBox();
  await expect(async () => {
    const cursor = await vmxray.region('Editor').locator('.cursor').first().boundingBox();
    expect(cursor?.y).toBeCloseTo(line?.y ?? 0, 0);
  }).toPass();
}

/** Jumps from a failing row to the VMWRITE in the text, and to the moment when it ran. */
async function expectWayToWriter(vmxray: VmxrayPage, text: string, field: string, value: string): Promise<void> {
  const row = failingRows(vmxray).first();
  await row.getByRole('button', { name: /^written at vmm\.asm:\d+$/ }).click();
  await vmxray.idle();
  await expectCursorOn(vmxray, text);
  const failed = await vmxray.moment();
  await row.getByRole('button', { name: 'go to that moment' }).click();
  await vmxray.idle();
  expect((await vmxray.moment()).instructions).toBeLessThan(failed.instructions);
  // The machine stands before the VMWRITE: the field changes with the next step.
  await expect(vmxray.region('Editor').locator('.current-place.line-root')).toBeVisible();
  await vmxray.press('Step');
  expect((await vmxray.vmcsFields())[field]).toBe(value);
}

test('a broken guest state shows the failing rows, each with the way to its VMWRITE', async ({ vmxray }) => {
  const line = '    vmcs_set VMCS_GUEST_RFLAGS, 0';
  await vmxray.typeBehind('vmcs_default_guest guest_entry', line);
  await vmxray.press('Next VM exit');
  await expect(vmxray.mode).toHaveText(/^VMX root/);
  const why = vmxray.region('Transitions');
  await expect(why.getByRole('heading', { name: 'Why did this entry fail?' })).toBeVisible();
  await expect(why).toContainText('Exit reason 33, VM-entry failure: invalid guest state');
  await expect(failingRows(vmxray)).toHaveCount(1);
  await expect(failingRows(vmxray).first()).toContainText('guest-rflags-reserved-one');
  await expect(failingRows(vmxray).first()).toContainText('reported');
  expect(await vmxray.vmcsFields()).toMatchObject({ 'exit-reason': '80000021', 'guest-rflags': '0' });
  await expectWayToWriter(vmxray, 'VMCS_GUEST_RFLAGS, 0', 'guest-rflags', '0');
});

test('several broken fields show as several rows, of which one is reported', async ({ vmxray }) => {
  await vmxray.typeBehind(
    'vmcs_default_guest guest_entry',
    '    vmcs_set VMCS_GUEST_RFLAGS, 0',
    '    vmcs_set VMCS_GUEST_ACTIVITY_STATE, 7',
  );
  await vmxray.press('Next VM exit');
  await expect(failingRows(vmxray)).toHaveCount(2);
  await expect(vmxray.region('Transitions').locator('.failing-check[data-reported="true"]')).toHaveCount(1);
});

test('a broken control fails with error 7 and shows its row', async ({ vmxray }) => {
  await vmxray.typeBehind('vmcs_default_controls', '    vmcs_set VMCS_PIN_BASED_CONTROLS, 0');
  await vmxray.press('Run');
  await expect(vmxray.mode).toHaveText(/^VMX root/);
  const why = vmxray.region('Transitions');
  await expect(why.getByRole('heading', { name: 'Why did this fail?' })).toBeVisible();
  await expect(why).toContainText('VMfailValid, error 7');
  await expect(failingRows(vmxray)).toHaveCount(1);
  await vmxray.openTab('Exits');
  await expect(vmxray.region('Exits').getByRole('option', { name: 'VMLAUNCH failed · error 7' })).toHaveCount(1);
  await vmxray.openTab('Console');
  await expect(vmxray.region('Console')).toContainText('A VMX instruction failed');
  await vmxray.openTab('VMCS');
  expect(await vmxray.vmcsFields()).toMatchObject({ 'vm-instruction-error': '7', 'pin-based-controls': '0' });
  await expectWayToWriter(vmxray, 'VMCS_PIN_BASED_CONTROLS, 0', 'pin-based-controls', '0');
});

test('a VMX instruction without a current VMCS fails and says what is missing', async ({ vmxray }) => {
  await vmxray.typeBehind('vmxon   [vmxon_pointer]', '    must_succeed', '    vmlaunch');
  await vmxray.press('Run');
  await expect(vmxray.region('Transitions')).toContainText('VMfailInvalid');
});
