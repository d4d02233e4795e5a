import { referenceOf } from './reference';
import { expect, test, type VmxrayPage } from './vmxray-page';

/** The row or cell that shows a register. */
const register = (vmxray: VmxrayPage, name: string) =>
  vmxray.region('Registers').locator(`[data-value^="register ${name} "]`);
/** The digits that it shows, without blanks and leading zeros. */
async function shown(vmxray: VmxrayPage, name: string): Promise<string> {
  const digits = (await register(vmxray, name).locator('.hex-value').textContent()) ?? '';
  return BigInt(`0x${digits.replaceAll(' ', '')}`).toString(16);
}
const field = (vmxray: VmxrayPage) => vmxray.page.getByRole('textbox', { name: /^New value of/ });
const notice = (vmxray: VmxrayPage) => vmxray.page.locator('.travel-notice');

test('a register is changed in place by the keyboard; going back and running again repeats it', async ({ vmxray }) => {
  await vmxray.press('Next VM exit');
  await vmxray.openTab('Registers');
  await register(vmxray, 'R15').focus();
  await vmxray.page.keyboard.press('Enter');
  await field(vmxray).fill('12 3456');
  await vmxray.key('Enter');
  await expect(field(vmxray)).toHaveCount(0);
  await expect(register(vmxray, 'R15')).toBeFocused();
  expect(await shown(vmxray, 'R15')).toBe('123456');
  const digest = await vmxray.digest();
  const { instructions } = await vmxray.moment();
  await expect(vmxray.page.locator('.timeline-journal[data-event="edit"]')).toHaveCount(1);

  await vmxray.press('Restart');
  expect(await shown(vmxray, 'R15')).toBe('0');
  await vmxray.key('g');
  await vmxray.page.getByRole('textbox', { name: 'Number of the instruction' }).fill(String(instructions));
  await vmxray.key('Enter');
  // State at a position is the state after what came from outside there.
  expect(await shown(vmxray, 'R15')).toBe('123456');
  expect(await vmxray.digest()).toBe(digest);
});

test('what cannot be is said, and Escape leaves everything as it was', async ({ vmxray }) => {
  await vmxray.press('Next VM exit');
  await vmxray.openTab('Registers');
  const before = await vmxray.digest();
  await register(vmxray, 'CR0').dblclick();
  await field(vmxray).fill('xyz');
  await vmxray.page.keyboard.press('Enter');
  await expect(vmxray.page.getByText('Type hexadecimal digits')).toBeVisible();
  await field(vmxray).fill('0');
  await vmxray.key('Enter');
  await expect(vmxray.page.getByText('CR0 cannot hold 0x0 now')).toBeVisible();
  await vmxray.expectAccessible('the field with a message', '.value-edit');
  await vmxray.page.keyboard.press('Escape');
  await expect(field(vmxray)).toHaveCount(0);
  expect(await vmxray.digest()).toBe(before);
});

test('an edit in the past says that it drops what came later', async ({ vmxray }) => {
  await vmxray.press('Run');
  await vmxray.press('Previous VM exit');
  await vmxray.openTab('Registers');
  await register(vmxray, 'RBX').click({ button: 'right' });
  await vmxray.page.getByRole('menuitem', { name: 'Change the value…' }).click();
  await expect(vmxray.page.getByText(/drops \d+ recorded steps/)).toBeVisible();
  await field(vmxray).fill('7');
  await vmxray.key('Enter');
  await expect(vmxray.page.getByText(/The edit dropped \d+ recorded steps/)).toBeVisible();
  expect(await shown(vmxray, 'RBX')).toBe('7');
});

test('bytes of memory and VMCS fields are changed in their panels', async ({ vmxray }) => {
  const { page } = vmxray;
  await vmxray.press('Next VM exit');
  const guestRsp = vmxray.region('VMCS').locator('[data-field="guest-rsp"] > button');
  await guestRsp.focus();
  await page.keyboard.press('F2');
  await field(vmxray).fill('abc0');
  await vmxray.key('Enter');
  expect(await vmxray.vmcsFields()).toMatchObject({ 'guest-rsp': 'abc0' });

  await vmxray.openTab('Memory');
  const memory = vmxray.region('Memory');
  await memory.getByRole('textbox').fill('vendor');
  await page.keyboard.press('Enter');
  await vmxray.idle();
  await memory.getByRole('group').last().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await field(vmxray).fill('48 49');
  await vmxray.key('Enter');
  await expect(memory.locator('.memory-byte[data-value]')).toHaveText('48');
  await expect(memory.locator('.memory-text').first()).toContainText('HI');
});

test('who wrote a register, a field and a byte is found, and the way back', async ({ vmxray }) => {
  const { page } = vmxray;
  await vmxray.press('Next VM exit');
  await vmxray.press('Next VM exit');
  const here = await vmxray.moment();
  await vmxray.openTab('Registers');
  await register(vmxray, 'RBX').focus();
  await vmxray.key('w');
  await expect(notice(vmxray)).toContainText('wrote register RBX');
  const before = await shown(vmxray, 'RBX');
  await vmxray.press('Step');
  expect(await shown(vmxray, 'RBX')).not.toBe(before);
  await register(vmxray, 'DR1').focus();
  await vmxray.key('w');
  await expect(notice(vmxray)).toContainText('No one wrote register DR1 before this instant');

  await vmxray.press('Next VM exit');
  expect(await vmxray.moment()).toEqual(here);
  await vmxray.openTab('VMCS');
  await vmxray.region('VMCS').locator('[data-field="guest-rsp"] > button').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Who wrote this?' }).click();
  await vmxray.idle();
  await expect(notice(vmxray)).toContainText('wrote the VMCS field Guest RSP');
  await page.getByRole('button', { name: 'Back to where I was' }).click();
  await vmxray.idle();
  expect(await vmxray.moment()).toEqual(here);

  await vmxray.openTab('Memory');
  await vmxray.region('Memory').getByRole('textbox').fill('vendor');
  await page.keyboard.press('Enter');
  await vmxray.idle();
  await vmxray.region('Memory').locator('.memory-byte').first().click();
  await vmxray.key('w');
  await expect(notice(vmxray)).toContainText('wrote the byte at 0x');
});

test('the menu of a value sets a breakpoint on it', async ({ vmxray }) => {
  await vmxray.press('Next VM exit');
  await vmxray.region('VMCS').locator('[data-field="guest-rip"] > button').focus();
  await vmxray.page.keyboard.press('Shift+F10');
  await vmxray.page.getByRole('menuitem', { name: 'Stop when it is written' }).click();
  await expect(vmxray.region('Breakpoints').getByRole('listitem')).toContainText('Write to the VMCS field Guest RIP');
  await vmxray.press('Run');
  await expect(notice(vmxray)).toContainText('Breakpoint 1 stopped the run');
});

test('an event is injected while the program runs, and stays in the journal', async ({ vmxray }) => {
  await vmxray.openFile('guest.asm');
  await vmxray.typeBehind('guest_entry:', '.forever:', '    inc     rbx', '    jmp     .forever');
  await vmxray.control('Run').click();
  await expect(vmxray.control('Pause')).toBeEnabled();
  await vmxray.page.getByRole('button', { name: 'Inject', exact: true }).click();
  await vmxray.page.getByRole('button', { name: 'NMI', exact: true }).click();
  // No control sends the NMI to the VMM: it reaches the guest, and the lab reports it.
  await expect(vmxray.region('Transitions').getByRole('status')).toContainText('Exception 2');
  await vmxray.idle();
  await expect(vmxray.page.locator('.timeline-journal[data-event="injection"]')).toHaveCount(1);
  const digest = await vmxray.digest();
  await vmxray.press('Restart');
  await vmxray.press('Run');
  expect(await vmxray.digest()).toBe(digest);
});

test('on a phone a value is changed by touch', async ({ vmxray }) => {
  await vmxray.page.setViewportSize({ width: 390, height: 844 });
  await vmxray.chooseProgram(referenceOf('life-cycle').title);
  await vmxray.press('Next VM exit');
  await vmxray.openTab('Registers');
  await register(vmxray, 'R15').click();
  await vmxray.page.locator('.value-buttons button').first().click();
  const box = await field(vmxray).boundingBox();
  expect(box?.x).toBeGreaterThanOrEqual(0);
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
  await field(vmxray).fill('ff');
  await vmxray.key('Enter');
  expect(await shown(vmxray, 'R15')).toBe('ff');
});
