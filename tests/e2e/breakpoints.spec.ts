import { referenceOf } from './reference';
import { expect, test, type VmxrayPage } from './vmxray-page';

/** Fills the form of a new breakpoint and saves it with Enter; the list has one more then. */
async function addBreakpoint(
  vmxray: VmxrayPage,
  kind: string,
  members: Readonly<Record<string, string>>,
): Promise<void> {
  const { page } = vmxray;
  await vmxray.region('Breakpoints').getByRole('button', { name: 'Add a breakpoint' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New breakpoint' });
  await dialog.getByLabel('Stop at').selectOption({ label: kind });
  for (const [label, text] of Object.entries(members)) {
    const member = dialog.getByLabel(label, { exact: true });
    if ((await member.evaluate((element) => element.tagName)) === 'SELECT') await member.selectOption({ label: text });
    else await member.fill(text);
  }
  await dialog.getByLabel('Stop at').press('Tab');
  await dialog.getByRole('button', { name: 'Add a breakpoint' }).press('Enter');
  await expect(dialog).toHaveCount(0);
  await vmxray.idle();
}

/** The line under the editor that says why the machine stands still. */
const notice = (vmxray: VmxrayPage) => vmxray.page.locator('.travel-notice');

/**
 * Runs to the end from stop to stop, then back from stop to stop: the same moments in the other order. Answers the moments and
 * what was said at each.
 */
async function stopsBothWays(vmxray: VmxrayPage): Promise<readonly string[]> {
  const there: { readonly at: number; readonly digest: string }[] = [];
  const said: string[] = [];
  for (;;) {
    await vmxray.key('F5');
    if (!(await vmxray.page.locator('.position').textContent())?.includes('Breakpoint')) break;
    there.push({ at: (await vmxray.moment()).instructions, digest: await vmxray.digest() });
    said.push((await notice(vmxray).textContent()) ?? '');
  }
  const back: { readonly at: number; readonly digest: string }[] = [];
  for (;;) {
    await vmxray.key('Alt+F5');
    if (!(await vmxray.page.locator('.position').textContent())?.includes('Breakpoint')) break;
    back.push({ at: (await vmxray.moment()).instructions, digest: await vmxray.digest() });
  }
  expect(back.reverse()).toEqual(there);
  expect((await vmxray.moment()).instructions).toBe(0);
  return said;
}

test('VM exits with a condition stop the run in both directions', async ({ vmxray }) => {
  await addBreakpoint(vmxray, 'VM exit', { Condition: 'exit-reason == 18 || exit-reason == 10' });
  const said = await stopsBothWays(vmxray);
  expect(said).toHaveLength(2);
  expect(said[0]).toContain('VM exit 10, CPUID, came from guest_entry+2');
  expect(said[1]).toContain('VM exit 18, VMCALL');
});

test('one exit reason stops only there', async ({ vmxray }) => {
  await addBreakpoint(vmxray, 'VM exit', { 'Exit reason': '18 VMCALL' });
  expect(await stopsBothWays(vmxray)).toHaveLength(1);
});

test('I/O ports stop the run, and the page says what was sent', async ({ vmxray }) => {
  await addBreakpoint(vmxray, 'I/O port', { 'Port, hexadecimal': 'e9', Access: 'OUT' });
  await vmxray.key('F5');
  await expect(notice(vmxray)).toContainText('Breakpoint 1 stopped the run: OUT to port 0xe9.');
  await expect(notice(vmxray)).toContainText('sent 0x');
  const { instructions } = await vmxray.moment();
  await vmxray.page.getByRole('button', { name: 'Go before it' }).click();
  await vmxray.idle();
  expect((await vmxray.moment()).instructions).toBe(instructions - 1);
});

test('MSRs stop the run by their names', async ({ vmxray }) => {
  await vmxray.chooseProgram(referenceOf('msr-bitmap').title);
  await addBreakpoint(vmxray, 'MSR', { 'Name or number of the MSR': 'IA32_FEATURE_CONTROL', Access: 'Read' });
  const said = await stopsBothWays(vmxray);
  expect(said).toHaveLength(1);
  expect(said[0]).toContain('RDMSR of IA32_FEATURE_CONTROL');
});

test('VMCS fields and memory stop the run where they are written', async ({ vmxray }) => {
  await addBreakpoint(vmxray, 'VMCS field', { 'Name or encoding of the field': 'Guest RIP', Access: 'Write' });
  await vmxray.key('F5');
  await expect(notice(vmxray)).toContainText('Guest RIP was written at');
  await vmxray
    .region('Breakpoints')
    .getByRole('button', { name: /^Remove this breakpoint: 1/ })
    .click();
  await addBreakpoint(vmxray, 'Memory that is read or written', { 'Address, label or register': 'vendor', Bytes: '4' });
  const said = await stopsBothWays(vmxray);
  expect(said.length).toBeGreaterThan(0);
  expect(said.join(' ')).toContain('wrote 4 bytes');
});

test('VM entries that fail stop the run', async ({ vmxray }) => {
  await vmxray.typeBehind('vmcs_default_controls', '    vmcs_set VMCS_PIN_BASED_CONTROLS, 0');
  await addBreakpoint(vmxray, 'VM entry that fails', {});
  const said = await stopsBothWays(vmxray);
  expect(said).toHaveLength(1);
  expect(said[0]).toContain('failed with VM-instruction error 7');
});

test('an address stops before its instruction; a line too, and F9 sets it', async ({ vmxray }) => {
  await addBreakpoint(vmxray, 'Address of an instruction', { 'Address, label or register': 'vm_exit' });
  await vmxray.key('F5');
  await expect(notice(vmxray)).toContainText('The processor stands before the instruction at vm_exit');
  await vmxray.region('Breakpoints').getByRole('button', { name: 'Remove all' }).click();
  await vmxray.openFile('guest.asm');
  await vmxray.cursorBehind('cpuid');
  await vmxray.key('F9');
  await vmxray.key('Alt+F5');
  await expect(notice(vmxray)).toContainText('guest.asm, line');
  await expect(vmxray.mode).toHaveText(/^VMX non-root/);
});

test('a breakpoint is switched off, changed and removed by the keyboard', async ({ vmxray }) => {
  const { page } = vmxray;
  await addBreakpoint(vmxray, 'VM exit', {});
  const region = vmxray.region('Breakpoints');
  const box = region.getByRole('checkbox', { name: /^Stops the run: 1/ });
  await box.focus();
  await page.keyboard.press('Space');
  await expect(box).not.toBeChecked();
  await vmxray.key('F5');
  await expect(vmxray.mode).toHaveText(/^VMX off/);
  await region.getByRole('button', { name: /^Edit this breakpoint: 1/ }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Breakpoint 1' });
  await dialog.getByLabel('Condition').fill('exit-reason ==');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('not understood at character 15');
  await dialog.getByLabel('Condition').fill('nonsense == 1');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('“nonsense”');
  await dialog.getByLabel('Condition').fill('exit-reason == 18');
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(region.getByRole('listitem')).toContainText('when exit-reason == 18');
  await expect(box).not.toBeChecked();
  await region.getByRole('button', { name: /^Remove this breakpoint: 1/ }).press('Enter');
  await expect(region).toContainText('No breakpoints');
});

test('the form says what it does not understand', async ({ vmxray }) => {
  const { page } = vmxray;
  await vmxray.key('b');
  const dialog = page.getByRole('dialog', { name: 'New breakpoint' });
  const wrong: readonly (readonly [string, string, string, string])[] = [
    ['Address of an instruction', 'Address, label or register', 'nowhere at all', 'is neither a label'],
    ['Memory that is read or written', 'Bytes', '0', '1 to 4096 bytes'],
    ['I/O port', 'Port, hexadecimal', '10000', 'up to ffff'],
    ['MSR', 'Name or number of the MSR', 'IA32_NONE', 'neither an MSR'],
    ['VMCS field', 'Name or encoding of the field', 'Guest RIQ', 'no VMCS field'],
  ];
  for (const [kind, label, text, message] of wrong) {
    await dialog.getByLabel('Stop at').selectOption({ label: kind });
    if (label === 'Bytes') await dialog.getByLabel('Address, label or register').fill('start');
    await dialog.getByLabel(label, { exact: true }).fill(text);
    await page.keyboard.press('Enter');
    await expect(dialog.getByRole('alert')).toContainText(message);
    await expect(dialog.getByLabel(label, { exact: true })).toBeFocused();
  }
  await vmxray.expectAccessible('the form with a message', '[role="dialog"]');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});
