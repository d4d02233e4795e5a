import type { Locator } from '@playwright/test';
import { expect, test, type VmxrayPage } from './vmxray-page';

/** A word of the open file on the first line that contains a text. */
const word = (vmxray: VmxrayPage, line: string, text: string): Locator =>
  vmxray.line(line).first().locator('span', { hasText: text }).last();

/** Types behind a line, key by key as a person does. */
async function type(vmxray: VmxrayPage, behind: string, text: string): Promise<void> {
  await vmxray.cursorBehind(behind);
  await vmxray.page.keyboard.press('Enter');
  await vmxray.page.keyboard.type(text, { delay: 20 });
}

test('completion offers macros, instructions with operands, fields with encodings, and takes one by Enter', async ({
  vmxray,
}) => {
  const { page } = vmxray;
  const list = page.locator('.suggest-widget.visible');
  await type(vmxray, 'vmx_enable', 'vmr');
  await expect(list.getByRole('option', { name: /^vmread/ })).toBeVisible();
  await expect(list).toContainText('r/m, r');
  await page.keyboard.press('Enter');
  await expect(vmxray.line('vmread')).toHaveCount(1);
  await page.keyboard.type(' rax, VMCS_EXIT_REA', { delay: 20 });
  await expect(list.getByRole('option', { name: /^VMCS_EXIT_REASON/ })).toBeVisible();
  await expect(list).toContainText('0x4402');
  await page.keyboard.press('Tab');
  await expect(vmxray.line('vmread rax, VMCS_EXIT_REASON')).toHaveCount(1);
});

test('nothing pops up in comments and texts', async ({ vmxray }) => {
  await type(vmxray, 'vmx_enable', '; mov rax');
  await vmxray.idle();
  await expect(vmxray.page.locator('.suggest-widget.visible')).toHaveCount(0);
});

test('Enter behind a finished text or a local name begins a line', async ({ vmxray }) => {
  await type(vmxray, 'vmx_enable', 'mov eax, "Hell"');
  // Time for a list to come up, if one did.
  await vmxray.page.waitForTimeout(500);
  await vmxray.page.keyboard.press('Enter');
  await vmxray.page.keyboard.type('je .done', { delay: 20 });
  await vmxray.page.waitForTimeout(500);
  await vmxray.page.keyboard.press('Enter');
  await vmxray.page.keyboard.type('nop', { delay: 20 });
  await expect(vmxray.line(/^\s*mov\seax,\s"Hell"$/)).toHaveCount(1);
  await expect(vmxray.line(/^\s*je\s[.]done$/)).toHaveCount(1);
  await expect(vmxray.line(/^\s*nop$/)).toHaveCount(1);
});

test('hovering says what an instruction does in a guest, what a constant is, where a name comes from', async ({
  vmxray,
}) => {
  const hover = vmxray.page.locator('.monaco-hover:visible');
  await word(vmxray, 'vmptrld', 'vmptrld').hover();
  await expect(hover).toContainText('In a guest: always causes a VM exit, reason 21 (VMPTRLD)');
  await expect(hover).toContainText('Writes CF ZF');
  await word(vmxray, 'EXIT_REASON_CPUID', 'EXIT_REASON_CPUID').hover();
  await expect(hover).toContainText('Basic exit reason 10');
  await expect(hover).toContainText('Manual: “Instructions That Cause VM Exits Unconditionally”');
  await word(vmxray, 'vmxon   [vmxon_pointer]', 'vmxon_pointer').hover();
  await expect(hover).toContainText(/Value 0x10[0-9a-f]{4}/);
});

test('F12 and Ctrl+click go to a definition, also in a library file', async ({ vmxray }) => {
  const { page } = vmxray;
  await word(vmxray, 'vmptrld', 'vmcs_pointer').click();
  await page.keyboard.press('F12');
  await expect(vmxray.line('vmcs_pointer:')).toBeVisible();
  await page.keyboard.press('Control+Home');
  // As a person does: the held key makes the word a link, which is another element than the one that was pointed at.
  await word(vmxray, 'vmx_enable', 'vmx_enable').hover();
  await page.keyboard.down('Control');
  await page.locator('.goto-definition-link').hover();
  await page.mouse.down();
  await page.mouse.up();
  await page.keyboard.up('Control');
  await expect(vmxray.region('Editor').getByRole('tab', { name: /vmm\.inc/ })).toHaveAttribute('aria-selected', 'true');
  await expect(vmxray.line('%macro vmx_enable 0')).toBeVisible();
});

test('Shift+F12 shows every use of a name', async ({ vmxray }) => {
  await word(vmxray, 'vmptrld', 'vmcs_pointer').click();
  await vmxray.page.keyboard.press('Shift+F12');
  await expect(vmxray.page.locator('.peekview-widget')).toContainText('References (3)');
});

test('F2 gives a name another one in all files, and the program runs on', async ({ vmxray }) => {
  const { page } = vmxray;
  await word(vmxray, 'vmcs_default_guest guest_entry', 'guest_entry').click();
  await page.keyboard.press('F2');
  const box = page.locator('.rename-box input');
  await expect(box).toHaveValue('guest_entry');
  await box.fill('first_guest');
  await page.keyboard.press('Enter');
  await expect(vmxray.line('vmcs_default_guest first_guest')).toHaveCount(1);
  await vmxray.openFile('guest.asm');
  await expect(vmxray.line('first_guest:')).toHaveCount(1);
  await vmxray.idle();
  await expect(page.getByText('No problems')).toBeVisible();
});

test('a name that is taken or no name is refused in words', async ({ vmxray }) => {
  const { page } = vmxray;
  const box = page.locator('.rename-box input');
  for (const [name, says] of [
    ['vm_exit', 'This name is taken: vmm.asm, line 26.'],
    ['rax', 'This is an instruction, a register or a word of the language.'],
  ] as const) {
    await word(vmxray, 'vmptrld', 'vmcs_pointer').click();
    await page.keyboard.press('F2');
    await box.fill(name);
    await page.keyboard.press('Enter');
    await expect(page.locator('.notice')).toContainText(says);
    await page.getByRole('button', { name: 'Dismiss' }).click();
  }
  await expect(vmxray.line('[vmcs_pointer]')).not.toHaveCount(0);
});

test('Ctrl+Shift+O lists the names of the file and goes to one', async ({ vmxray }) => {
  const { page } = vmxray;
  await vmxray.cursorBehind('start:');
  await page.keyboard.press('Control+Shift+O');
  const outline = page.locator('.quick-input-widget');
  await expect(outline.getByRole('option')).toHaveCount(6);
  await outline.locator('input').pressSequentially('done');
  await page.keyboard.press('Enter');
  await expect(vmxray.line('.done:')).toBeVisible();
});

test('Shift+Alt+F puts the text in columns and leaves breakpoints and bytes where they are', async ({ vmxray }) => {
  const { page } = vmxray;
  await vmxray.typeBehind('vmx_enable', 'mov   eax,1;one');
  await page.keyboard.press('F9');
  const digest = await vmxray.digest();
  await page.keyboard.press('Shift+Alt+F');
  await expect(vmxray.line('mov     eax, 1')).toHaveCount(1);
  await vmxray.idle();
  await expect(page.locator('.line-breakpoint')).toHaveCount(1);
  expect(await vmxray.digest()).toBe(digest);
});

test('macros, conditions and what follows a label fold', async ({ vmxray }) => {
  const { page } = vmxray;
  await vmxray.cursorBehind('vm_exit:');
  await page.keyboard.press('Control+Shift+BracketLeft');
  await expect(vmxray.line('save_guest_registers')).toHaveCount(0);
  await page.keyboard.press('Control+Shift+BracketRight');
  await expect(vmxray.line('save_guest_registers')).toHaveCount(1);
});

test('the arguments of a macro are shown while one types them', async ({ vmxray }) => {
  await type(vmxray, 'vmx_enable', 'vmcs_set ');
  await expect(vmxray.page.locator('.parameter-hints-widget.visible')).toContainText('vmcs_set FIELD, VALUE');
});

test('the editor speaks Chinese', async ({ vmxray }) => {
  await vmxray.open('?lang=zh-CN');
  const editor = vmxray.page.getByRole('region', { name: '编辑器' });
  const line = editor.locator('.view-line', { hasText: 'vmptrld' });
  // With its colours the line has an element for each word.
  await expect(line.locator('span', { hasText: /^\s*vmptrld\s*$/ })).not.toHaveCount(0);
  await line.locator('span', { hasText: 'vmptrld' }).last().hover();
  await expect(vmxray.page.locator('.monaco-hover:visible')).toContainText('总是引起 VM 退出');
});
