import { readFileSync } from 'node:fs';
import { assemble } from '../../src/asm/assembler';
import { expect, test, type VmxrayPage } from './vmxray-page';

const files = (vmxray: VmxrayPage) => vmxray.region('Editor').getByRole('tab');
const names = async (vmxray: VmxrayPage) =>
  (await files(vmxray).allTextContents()).filter((name) => name.endsWith('.asm'));

/** Drops files of the desktop onto the editor. */
async function drop(vmxray: VmxrayPage, dropped: readonly { name: string; bytes: number[] }[]): Promise<void> {
  const data = await vmxray.page.evaluateHandle((list) => {
    const transfer = new DataTransfer();
    for (const { name, bytes } of list) transfer.items.add(new File([new Uint8Array(bytes)], name));
    return transfer;
  }, dropped);
  const pane = vmxray.page.locator('.editor-pane');
  await pane.dispatchEvent('dragenter', { dataTransfer: data });
  await expect(vmxray.page.locator('.drop-target')).toBeVisible();
  await pane.dispatchEvent('drop', { dataTransfer: data });
  await expect(vmxray.page.locator('.notice')).toBeVisible();
  await vmxray.idle();
}

const text = (content: string) => [...Buffer.from(content)];

test('files are dropped in, several at once; Undo takes them out again', async ({ vmxray }) => {
  await drop(vmxray, [
    { name: 'zeta.asm', bytes: text('zeta: ret\r\n') },
    { name: 'alpha.asm', bytes: text('alpha: ret\n') },
  ]);
  expect(await names(vmxray)).toEqual(['vmm.asm', 'guest.asm', 'alpha.asm', 'zeta.asm']);
  await expect(vmxray.line('alpha: ret')).toBeVisible();
  await expect(vmxray.page.getByText('No problems')).toBeVisible();
  await vmxray.page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => names(vmxray)).toEqual(['vmm.asm', 'guest.asm']);
});

test('one that is there gets the new text; a library name, bytes and a huge file are refused in words', async ({
  vmxray,
}) => {
  const { page } = vmxray;
  await drop(vmxray, [
    { name: 'guest.asm', bytes: text('guest_entry:\n vmcall\n') },
    { name: 'lab.inc', bytes: text(' nop') },
    { name: 'image.bin', bytes: [0x7f, 0x45, 0, 0] },
    { name: 'latin.asm', bytes: [0x3b, 0xe9, 0x0a] },
    { name: 'huge.asm', bytes: new Array(1024 * 1024 + 1).fill(0x3b) },
  ]);
  const notice = page.locator('.notice');
  await expect(notice).toContainText('Replaced guest.asm.');
  await expect(notice).toContainText('lab.inc has the name of a library file');
  await expect(notice).toContainText('image.bin is not a text');
  await expect(notice).toContainText('latin.asm is not a text');
  await expect(notice).toContainText('huge.asm is larger than 1 MiB');
  await expect(vmxray.line('vmcall')).toBeVisible();
  expect(await names(vmxray)).toEqual(['vmm.asm', 'guest.asm']);
});

test('tabs change places by keyboard, by the menu and by dragging', async ({ vmxray }) => {
  const { page } = vmxray;
  await files(vmxray).filter({ hasText: 'vmm.asm' }).focus();
  await page.keyboard.press('Control+Shift+ArrowRight');
  expect(await names(vmxray)).toEqual(['guest.asm', 'vmm.asm']);
  await page.getByRole('button', { name: 'Files of the program' }).click();
  await page.getByRole('button', { name: 'Move left' }).click();
  expect(await names(vmxray)).toEqual(['vmm.asm', 'guest.asm']);
  await expect(page.getByRole('button', { name: 'Move left' })).toBeDisabled();
  await vmxray.expectAccessible('the file menu', '.file-menu');
  await page.keyboard.press('Escape');
  await files(vmxray)
    .filter({ hasText: 'guest.asm' })
    .dragTo(files(vmxray).filter({ hasText: 'vmm.asm' }));
  expect(await names(vmxray)).toEqual(['guest.asm', 'vmm.asm']);
});

/** What the browser is given when an entry of the file menu is chosen. */
async function download(vmxray: VmxrayPage, entry: string): Promise<{ name: string; bytes: Buffer }> {
  const { page } = vmxray;
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Files of the program' }).click();
  await page.getByRole('button', { name: entry }).click();
  const given = await coming;
  return { name: given.suggestedFilename(), bytes: readFileSync(await given.path()) };
}

test('the program is downloaded as one source that assembles alone, and as a Multiboot image', async ({ vmxray }) => {
  const source = await download(vmxray, 'Download as .asm');
  expect(source.name).toBe('life-cycle.asm');
  const alone = assemble([{ name: 'one.asm', text: source.bytes.toString() }], () => null);
  expect(alone.diagnostics).toEqual([]);
  const image = await download(vmxray, 'Download as Multiboot image');
  expect(image.name).toBe('life-cycle.elf');
  expect(image.bytes.subarray(0, 4).toString('latin1')).toBe('\x7fELF');
  expect(image.bytes.includes(Buffer.from(alone.sections[0]?.bytes ?? []))).toBe(true);
});

test('a program with errors is not downloaded; the notice leads to the first', async ({ vmxray }) => {
  const { page } = vmxray;
  await vmxray.typeBehind('vmx_enable', 'bogus rax');
  await page.getByRole('button', { name: 'Files of the program' }).click();
  await page.getByRole('button', { name: 'Download as Multiboot image' }).click();
  await expect(page.locator('.notice')).toContainText('The program has errors');
  await vmxray.openFile('guest.asm');
  await page.getByRole('button', { name: 'Show it', exact: true }).click();
  await expect(vmxray.line('bogus')).toBeVisible();
});
